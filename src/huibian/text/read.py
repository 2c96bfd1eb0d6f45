"""Takes an article file, gives the article: what kind of file it is decides who reads it, the rest is the same."""

from __future__ import annotations

from collections.abc import Sequence

from huibian import source
from huibian.diagnostics import Diagnostics, HuibianError, Span
from huibian.frame import Role
from huibian.manifest.model import ArticleRef
from huibian.source import Source
from huibian.text.model import Article, Block, Content, Inline
from huibian.text.pictures import Pictures
from huibian.text.plain import LEVELS, read_plain
from huibian.text.roles import recognise
from huibian.text.tally import Tally

_LONGEST_TITLE = 60  # characters: more than two lines of print; a title as long as that is a paragraph
_WORD = ".docx"
_MARKDOWN = (".md", ".markdown")
_TITLES = (Role.PARAGRAPH, *LEVELS)


def read_article(ref: ArticleRef, diagnostics: Diagnostics) -> Article:
    """Read an article.

    Args:
        ref: The file, and what the manifest says of it.
        diagnostics: Gets every fault. Where one is an error, the article is not the whole of the file.
    """
    try:
        contents = _contents(ref, diagnostics)
    except HuibianError as error:
        diagnostics.extend(error.diagnostics)
        return Article((), "", (), ref.span)
    title = next((each for each in contents if isinstance(each, Block) and each.role in _TITLES), None)
    if title is None:
        hint = "文章的第一行是标题，下面是正文。"
        diagnostics.error("HB201", "文件里没有文字", Span(ref.path), hint)
        return Article((), "", (), Span(ref.path))
    _check_title(title, contents, diagnostics)
    inlines = title.inlines if ref.title is None else (Inline(ref.title.text, False, ref.title.span),)
    toc_title = "".join(inline.text for inline in inlines) if ref.toc is None else ref.toc
    return Article(inlines, toc_title, recognise(each for each in contents if each is not title), title.span)


def _contents(ref: ArticleRef, diagnostics: Diagnostics) -> Sequence[Content]:
    """What the file contains, the title still among it."""
    kind = ref.path.suffix.lower()
    tally = Tally("段" if kind == _WORD else "行")
    contents: Sequence[Content]
    if kind == _WORD:
        from huibian.text.word.read import read_word  # python-docx takes time to import

        contents = read_word(ref.path, ref.span, tally)
    else:
        file = source.read(ref.path, ref.span)
        if file.doubt:
            diagnostics.add(file.doubt)
        contents = _of_text(file, ref, tally, diagnostics)
    tally.report(diagnostics)
    return contents


def _of_text(file: Source, ref: ArticleRef, tally: Tally, diagnostics: Diagnostics) -> Sequence[Content]:
    if ref.path.suffix.lower() not in _MARKDOWN:
        return read_plain(file, tally, diagnostics)
    from huibian.text.markdown.read import read_markdown  # its parser takes time to import

    return read_markdown(file, Pictures(ref.path.parent, ref.span.file.parent, tally), tally)


def _check_title(title: Block, contents: Sequence[Content], diagnostics: Diagnostics) -> None:
    if len(title.text) > _LONGEST_TITLE or title.text.endswith("。"):
        hint = "文件的第一行是标题；标题和正文之间要换行。"
        diagnostics.warning("HB203", f"标题像是正文（{len(title.text)} 个字）", title.span, hint)
    if len(contents) == 1:
        diagnostics.warning("HB202", "只有标题，没有正文", title.span)
    if contents[0] is not title:
        diagnostics.warning("HB216", "标题前面的内容排到标题后面", contents[0].span, "把标题放在最前面。")
