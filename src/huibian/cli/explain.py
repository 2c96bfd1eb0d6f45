"""`huibian explain`: what a message, a key of a manifest or of a layout, a layout or a command means."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from huibian import resources
from huibian.cli.helptext import MARGIN, fold
from huibian.cli.nearest import nearest, plain
from huibian.cli.overview import COMMANDS
from huibian.cli.terminal import echo

if TYPE_CHECKING:
    from huibian.cli.keys import KnownKey

EPILOG = """\b
例：
  huibian explain HB101                 这条消息说什么，怎么办，举一例
  huibian explain masthead              清单里的这个键写什么
  huibian explain sections.articles     套在里面的键，中间用点
  huibian explain layout.grid.lines     版式里的键：意思、写法、各版式里是多少、出处
  huibian explain bulletin              一个版式
  huibian explain                       有哪些编号和键"""

_CODE = re.compile(r"(?:HB)?(\d{3})")
_LOOK_ALIKES = str.maketrans("OIL", "011")
_FILES: dict[resources.SchemaName, str] = {"manifest": "清单", "layout": "版式"}
_LISTED = 12  # keys of one name, or with one word in what is said of them


def _complete(incomplete: str) -> list[str]:
    """The names that begin so, for a shell that completes."""
    names = [name for names in _known().values() for name in names]
    return [name for name in names if name.startswith(incomplete) and "*" not in name]


def explain(
    what: Annotated[
        str | None,
        typer.Argument(metavar="编号或键", help="消息编号、键、版式名或命令", autocompletion=_complete),
    ] = None,
) -> None:
    """Explain one thing, or list what can be explained."""
    if what is None:
        echo(*_everything())
        return
    lines = [*_code(what)] or [*_key(what), *_layout(what), *_command(what)] or [*_mentions(what)]
    if not lines:
        near = nearest(what, (name for names in _known().values() for name in names))
        hint = f"，是不是 {'、'.join(near)}？" if near else "；全部的编号和键：huibian explain"
        msg = f"没有“{what}”这个编号或键{hint}"
        raise typer.BadParameter(msg)
    echo(*lines)


def _known() -> dict[str, list[str]]:
    """The names of all that can be explained, by what they are."""
    from huibian.cli.codes import read_meanings
    from huibian.cli.keys import read_keys

    return {
        "消息编号": [*read_meanings()],
        "清单的键": [key.name for key in read_keys("manifest")],
        "版式的键": [f"layout.{key.name}" for key in read_keys("layout")],
        "版式": sorted(file.stem for file in resources.layouts_folder().glob("*.yaml")),
        "命令": [*COMMANDS],
    }


def _everything() -> Iterator[str]:
    """What can be explained, and where the documents lie."""
    width = shutil.get_terminal_size().columns
    for title, names in _known().items():
        if title == "版式的键":  # those within them are too many
            names = [name for name in names if name.count(".") == 1]
        yield f"{title}："
        yield from fold("，".join(names), width, MARGIN)
    yield f"文档：{resources.docs_folder()}"
    yield f"示例：{resources.example()}"


def _code(word: str) -> Iterator[str]:
    """What a message means; its number may be written in any case and width, without HB, with O for 0."""
    from huibian.cli.codes import read_meanings

    letters = unicodedata.normalize("NFKC", word).strip().upper()
    found = _CODE.fullmatch(letters[:2] + letters[2:].translate(_LOOK_ALIKES))
    meaning = read_meanings().get(f"HB{found[1]}") if found else None
    if meaning is not None:
        yield f"{meaning.code}（{meaning.severity}）"
        yield f"  意思：{meaning.meaning}"
        yield f"  怎么办：{meaning.cure}"
        if meaning.example:
            yield f"  例：{meaning.example}"


def _key(word: str) -> Iterator[str]:
    """What a key means: the one of that path, else those that end so."""
    from huibian.cli.keys import read_keys

    files, path = _file_and_path(word)
    keys = [key for file in files for key in read_keys(file)]
    exact = [(key, found) for key in keys if (found := _named(key.path, path)) is not None]
    ending = [key for key in keys if key.path[-len(path) :] == path]
    if exact or len(ending) == 1:
        for key, full in exact or [(ending[0], ending[0].path)]:
            yield from _explained(key, full)
    elif ending:
        yield f"有几个键叫 {'.'.join(path)}："
        yield from _listed(ending)


def _file_and_path(word: str) -> tuple[tuple[resources.SchemaName, ...], tuple[str, ...]]:
    """The files that a key may be in, and its path without places in lists."""
    steps = tuple(step for step in re.split(r"[.\[\]]+", plain(word)) if step and not step.isdigit())
    heads: dict[str, resources.SchemaName] = {
        "layout": "layout",
        "版式": "layout",
        "manifest": "manifest",
        "清单": "manifest",
    }
    if len(steps) > 1 and steps[0] in heads:
        return (heads[steps[0]],), steps[1:]
    return ("manifest", "layout"), steps


def _named(path: Sequence[str], wanted: tuple[str, ...]) -> tuple[str, ...] | None:
    """The path that is wanted, if it is that of a key; any style has the keys of styles."""
    from huibian.cli.keys import ANY_STYLE

    if len(path) != len(wanted):
        return None
    return wanted if all(a in (b, ANY_STYLE) for a, b in zip(path, wanted, strict=True)) else None


def _explained(key: KnownKey, path: tuple[str, ...]) -> Iterator[str]:
    from huibian.cli.keys import ANY_STYLE, figures

    yield f"{'.'.join(path)}（{_FILES[key.file]}的键）"
    yield f"  意思：{key.facts['description']}"
    yield f"  写法：{_form(key.kind, key.inner)}"
    if example := key.facts.get("examples") or key.kind.get("examples"):
        yield f"  例：{path[-1]}: {example[0]}"
    yield f"  要不要：{_default(key)}"
    if key.file == "layout" and ANY_STYLE not in path:
        for figure in figures(path):
            rule = f"（{figure.rule}）" if figure.rule else ""
            yield f"  {'、'.join(figure.layouts)}：{figure.value}{rule}"


def _form(kind: Mapping[str, Any], inner: Sequence[str]) -> str:
    """How a value is written."""
    if inner:
        is_list = kind["type"] == "array"
        return f"{'列表，每项前面加“- ”，' if is_list else ''}一行行“键: 值”，可以写 {'、'.join(inner)}"
    match kind:
        case {"x-kind": "length", "x-range": [least, most]}:
            return f"长度，带单位，如 28.95 pt、149 mm、579 twip，或字号，如三号；从 {least} 到 {most}"
        case {"x-kind": "em", "x-range": [least, most]}:
            return f"所在文字字宽的倍数，带单位 em，如 0.5 em；从 {least} 到 {most}"
        case {"type": "integer", "minimum": least, "maximum": most}:
            return f"整数，从 {least} 到 {most}"
        case {"enum": words}:
            return f"写一个词：{'、'.join(words)}"
        case {"type": "boolean"}:
            return "true（是）或 false（否）"
        case {"type": "array"}:
            return "列表，如 [甲, 乙]"
        case {"maxLength": most}:
            return f"文字，最多 {most} 个字"
        case _:
            return "文字，写在一行里"


def _default(key: KnownKey) -> str:
    """What holds where a key is left out."""
    if "default" not in key.facts:
        return "必须写" if key.file == "manifest" else "必须写；用 extends 接过别的版式的，不写就照那个版式"
    default = key.facts["default"]
    if isinstance(default, bool):
        return f"不写就是 {str(default).lower()}"
    if default == {}:
        return "不写就照里面各项不写的办"
    return "可以不写" if default in (None, []) else f"不写就是 {default}"


def _layout(word: str) -> Iterator[str]:
    """What a layout of huibian's own sets, and where its file lies."""
    from huibian import source
    from huibian.cli.codes import plain_text

    name = plain(word).removesuffix(".yaml")
    file = resources.layouts_folder() / f"{name}.yaml"
    if name in {each.stem for each in resources.layouts_folder().glob("*.yaml")}:
        described = source.read(resources.layouts_folder() / "README.zh-CN.md").text
        row = next(line for line in described.split("\n") if line.startswith("| ") and f"`{file.name}`" in line)
        yield f"{name}（版式）"
        yield f"  意思：{plain_text(row.split('|')[2].strip())}"
        yield f"  写法：清单里写 layout: {name}；自己的版式里写 extends: {name}，再写不同的几个数"
        yield f"  文件：{file}"


def _command(word: str) -> Iterator[str]:
    """What a command does."""
    name = plain(word)
    if name in COMMANDS:
        yield f"{name}（命令）"
        yield f"  意思：{COMMANDS[name]}"
        yield f"  用法：用 huibian {name} --help 看"


def _mentions(word: str) -> Iterator[str]:
    """The keys in whose description a Chinese word stands."""
    from huibian.cli.keys import read_keys

    keys = [key for file in _FILES for key in read_keys(file)] if re.search("[一-鿿]", word) else []
    found = [key for key in keys if word.strip() in key.facts["description"]]
    if found:
        yield f"说到“{word.strip()}”的键："
        yield from _listed(found)


def _listed(keys: Sequence[KnownKey]) -> Iterator[str]:
    for key in keys[:_LISTED]:
        head = "layout." if key.file == "layout" else ""
        yield f"  {head}{key.name}：{key.facts['description']}"
    if len(keys) > _LISTED:
        yield f"  …共 {len(keys)} 个"
