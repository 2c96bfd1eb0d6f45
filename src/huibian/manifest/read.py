"""Takes a manifest, gives the issue it describes, and notes everything that is wrong with it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from huibian import resources, source
from huibian.diagnostics import HELPED, Diagnostics, HuibianError, Span
from huibian.manifest.model import ArticleRef, Issue, Override, Section
from huibian.manifest.schema import ArticleEntry, Colophon, Manifest, YearMonth
from huibian.markedyaml import Codes, Marks, parse, validate

_CODES = Codes(syntax="HB110", unknown="HB111", missing="HB112", value="HB113")
_DEFAULT_LAYOUT = "bulletin"
_MOST_ARTICLES = 5000  # in an issue: a thick yearbook has so many entries


def read_issue(path: Path, diagnostics: Diagnostics) -> Issue:
    """Read a manifest.

    Faults do not end the reading: they are in `diagnostics`, and the issue then still names the articles that could
    be made out, so that their faults can be found in the same run. It is good for nothing else; raise
    `diagnostics` before setting it.

    Args:
        path: The manifest.
        diagnostics: Gets every fault.

    Raises:
        HuibianError: The file cannot be read at all (HB101 to HB103, HB110).
    """
    text = source.read(path, limit=source.SETTINGS_LIMIT)
    parsed = parse(text, diagnostics, _CODES)
    if parsed is None:
        diagnostics.raise_errors()
        msg = "unreadable YAML without a fault"
        raise AssertionError(msg)
    data, marks = parsed
    manifest = validate(data, marks, Manifest, diagnostics, _CODES)
    reader = _ManifestReader(path, marks, diagnostics)
    layout, sections = reader.layout(data.get("layout")), tuple(reader.sections(data.get("sections")))
    reader.note_repeated(sections)
    if manifest is None:
        return _stand_in(path, layout, sections, marks)
    reader.note_early_date(manifest)
    return Issue(
        path=path,
        layout=layout,
        masthead=manifest.masthead,
        issue=manifest.issue,
        month=manifest.month,
        editor=manifest.editor,
        printed=manifest.printed,
        sections=sections,
        colophon=manifest.colophon,
        permit=manifest.permit,
        marks=marks,
    )


def _stand_in(path: Path, layout: Path, sections: tuple[Section, ...], marks: Marks) -> Issue:
    """An issue of which only layout and sections are known."""
    return Issue(path, layout, "", 1, YearMonth(1, 1), "", datetime.date.min, sections, Colophon(), marks)


@dataclass(frozen=True, slots=True)
class _ManifestReader:
    """Makes out what the data says, faulty or not: faults of form are noted already."""

    path: Path
    marks: Marks
    diagnostics: Diagnostics

    def layout(self, value: Any) -> Path:
        """The layout's file; the official one where none can be made out."""
        folder = resources.layouts_folder()
        default = folder / f"{_DEFAULT_LAYOUT}.yaml"
        if not isinstance(value, str) or not value.strip():
            return default
        name, span = value.strip(), self.marks.span("layout")
        if name.endswith((".yaml", ".yml")):
            return self._file(name, span) or default
        known = sorted(path.stem for path in folder.glob("*.yaml"))
        if name not in known:
            hint = f"可用的有：{'、'.join(known)}；自己的版式写成文件名，如 {name}.yaml。"
            self.diagnostics.error("HB120", f"没有叫 {name} 的版式", span, hint)
            return default
        return folder / f"{name}.yaml"

    def sections(self, values: Any) -> Iterator[Section]:
        """The sections that are lists of articles; none where there are too many articles to look at each."""
        numbered = enumerate(values if isinstance(values, list) else ())
        found = [(index, value) for index, value in numbered if isinstance(value, dict)]
        found = [(index, value) for index, value in found if isinstance(value.get("articles"), list)]
        count = sum(len(value["articles"]) for _, value in found)
        if count > _MOST_ARTICLES:
            message = f"一期列了 {count} 篇文章，最多 {_MOST_ARTICLES} 篇"
            self.diagnostics.error("HB131", message, self.marks.key("sections"), "分成几期。")
            return
        for index, value in found:
            articles = tuple(self._articles(value["articles"], index))
            title = str(value.get("title") or "").strip()
            yield Section(title, articles, self.marks.span("sections", index, "title"))

    def _articles(self, values: Sequence[Any], section: int) -> Iterator[ArticleRef]:
        for index, value in enumerate(values):
            place = ("sections", section, "articles", index)
            try:
                entry = ArticleEntry.model_validate({"file": value} if isinstance(value, str) else value)
            except ValidationError:
                continue
            span = self.marks.span(*place, "file")
            path = self._file(entry.file, span)
            if path is not None:
                title = None if entry.title is None else Override(entry.title, self.marks.span(*place, "title"))
                yield ArticleRef(path, span, title, entry.toc)

    def _file(self, name: str, span: Span) -> Path | None:
        """The file of that name; `None` where there is none, or where it is none of this issue's."""
        folder = self.path.parent
        try:
            return source.locate(name, folder, folder, span, propose=len(self.diagnostics) < HELPED)
        except HuibianError as error:
            self.diagnostics.extend(error.diagnostics)
            return None

    def note_repeated(self, sections: Sequence[Section]) -> None:
        """Warn of an article that is named twice."""
        first: dict[str, Span] = {}
        for article in (article for section in sections for article in section.articles):
            before = first.setdefault(os.path.realpath(article.path), article.span)
            if before is not article.span:
                message = f"{article.path.name} 前面第 {before.line} 行已经列过"
                self.diagnostics.warning("HB123", message, article.span, "不是要登两次的话，删掉一处。")

    def note_early_date(self, manifest: Manifest) -> None:
        """Warn of an issue printed before its month."""
        printed = manifest.printed
        if YearMonth(printed.year, printed.month) < manifest.month:
            message = f"印发日期 {printed} 早于 {manifest.month.year}年{manifest.month.month}月"
            self.diagnostics.warning("HB124", message, self.marks.span("printed"), "核对 month 和 printed。")
