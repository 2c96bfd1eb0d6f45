"""Takes a manifest, gives the issue it describes or what can be made out of it, and notes all that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from huibian import resources, source
from huibian.diagnostics import HELPED, Diagnostics, HuibianError, Span
from huibian.filenames import closest
from huibian.manifest.model import ArticleRef, Issue, Outline, Override, Section
from huibian.manifest.schema import Manifest, YearMonth, article_keys
from huibian.markedyaml import Codes, Faulty, Marks, validate
from huibian.markedyaml.marks import KeyPath
from huibian.markedyaml.parse import parse
from huibian.markedyaml.proposals import unquoted
from huibian.regex import compiled

_CODES = Codes(syntax="HB110", unknown="HB111", missing="HB112", value="HB113")
_LOOKED_AT = 1000  # characters
_BETWEEN_NAMES = "，、；,;"
_ENDING = r"\.[A-Za-z0-9]{2,5}$"
_WILD = frozenset("*?")
_NOT_PRINTED = frozenset(("layout", "file", "month", "printed", "issue", "copies"))  # these are told otherwise
_MOST_ARTICLES = 5000  # in an issue: a thick yearbook has so many entries


def read_issue(path: Path, diagnostics: Diagnostics) -> Issue | Outline:
    """Read a manifest.

    Args:
        path: The manifest.
        diagnostics: Gets every fault.

    Returns:
        The issue, or, where a fault is an error, what can be made out of it.

    Raises:
        HuibianError: The file cannot be read at all (HB101 to HB103, HB110).
    """
    found = Diagnostics()
    text = source.read(path, limit=source.SETTINGS_LIMIT)
    parsed = parse(text, found, _CODES)
    if parsed is None:
        raise HuibianError(found)
    data, marks = parsed
    manifest = validate(data, marks, Manifest, found, _CODES)
    reader = _ManifestReader(path, marks, manifest.places if isinstance(manifest, Faulty) else frozenset(), found)
    layout, sections = reader.layout(data.get("layout")), tuple(reader.sections(data.get("sections")))
    reader.note_repeated(sections)
    reader.note_quoted(data)
    if not isinstance(manifest, Faulty):
        reader.note_early_date(manifest)
    diagnostics.extend(found)
    if isinstance(manifest, Faulty) or layout is None or found.has_errors:
        return Outline(layout, sections, marks)
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


class _ManifestReader(Struct, frozen=True):
    """Makes out what a manifest names, faulty or not.

    Attributes:
        path: The manifest.
        marks: Where each value stands.
        faulty: The places where the data do not fit the schema, which is noted already.
        diagnostics: Gets the faults of what the manifest names.
        places: Where files lie that were looked up, symbolic links followed.
    """

    path: Path
    marks: Marks
    faulty: Collection[KeyPath]
    diagnostics: Diagnostics
    places: dict[Path, str] = field(default_factory=dict)

    def layout(self, value: Any) -> Path | None:
        """The layout's file; `None` where none can be made out."""
        folder = resources.layouts_folder()
        if not isinstance(value, str) or not value.strip() or ("layout",) in self.marks.guessed:
            return None
        name, span = value.strip(), self.marks.span("layout")
        known = sorted(path.stem for path in folder.glob("*.yaml"))
        if name.endswith((".yaml", ".yml")):
            stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
            hint = f"huibian 自带的版式只写名字，写成 {stem}。" if stem in known else None
            return self._file(name, span, hint)
        if name not in known:
            close = closest(name, known)
            proposal = f"是不是 {close}？" if close else ""
            hint = f"{proposal}可用的有：{'、'.join(known)}；自己的版式写成文件名，如 {name}.yaml。"
            self.diagnostics.error("HB120", f"没有叫 {name} 的版式", span, hint)
            return None
        return folder / f"{name}.yaml"

    def sections(self, values: Any) -> Iterator[Section]:
        """The sections that are lists of articles; none where there are too many articles to look at each."""
        numbered = enumerate(values if isinstance(values, list) else ())
        found = [(index, value) for index, value in numbered if isinstance(value, dict)]
        found = [(index, value) for index, value in found if isinstance(value.get("articles"), list)]
        if self._are_too_many(sum(len(value["articles"]) for _, value in found)):
            return
        taken = {file for _, value in found for file in self._named(value["articles"])}
        sections = []
        for index, value in found:
            faults = len(self.diagnostics)
            articles = tuple(self._articles(value["articles"], index, taken))
            if self._are_patterns(value["articles"]) and not articles and len(self.diagnostics) == faults:
                hint = "删掉这个栏目，或删掉别处的文件名。"
                message = "这个栏目没有文章：合于它的模式的文件，清单里都另外列了"
                self.diagnostics.error("HB142", message, self.marks.span("sections", index, "articles"), hint)
            title = str(value.get("title") or "").strip()
            sections.append(Section(title, articles, self.marks.span("sections", index, "title")))
        if not self._are_too_many(sum(len(section.articles) for section in sections)):
            yield from sections

    def _are_too_many(self, count: int) -> bool:
        if count > _MOST_ARTICLES:
            message = f"一期列了 {count} 篇文章，最多 {_MOST_ARTICLES} 篇"
            self.diagnostics.error("HB131", message, self.marks.key("sections"), "分成几期。")
        return count > _MOST_ARTICLES

    def _named(self, values: Sequence[Any]) -> Iterator[str]:
        """The files that articles name one by one, by where they lie."""
        for value in values:
            name = value.get("file") if isinstance(value, dict) else value
            if isinstance(name, str) and not self._is_pattern(name):
                yield self._place(name.strip().replace("\\", "/"))

    def _articles(self, values: Sequence[Any], section: int, taken: set[str]) -> Iterator[ArticleRef]:
        """The articles of a section.

        Args:
            values: What the manifest lists.
            section: Which of the sections it is.
            taken: Where the files lie that are named somewhere, or were found already; gets those found here.
        """
        for index, value in enumerate(values):
            place = ("sections", section, "articles", index)
            if place in self.faulty or self.marks.guessed & {place, (*place, "file")}:
                continue
            if isinstance(value, str) and self._is_pattern(value):
                yield from self._matching(value.strip(), self.marks.span(*place), taken)
                continue
            ref = self._article(place, article_keys(value))
            if ref is not None:
                yield ref

    def _are_patterns(self, values: Sequence[Any]) -> bool:
        return bool(values) and all(isinstance(value, str) and self._is_pattern(value) for value in values)

    def _is_pattern(self, value: str) -> bool:
        if _WILD.isdisjoint(value):
            return False
        from huibian.manifest.patterns import is_pattern  # takes time to import, and most names are no patterns

        return is_pattern(value.strip(), self.path.parent)

    def _matching(self, pattern: str, span: Span, taken: set[str]) -> Iterator[ArticleRef]:
        """The articles that a pattern stands for, without those that are taken already."""
        from huibian.manifest.patterns import expand

        try:
            names = expand(pattern, self.path.parent, span)
        except HuibianError as error:
            self.diagnostics.extend(error.diagnostics)
            return
        for name in names:
            file = self._place(name)
            path = None if file in taken else self._file(name, span, None)
            taken.add(file)
            if path is not None:
                yield ArticleRef(path, span)

    def _place(self, name: str) -> str:
        """Where a file lies, symbolic links followed; that of a name that no file can have is the name."""
        path = self.path.parent / name
        try:
            return self.places.get(path) or self.places.setdefault(path, os.path.realpath(path))
        except (OSError, ValueError):
            return name

    def _article(self, place: KeyPath, keys: Any) -> ArticleRef | None:
        """An article whose keys fit the schema: each is a text, or has none; `None` where its file is not there."""
        texts = {key: text.strip() for key, text in keys.items() if text is not None}
        span = self.marks.span(*place, "file")
        if self._is_pattern(texts["file"]):
            hint = "写出一个文件的名字；要一批文件，就只写这个模式，不写 file:、title:、toc:。"
            self.diagnostics.error("HB143", f"file 只能是一个文件，不能是 {texts['file']}", span, hint)
            return None
        path = self._file(texts["file"], span, _advice_on_several(texts["file"]))
        if path is None:
            return None
        title = Override(texts["title"], self.marks.span(*place, "title")) if "title" in texts else None
        return ArticleRef(path, span, title, texts.get("toc"))

    def _file(self, name: str, span: Span, hint: str | None) -> Path | None:
        """The file of that name; `None` where there is none, or where it is none of this issue's.

        `hint` says what to do in the first case; `None` for what is found out about the name.
        """
        folder = self.path.parent
        try:
            return source.locate(name, folder, folder, span, propose=len(self.diagnostics) < HELPED)
        except HuibianError as error:
            hinted = (replace(each, hint=hint) if hint and each.code == "HB122" else each for each in error.diagnostics)
            self.diagnostics.extend(hinted)
            return None

    def note_repeated(self, sections: Sequence[Section]) -> None:
        """Warn of an article that is named twice."""
        first: dict[str, Span] = {}
        for article in (article for section in sections for article in section.articles):
            place = self.places.get(article.path) or os.path.realpath(article.path)
            before = first.setdefault(place, article.span)
            if before is not article.span:
                message = f"{article.path.name} 前面第 {before.line} 行已经列过"
                self.diagnostics.warning("HB123", message, article.span, "不是要登两次的话，删掉一处。")

    def note_quoted(self, data: Any, *path: str | int) -> None:
        """Warn of words in Chinese quotation marks: they may be meant as those of YAML, which are not printed."""
        if isinstance(data, dict | list):
            for step, value in data.items() if isinstance(data, dict) else enumerate(data):
                self.note_quoted(value, *path, step)
        elif isinstance(data, str) and unquoted(data.strip()) is not None and self._is_printed(path):
            message = f"{path[-1]} 两头的引号{data.strip()[0]}{data.strip()[-1]}会照原样印出来"
            hint = "不要印就去掉；要印，就在外面再加一对半角的单引号：'…'。"
            self.diagnostics.warning("HB126", message, self.marks.span(*path), hint)

    def _is_printed(self, path: KeyPath) -> bool:
        """Whether a value is printed as it stands, with no quotation marks of YAML round it."""
        is_words = isinstance(path[-1], str) and path[-1] not in _NOT_PRINTED
        return is_words and path not in self.faulty and path not in self.marks.quoted

    def note_early_date(self, manifest: Manifest) -> None:
        """Warn of an issue printed before its month."""
        printed = manifest.printed
        if YearMonth(printed.year, printed.month) < manifest.month:
            message = f"印发日期 {printed} 早于 {manifest.month.year}年{manifest.month.month}月"
            self.diagnostics.warning("HB124", message, self.marks.span("printed"), "核对 month 和 printed。")


def _advice_on_several(name: str) -> str | None:
    """What to do about the names of several files where there should be one; `None` where it is one."""
    if set(_BETWEEN_NAMES).isdisjoint(name):  # as in most, so that the pattern is seldom needed
        return None
    names = [each.strip() for each in compiled(f"[{_BETWEEN_NAMES}]").split(name[:_LOOKED_AT])]
    is_several = len(names) > 1 and all(compiled(_ENDING).search(each) for each in names)
    return f"一行写一篇：这一行写 {names[0]}，下一行另写“- {names[1]}”。" if is_several else None
