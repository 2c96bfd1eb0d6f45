"""Takes an article file, gives the article: what kind of file it is decides who reads it, the rest is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from huibian import source
from huibian.diagnostics import Diagnostics, HuibianError, Span
from huibian.frame import Role
from huibian.manifest.model import ArticleRef
from huibian.text.model import Article, Block, Content, Inline
from huibian.text.pictures import Pictures
from huibian.text.plain import LEVELS, read_plain, written
from huibian.text.remarks import Remarks
from huibian.text.roles import recognise
from huibian.text.tally import Written

_LONGEST_TITLE = 60  # characters: more than two lines of print; a title as long as that is a paragraph
_WORD = ".docx"
_MARKDOWN = (".md", ".markdown")
_QUOTED = ">"  # before each line of a quotation, or not: the one mark of Markdown that is not counted
_TITLES = (Role.PARAGRAPH, *LEVELS)


def read_article(ref: ArticleRef, diagnostics: Diagnostics) -> Article:
    """Read an article.

    Args:
        ref: The file, and what the manifest says of it.
        diagnostics: Gets every fault. Where one is an error, the article is not the whole of the file.
    """
    remarks = Remarks("段" if ref.path.suffix.lower() == _WORD else "行")
    try:
        contents, scanned = _contents(ref, remarks, diagnostics)
    except HuibianError as error:
        diagnostics.extend(error.diagnostics)
        return Article((), "", (), ref.span)
    is_whole = not remarks.has_errors
    remarks.report(diagnostics)
    title = next((each for each in contents if isinstance(each, Block) and each.role in _TITLES), None)
    if title is None:
        hint = "文章的第一行是标题，下面是正文。"
        diagnostics.error("HB201", "文件里没有文字", Span(ref.path), hint)
        return Article((), "", (), Span(ref.path))
    _check_title(title, contents, diagnostics)
    inlines = title.inlines
    if ref.title is not None:
        inlines = (Inline(ref.title.text, False, ref.title.span),)
        remarks.left_out(f"标题用清单里的，略去了文件里的“{title.text}”", title.span, title.text, code="HB218")
        remarks.report(diagnostics)
    toc_title = "".join(inline.text for inline in inlines) if ref.toc is None else ref.toc
    body = recognise((each for each in contents if each is not title), remarks.tally)
    article = Article(inlines, toc_title, body, title.span)
    fault = remarks.tally.check(scanned, article) if is_whole and scanned is not None else None
    if fault is not None:
        diagnostics.add(fault)
    return article


def _contents(
    ref: ArticleRef, remarks: Remarks, diagnostics: Diagnostics
) -> tuple[Sequence[Content], Iterable[Written] | None]:
    """What the file contains, the title still among it, and what a plain scan of the file finds."""
    kind = ref.path.suffix.lower()
    if kind == _WORD:
        from huibian.text.word.read import read_word  # python-docx takes time to import

        return read_word(ref.path, ref.span, remarks), None
    file = source.read(ref.path, ref.span)
    if file.doubt:
        diagnostics.add(file.doubt)
    if kind not in _MARKDOWN:
        return read_plain(file, remarks, diagnostics), written(file)
    from huibian.text.markdown.read import read_markdown  # its parser takes time to import

    file = replace(file, text=file.text.replace("\0", "\ufffd"))  # as its parser reads it
    remarks.tally.ignored = _QUOTED
    return read_markdown(file, Pictures(ref.path.parent, ref.span.file.parent, remarks), remarks), written(file)


def _check_title(title: Block, contents: Sequence[Content], diagnostics: Diagnostics) -> None:
    if len(title.text) > _LONGEST_TITLE or title.text.endswith("。"):
        hint = "文件的第一行是标题；标题和正文之间要换行。"
        diagnostics.warning("HB203", f"标题像是正文（{len(title.text)} 个字）", title.span, hint)
    if len(contents) == 1:
        diagnostics.warning("HB202", "只有标题，没有正文", title.span)
    if contents[0] is not title:
        diagnostics.warning("HB216", "标题前面的内容排到标题后面", contents[0].span, "把标题放在最前面。")
