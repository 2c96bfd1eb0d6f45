"""Which faces stood in for official ones: one message for all of them, given once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from huibian.diagnostics import Diagnostic, Severity
from huibian.fontcatalogue import Design

GET = "huibian fonts --get"  # what brings the free faces
_KEPT = {"Lo", "Lu", "Ll", "Nd"}  # Han, Latin letters, digits
_NAMED = 6  # characters named before the rest are only counted

StandInsGiven: TypeAlias = dict[str, dict[str, dict[str, bool]]]
"""By the face that was asked for and the design that gave: the characters, in the order that they were asked for, and
whether they look other than they should."""


class StandIns:
    """Keeps which design gave which letters and Han characters.

    Marks and signs are not kept: the free set takes them from several faces on purpose.

    Args:
        designs: The designs by name, better ones first.
    """

    def __init__(self, designs: Mapping[str, Design]) -> None:
        self._designs = designs
        self._ranks = {design: rank for rank, design in enumerate(designs)}
        self._given: StandInsGiven = {}

    def note(self, asked: str, design: str, char: str, *, unlike: bool) -> None:
        """Note that `design` gave `char`, and looks other or not, where an editor expects the face called `asked`."""
        if unicodedata.category(char[0]) in _KEPT:
            self._given.setdefault(asked, {}).setdefault(design, {})[char] = unlike

    def take(self) -> StandInsGiven:
        """All that was noted; from now on nothing is."""
        given, self._given = self._given, {}
        return given

    def add(self, given: StandInsGiven) -> None:
        """Note what was taken from another."""
        for asked, by_design in given.items():
            for design, chars in by_design.items():
                self._given.setdefault(asked, {}).setdefault(design, {}).update(chars)

    def diagnostics(self, folder: Path) -> tuple[Diagnostic, ...]:
        """One warning for the free set (HB410), and one for each face a last resort stands in for (HB411).

        Args:
            folder: Where the user's own faces belong.
        """
        free: list[str] = []
        last: list[str] = []
        for asked, given in self._given.items():
            if substitutes := "，".join(self._substitutes(given)):
                is_unlike = any(unlike for chars in given.values() for unlike in chars.values())
                (last if is_unlike else free).append(f"{asked}→{substitutes}")
        put = f"把有授权的字体文件（如 simfang.ttf、FZXBSJW.TTF）放进 {folder}"
        found = [_warning("HB411", f"缺字体，样子与官方字体不同：{each}", f"{put}，或运行 {GET}") for each in last]
        if free:
            found.insert(
                0, _warning("HB410", f"官方字体由自由字体代替：{'；'.join(free)}", f"{put}；huibian fonts 列出各用哪个")
            )
        return tuple(found)

    def _substitutes(self, given: Mapping[str, Mapping[str, bool]]) -> Iterator[str]:
        """The main face, if it is no official one, then what others gave to fill its gaps."""
        main, *others = sorted(given, key=self._ranks.__getitem__)
        label = self._designs[main].label
        if not self._designs[main].official:
            yield label
        for other in others:
            design = self._designs[other]
            if not design.official and design.label != label:  # the bold of the main face says nothing new
                yield f"{_quoted(given[other])}用 {design.label}"


def _warning(code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Severity.WARNING, code, message, hint=hint)


def _quoted(chars: Mapping[str, bool]) -> str:
    named = "“" + "".join(list(chars)[:_NAMED]) + "”"
    return named if len(chars) <= _NAMED else f"{named}等 {len(chars)} 字"
