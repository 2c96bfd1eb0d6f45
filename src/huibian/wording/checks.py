"""Checks an issue's words against a layout: what has to be printed, and what must not be, as in a licensed serial."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from huibian import resources
from huibian.diagnostics import Diagnostics
from huibian.layoutfile.definition import Layout, load_layout
from huibian.linebreak.dictionary import words
from huibian.manifest.model import Issue
from huibian.manifest.schema import Colophon, Manifest
from huibian.markedyaml.valuetypes import keys_of
from huibian.text.model import Article, Inline
from huibian.wording.fields import Fields, fields_of

_SHOWN = 20  # characters of what is not printed


def check_wording(
    layout: Layout, issue: Issue, articles: Sequence[Sequence[Article]], diagnostics: Diagnostics
) -> None:
    """Note all that an issue lacks or should not say in a layout (HB302 to HB305).

    Args:
        layout: The layout.
        issue: The manifest.
        articles: The articles of each section, as far as they can be read.
        diagnostics: Gets every fault.
    """
    values = fields_of(issue)
    check_required(layout, values, diagnostics)
    check_printed(layout, values, diagnostics)
    check_avoided(layout, issue, articles, diagnostics)


def check_required(layout: Layout, values: Fields, diagnostics: Diagnostics) -> None:
    """Note an error for each field that the layout has to print and the manifest lacks (HB302)."""
    for name in layout.required:
        if name not in values.values:
            hint = _place(name)
            diagnostics.error("HB302", f"清单缺少 {name}：这个版式一定要印它", values.manifest, hint)


def _place(name: str) -> str:
    """Where in a manifest a field is to be written."""
    key = keys_of(Colophon).get(name)
    where, key = ("清单", keys_of(Manifest).get(name)) if key is None else ("清单的 colophon: 下面", key)
    what = f"（{key.description.partition('：')[0]}）" if key is not None and key.description else ""
    return f"在{where}补上一行“{name}: …”{what}。"


def check_printed(layout: Layout, values: Fields, diagnostics: Diagnostics) -> None:
    """Warn of what the manifest says without need and the layout does not print (HB305)."""
    printed = {name for names in layout.templates if values.values.keys() >= set(names) for name in names}
    keys = {**keys_of(Manifest), **keys_of(Colophon)}
    for name, value in values.values.items():
        if name in keys and not keys[name].is_required and name not in printed:
            message = f"清单里的 {name}（{value.text[:_SHOWN]}）没有印出来"
            diagnostics.warning("HB305", message, value.span, _cure(layout, name, values))


def _cure(layout: Layout, name: str, values: Fields) -> str:
    """What would print a field: the keys that it is printed with here, or another layout."""
    lacking = [[each for each in names if each not in values.values] for names in layout.templates if name in names]
    if lacking:
        fewest = min(lacking, key=lambda each: len(each))
        return f"它和 {'、'.join(fewest)} 一起印：" + "".join(map(_place, fewest))
    others = [path.stem for path in sorted(resources.layouts_folder().glob("*.yaml")) if _prints(path, name)]
    return f"这个版式不印它；印它的有 {'、'.join(others)}。" if others else "没有版式印它，删掉它。"


def _prints(path: Path, name: str) -> bool:
    return any(name in names for names in load_layout(path).templates)


def check_avoided(
    layout: Layout, issue: Issue, articles: Sequence[Sequence[Article]], diagnostics: Diagnostics
) -> None:
    """Warn of a masthead with an ending (HB303) and of words in the text (HB304) that the layout avoids."""
    avoid = layout.avoid
    if avoid is None:
        return
    for ending in avoid.masthead_endings:
        if issue.masthead.endswith(ending):
            message = f"刊名用了“{ending}”：{avoid.authority}不许这样称呼"
            diagnostics.warning("HB303", message, issue.marks.span("masthead"), "换一个刊名。")
    if avoid.words:
        pattern = re.compile("|".join(map(re.escape, avoid.words)))
        for inline in _inlines(articles):
            for start, end in _said(inline.text, pattern):
                message = f"文中用了“{inline.text[start:end]}”：{avoid.authority}不许这样说"
                diagnostics.warning("HB304", message, inline.span.shifted(start), "换一个说法。")


def _inlines(articles: Sequence[Sequence[Article]]) -> Iterator[Inline]:
    for section in articles:
        for article in section:
            for inline in article.inlines():
                yield inline
                yield from inline.note.inlines if inline.note else ()


def _said(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a pattern is words here, or the first part of one: 本报 in 本报讯, not in 样本报送."""
    found = [match.span() for match in pattern.finditer(text)]
    ends = list(accumulate(map(len, words(text)))) if found else []
    bounds = {0, *ends}
    for start, end in found:
        if start in bounds and (end in bounds or ends[bisect_right(ends, start)] >= end):
            yield start, end
