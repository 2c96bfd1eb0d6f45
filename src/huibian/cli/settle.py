"""Settles what the keys of a new manifest say: by options and the issue before, or by asking."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import typer
from msgspec import Struct

from huibian import resources, source
from huibian.cli.asking import agree, ask
from huibian.diagnostics import HuibianError, Span
from huibian.draft.following import Before, following, printed_after
from huibian.draft.values import COLOPHON, NEEDED, Values, faults, label
from huibian.layoutfile.definition import Layout, load_layout


class Known(Struct, frozen=True):
    """What is known of a new issue before anybody is asked.

    Attributes:
        said: What options say.
        before: The issue before; `None` for a first one.
        home: The folder of the manifest that is to be.
        today: The day.
    """

    said: Mapping[str, str]
    before: Before | None
    home: Path
    today: datetime.date

    def values(self) -> Values:
        """What options say, and what follows from the issue before."""
        return dict(self.said) if self.before is None else following(self.before, self.home, self.said)

    def proposals(self) -> Values:
        """What a first issue may say, for who does not care."""
        return {"layout": "bulletin", "issue": "1", "month": f"{self.today:%Y-%m}", "printed": str(self.today)}


class Settled(Struct, frozen=True):
    """What the keys say, and the layout that prints it."""

    values: Values
    layout: Layout

    @property
    def printed_keys(self) -> list[str]:
        """The keys of the colophon that the layout prints."""
        printed = {name for names in self.layout.templates for name in names}
        return [key for key in COLOPHON if key in printed]


def settle(known: Known, *, proposed: bool) -> Settled:
    """The values without asking.

    Args:
        known: What is known.
        proposed: Whether what is not known may be what would be proposed.

    Raises:
        typer.BadParameter: Something is missing or wrong; the message names all of it.
        HuibianError: The layout has faults, or cannot be named.
    """
    values = (known.proposals() if proposed else {}) | known.values()
    values = {key: value for key, value in values.items() if value}
    missing = [key for key in NEEDED if key not in values]
    layout = _layout(values["layout"], known.home) if "layout" in values else None
    if layout is not None:
        missing += _lacking(layout, values)
    wrong = faults(values, values)
    if missing:
        options = "、".join(f"--{key}" if key in NEEDED else f"--set {key}=" for key in missing)
        wrong.append(f"缺 {'、'.join(map(label, missing))}：写 {options}，或用 --from 给出上一期的清单")
    if wrong or layout is None:
        raise typer.BadParameter("；".join(wrong))
    return Settled(values, layout)


def settle_by_asking(known: Known) -> Settled:
    """The values, asked for one by one; those that follow from the issue before are shown together first.

    Raises:
        HuibianError: The layout has faults, or cannot be named.
        typer.BadParameter: What an option says is wrong.
    """
    values = known.proposals() | known.values()
    if wrong := faults(known.said, known.said):
        raise typer.BadParameter("；".join(wrong))
    if "layout" in known.said:
        _layout(known.said["layout"], known.home)
    if known.before is None or not _is_right(values):
        for key in (key for key in NEEDED if key not in known.said):
            if key == "printed" and known.before is not None:
                values[key] = str(printed_after(known.before.manifest, values["month"]))
            choices = f"（{'、'.join(_layouts())}）" if key == "layout" else ""
            values[key] = ask(label(key) + choices, values.get(key, ""), _fault(key, known.home, is_needed=True))
    settled = Settled(values, _layout(values["layout"], known.home))
    for key in _lacking(settled.layout, values):
        values[key] = ask(f"{label(key)}（这个版式一定要印）", "", _fault(key, known.home, is_needed=True))
    offered = [key for key in settled.printed_keys if key not in values]
    if known.before is None and offered and agree("版记现在填吗？填就回车，以后在清单里填就输入 n"):
        for key in offered:
            values[key] = ask(f"{label(key)}（不印就回车）", "", _fault(key, known.home, is_needed=False))
    return Settled({key: value for key, value in values.items() if value}, settled.layout)


def _is_right(values: Values) -> bool:
    said = "，".join(f"{label(key)} {values[key]}" for key in NEEDED)
    return agree(f"{said}\n对就回车，要改就输入 n")


def _lacking(layout: Layout, values: Mapping[str, str]) -> Iterable[str]:
    """What a layout has to print, and nobody has said."""
    return [key for key in layout.required if key not in NEEDED and not values.get(key)]


def _fault(key: str, home: Path, *, is_needed: bool) -> Callable[[str], str | None]:
    """What is wrong with an answer."""

    def fault(answer: str) -> str | None:
        if not answer:
            return "这一项一定要有" if is_needed else None
        if key != "layout":
            return next(iter(faults({key: answer}, [key])), None)
        try:
            _layout(answer, home)
        except typer.BadParameter as error:
            return error.message
        except HuibianError as error:
            return error.diagnostics[0].message
        return None

    return fault


def _layout(name: str, home: Path) -> Layout:
    """A layout by its name, or by its file in the folder of the manifest."""
    if name.endswith((".yaml", ".yml")):
        return load_layout(source.locate(name, home, home, Span(home)))
    if name not in _layouts():
        msg = f"没有叫 {name} 的版式，可用的有：{'、'.join(_layouts())}"
        raise typer.BadParameter(msg)
    return load_layout(resources.layouts_folder() / f"{name}.yaml")


def _layouts() -> list[str]:
    return sorted(path.stem for path in resources.layouts_folder().glob("*.yaml"))
