"""`huibian fonts`: which faces draw what, which characters they lack, and the free ones fetched."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huibian import resources
from huibian.cli.options import Fonts, faces_folder
from huibian.cli.report import Reporter, format_path, format_span
from huibian.cli.terminal import as_json_escapes

if TYPE_CHECKING:
    from huibian.fontbook import FontBook
    from huibian.fontbook.survey import Service, UsedDesign
    from huibian.fontuse import Stray

EPILOG = """\b
例：
  huibian fonts                              看仿宋、小标宋等各由哪个字体排，缺什么，怎么补
  huibian fonts --get                        取来自由字体，放进自己的字体文件夹
  huibian fonts --get --script rare_han      再取来生僻字的字体
  huibian fonts --text 来稿/01.docx          看这一篇里哪些字要换字体、哪些字没有字体
  huibian fonts --text issue-92.yaml         看这一期
\b
退出码：0 完成；1 有字排不了，或有字体取不来；2 用法不对。"""
_KINDS = {"official": "官方字体", "free": "自由字体", "last_resort": "随 huibian 装来的字体"}


def fonts(
    get: Annotated[bool, typer.Option("--get", help="取来自由字体")] = False,
    script: Annotated[
        list[str] | None,
        typer.Option("--script", metavar="NAME", help="和 --get 一起：再取来这种文字的字体，如 rare_han"),
    ] = None,
    text: Annotated[Path | None, typer.Option("--text", metavar="FILE", help="查一篇文章或一份清单里的字")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="写成 JSON，供别的程序读")] = False,
    folder: Fonts = None,
) -> int:
    """Show, check or fetch the faces."""
    folder = faces_folder(folder)
    if get and (text is not None or as_json or folder is not None):
        msg = "--get 不和 --text、--json、--fonts 一起写"
        raise typer.BadParameter(msg)
    if script and not get:
        msg = "--script 要和 --get 一起写"
        raise typer.BadParameter(msg)
    if get:
        return _get(_scripts(script or []))
    reporter = Reporter()
    if text is None:
        _show(reporter, folder, as_json=as_json)
        return reporter.close()
    is_complete = _check(reporter, text, folder, as_json=as_json)
    return reporter.close() or (0 if is_complete else 1)


def _scripts(names: Sequence[str]) -> list[str]:
    """The scripts that are asked for; a usage error for one that need not be."""
    from huibian import fontcatalogue as catalogues

    catalogue = catalogues.read(resources.font_catalogue())
    optional = [name for name, entry in catalogue.scripts.items() if entry.optional]
    for name in names:
        if name not in optional:
            msg = f"--script 不认识“{name}”，可写 {'、'.join(optional)}；别的文字的字体不用写就会取来"
            raise typer.BadParameter(msg)
    return list(names)


def _get(scripts: Sequence[str]) -> int:
    from huibian import fontcatalogue as catalogues
    from huibian.cli.downloads import Downloads
    from huibian.fontfetch import fetch

    reporter, free = Reporter(), resources.faces_folder() / "free"
    with Downloads(reporter.say) as downloads:
        work = partial(fetch, catalogues.read(resources.font_catalogue()), free, scripts, downloads.tell)
        fetched = reporter.attempt(free, work)
    if fetched is None:
        return reporter.close()
    reporter.show(fetched.diagnostics)
    if fetched.faces:
        reporter.say(
            f"写好 {len(fetched.faces)} 个字体：{free}（{fetched.size // 10**6} MB），许可证在 {free / 'licences'}"
        )
    elif not fetched.missing:
        reporter.say(f"字体齐全：{free}")
    elif not fetched.has_failed:
        reporter.say(f"能取来的都在：{free}")
    if fetched.missing:
        _tell_missing(reporter)
    code = reporter.close()
    return 1 if fetched.has_failed else code


def _tell_missing(reporter: Reporter) -> None:
    """Say what still looks wrong and what stands in, and what cannot be set at all."""
    services = reporter.attempt(resources.font_catalogue(), lambda: list(_services(_open(None)))) or []
    for service in services:
        if service.main is not None and (service.main.is_unlike or service.flaws):
            reporter.say(f"{service.label}：由 {service.main.label} 代替。{'；'.join(_without_label(service))}。")
            for better in service.better:
                reporter.say(f"  更好：{better}")
    lacking = "、".join(service.label for service in services if service.main is None)
    if lacking:
        reporter.say(f"还没有字体、遇到就排不了的文字：{lacking}；怎么补，看 huibian fonts。")


def _without_label(service: Service) -> Iterator[str]:
    main = "" if service.main is None else f"{service.main.label}："
    return (flaw.removeprefix(main) for flaw in service.flaws)


def _show(reporter: Reporter, folder: Path | None, *, as_json: bool) -> None:
    services = reporter.attempt(resources.font_catalogue(), lambda: list(_services(_open(folder))))
    if services is None:
        return
    if as_json:
        reporter.say(_json([_as_data(service) for service in services]))
        return
    for service in services:
        reporter.say("\n".join(_lines(service)))
    reporter.say(f"自己的字体放在 {resources.faces_folder()}")


def _lines(service: Service) -> Iterator[str]:
    """What an editor reads of a role or a script."""
    if service.main is None:
        yield f"{service.label}：没有字体，遇到这种字排不了"
    else:
        yield f"{service.label}：{_reason(service)}"
        yield f"  {format_path(service.main.path)}"
    labels = {name: design.label for name, design in service.designs.items()}
    if not service.is_script or service.main is not None:
        for each in service.coverage:
            given = [f"{labels[name]} {count}" for name, count in each.given.items()]
            missing = [f"缺 {each.missing}"] if each.missing else []
            yield f"  {each.label} {each.total}：{'，'.join((*given, *missing))}"
    yield from (f"  毛病：{flaw}" for flaw in service.flaws)
    yield from (f"  更好：{better}" for better in service.better)


def _reason(service: Service) -> str:
    """Which face serves and why."""
    main = service.main
    assert main is not None
    if main.kind == "official":
        return f"{main.label}（官方字体）"
    unlike = "，样子不同" if main.is_unlike else ""
    return f"{main.label}（{_KINDS[main.kind]}，这里没有 {service.official}，由它代替{unlike}）"


def _as_data(service: Service) -> dict[str, object]:
    """A role or a script for other programs."""
    return {
        "name": service.name,
        "label": service.label,
        "script": service.is_script,
        "official": service.official,
        "main": None if service.main is None else service.main.name,
        "designs": {name: _design_data(design) for name, design in service.designs.items()},
        "coverage": [
            {"label": each.label, "total": each.total, "given": dict(each.given), "missing": each.missing}
            for each in service.coverage
        ],
        "flaws": list(service.flaws),
        "better": list(service.better),
    }


def _design_data(design: UsedDesign) -> dict[str, object]:
    return {"label": design.label, "kind": design.kind, "path": str(design.path), "unlike": design.is_unlike}


def _check(reporter: Reporter, path: Path, folder: Path | None, *, as_json: bool) -> bool:
    """List the characters of a text that other faces draw; gives whether each is drawn by one."""
    from huibian.diagnostics import Diagnostics, HuibianError, Severity
    from huibian.fontuse import strays

    diagnostics = Diagnostics()

    def work() -> tuple[Stray, ...]:
        found = strays(path, _open(folder), diagnostics)
        errors = [each for each in diagnostics if each.severity is Severity.ERROR]
        if errors:  # what cannot be read has characters that were not asked for
            raise HuibianError(errors)
        return found

    found = reporter.attempt(path, work)
    if found is None:
        return False
    if as_json:
        reporter.say(_json([_stray_data(stray) for stray in found]))
    elif found:
        reporter.say("\n".join(map(_stray_line, sorted(found, key=lambda stray: stray.label is not None))))
    else:
        reporter.say("每个字都由该用的字体排。")
    return all(stray.label is not None for stray in found)


def _stray_line(stray: Stray) -> str:
    who = "没有字体含有它" if stray.label is None else f"由 {stray.label} 排"
    code = f"U+{ord(stray.char):04X}"
    return f"{stray.char} {code}　{stray.count} 次　{format_span(stray.first)}　{stray.font}里没有，{who}"


def _stray_data(stray: Stray) -> dict[str, object]:
    return {
        "char": stray.char,
        "code": f"U+{ord(stray.char):04X}",
        "count": stray.count,
        "file": str(stray.first.file),
        "line": stray.first.line,
        "column": stray.first.column,
        "role": stray.font,
        "design": stray.label,
    }


def _json(data: object) -> str:
    import json

    ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
    return as_json_escapes(json.dumps(data, ensure_ascii=ascii_only, indent=2))


def _services(book: FontBook) -> Iterator[Service]:
    from huibian.fontbook.survey import Surveyor
    from huibian.fontfetch import can_fetch

    return Surveyor(book, resources.faces_folder(), can_fetch).services()


def _open(folder: Path | None) -> FontBook:
    from huibian.fontbook import FontBook

    return FontBook.open(resources.font_catalogue(), () if folder is None else (folder,))
