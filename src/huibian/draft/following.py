"""What next month's issue takes from last month's: all but the number, the month and the day of printing."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from huibian import source
from huibian.diagnostics import Diagnostic, Diagnostics, HuibianError, Severity, Span
from huibian.draft.values import COLOPHON, KEYS, Values
from huibian.manifest.schema import Manifest, YearMonth
from huibian.markedyaml import Codes, load

_CODES = Codes(syntax="HB110", unknown="HB111", missing="HB112", value="HB113")
_FRIDAY = 4
_MONTHS = 12
_FIRST, _LAST = 1, 9999 * _MONTHS + 11  # what dates know


class Before(Struct, frozen=True):
    """The issue before.

    Attributes:
        path: Its manifest.
        manifest: What that says.
    """

    path: Path
    manifest: Manifest


def read_before(path: Path) -> Before:
    """Read the manifest of the issue before; its articles may be gone.

    Raises:
        HuibianError: It cannot be read (HB101 to HB103), or has faults (HB110 to HB113).
    """
    diagnostics = Diagnostics()
    loaded = load(source.read(path, limit=source.SETTINGS_LIMIT), Manifest, diagnostics, _CODES)
    if loaded is None:
        raise HuibianError(diagnostics)
    return Before(path, loaded[0])


def following(before: Before, home: Path, said: Mapping[str, str]) -> Values:
    """The values of the next issue.

    Args:
        before: The issue before.
        home: The folder of the new manifest.
        said: What is known already: of a month that is, the day of printing is worked out.

    Raises:
        HuibianError: The layout is a file that the new manifest cannot name (HB148).
    """
    old = before.manifest
    values = {key: str(value) for key in COLOPHON if (value := getattr(old.colophon, key)) is not None}
    values |= {key: str(value) for key in KEYS if (value := getattr(old, key)) is not None}
    values["issue"] = str(old.issue + 1)
    values["month"] = _text(_moved(old.month, 1))
    if "layout" not in said:
        values["layout"] = _layout(old.layout, before.path, home)
    month = said.get("month", values["month"])
    values["printed"] = str(printed_after(old, month) or old.printed)
    return values | dict(said)


def printed_after(old: Manifest, month: str) -> datetime.date | None:
    """The day of printing of a later issue: as many months after the old one's as there are between their months.

    A day that the month has not becomes its last one. A Saturday or Sunday becomes the Monday after, where the old day
    was none. `None` where `month` is no month.
    """
    date = _same_day(old, month)
    if date is None or old.printed.weekday() > _FRIDAY:
        return date
    return date + datetime.timedelta(days=max(0, 7 - date.weekday()) if date.weekday() > _FRIDAY else 0)


def how_printed(old: Manifest, values: Values) -> str:
    """How the day of printing of the next issue came about."""
    printed, said = values["printed"], f"上一期是 {old.printed}"
    if printed == str(_same_day(old, values["month"])):
        return f"{said}，照它往后推"
    if printed == str(printed_after(old, values["month"])):
        return f"{said}，照它往后推，逢周末顺延到周一"
    return said


def _same_day(old: Manifest, month: str) -> datetime.date | None:
    try:
        first = datetime.date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
    months = _MONTHS * (first.year - old.month.year) + first.month - old.month.month
    moved = _moved(YearMonth(old.printed.year, old.printed.month), months)
    day = min(old.printed.day, calendar.monthrange(moved.year, moved.month)[1])
    return datetime.date(moved.year, moved.month, day)


def _moved(month: YearMonth, months: int) -> YearMonth:
    """A month so many later; the last that dates know where there is none."""
    count = min(max(_MONTHS * month.year + month.month - 1 + months, _MONTHS * _FIRST), _LAST)
    return YearMonth(count // _MONTHS, count % _MONTHS + 1)


def _text(month: YearMonth) -> str:
    return f"{month.year:04}-{month.month:02}"


def _layout(name: str, manifest: Path, home: Path) -> str:
    """The layout as the new manifest has to name it; one that is a file has to be in the new folder."""
    if not name.endswith((".yaml", ".yml")) or (home / name).is_file():
        return name
    file = (manifest.parent / name).resolve()
    if file.is_relative_to(home.resolve()):
        return file.relative_to(home.resolve()).as_posix()
    message = f"上一期的版式 {name} 不在新清单的文件夹里"
    hint = f"把 {file} 复制到 {home.resolve()}（它用 extends: 引用的也一起），再运行一次。"
    raise HuibianError([Diagnostic(Severity.ERROR, "HB148", message, Span(manifest), hint)])
