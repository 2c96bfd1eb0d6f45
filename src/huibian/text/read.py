"""Takes an article file, gives the article: what kind of file it is decides who reads it, the rest is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from huibian import source
from huibian.diagnostics import Diagnostics, HuibianError, Span
from huibian.filekind import FileKind, kind_of
from huibian.frame import Role
from huibian.manifest.model import ArticleRef, Override
from huibian.regex import compiled
from huibian.text.bounds import check_lengths, check_size, check_text
from huibian.text.conversion import as_word
from huibian.text.heads import ArticleHead, find_head, is_plainly_title
from huibian.text.model import Article, Content, Inline, Paragraph, inlines_of, plain
from huibian.text.patterns import LONGEST_TITLE, is_like, is_no_title
from huibian.text.plain import read_plain, written
from huibian.text.remarks import Remarks
from huibian.text.roles import recognise
from huibian.text.tally import Written
from huibian.text.webpage import without_webpage

_WIDE = r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+(?:\uff0e[\uff10-\uff19]+)*"
_SHOWN = 20  # characters of a paragraph
_WORD = (".docx", ".docm", ".dotx", ".dotm")
_MARKDOWN = (".md", ".markdown")
_QUOTED = ">"  # before each line of a quotation, or not: the one mark of Markdown that is not counted


def read_article(ref: ArticleRef, diagnostics: Diagnostics) -> Article | None:
    """Read an article.

    Args:
        ref: The file, and what the manifest says of it.
        diagnostics: Gets every fault. Where one is an error, the article is not the whole of the file.

    Returns:
        `None` where the file cannot be read or has no text, which is an error among the diagnostics.
    """
    remarks = Remarks()
    try:
        contents, scanned = _contents(ref, remarks, diagnostics)
        check_size(contents, ref.path)
    except HuibianError as error:
        diagnostics.extend(error.diagnostics)
        return None
    contents = without_webpage(contents, remarks)
    _note_wide(contents, remarks)
    is_whole = not remarks.has_errors
    remarks.report(diagnostics)
    check_lengths(contents, diagnostics)
    titled = _titled(contents, ref, remarks, diagnostics)
    if titled is None:
        return None
    remarks.report(diagnostics)
    body = (*filter(None, [titled.subtitle]), *recognise(titled.others, remarks))
    remarks.report(diagnostics)
    if not body:
        diagnostics.warning("HB202", "只有标题，没有正文", titled.span)
    toc_title = plain(titled.title) if ref.toc is None else ref.toc
    article = Article(titled.title, toc_title, body, titled.span, titled.labels)
    fault = remarks.tally.check(scanned, article) if is_whole and scanned is not None else None
    if fault is not None:
        diagnostics.add(fault)
    return article


class _Titled(Struct, frozen=True):
    """The contents of a file with the title of the article, be it theirs or that of the manifest.

    Attributes:
        title: The title.
        span: Where the file has a title, or what it has instead of one.
        labels: What stands above the title.
        subtitle: What stands under it; `None` for nothing.
        others: The rest.
    """

    title: tuple[Inline, ...]
    span: Span
    labels: tuple[Paragraph, ...]
    subtitle: Paragraph | None
    others: Sequence[Content]


def _titled(contents: Sequence[Content], ref: ArticleRef, remarks: Remarks, diagnostics: Diagnostics) -> _Titled | None:
    """Find the title; `None` where there is nothing to have one, or no title for what there is."""
    head = find_head(contents, remarks)
    given = None if ref.title is None else (Inline(ref.title.text, False, ref.title.span),)
    if head is None:
        return _without_text(contents, given, ref, diagnostics)
    others: Sequence[Content] = (*head.before, *head.others)
    if ref.title is None:
        _check_title(head, diagnostics)
    else:
        others = _without_title(head, ref.title, remarks)
    return _Titled(given or head.title.inlines, head.title.span, head.labels, head.subtitle, others)


def _without_text(
    contents: Sequence[Content], given: tuple[Inline, ...] | None, ref: ArticleRef, diagnostics: Diagnostics
) -> _Titled | None:
    """What to do with a file of tables, pictures and lists alone, as a form is one: the manifest has to name it."""
    if not contents:
        hint = "文章的第一行是标题，下面是正文。"
        diagnostics.error("HB201", "文件里没有文字", Span(ref.path), hint)
        return None
    if given is None:
        hint = "在清单里这一篇的下面写 title: 标题。"
        diagnostics.error("HB265", "没有标题：文件里只有表格、图片、列表", contents[0].span, hint)
        return None
    return _Titled(given, contents[0].span, (), None, contents)


def _note_wide(contents: Iterable[Content], remarks: Remarks) -> None:
    """Warn of full-width digits and letters, which are set as they are written."""
    for inline in (inline for content in contents for inline in inlines_of(content)):
        for wide in compiled(_WIDE).finditer(inline.text):
            hint = "改成半角的，如 2026、A4；要的就是全角，可不管。"
            remarks.warning("HB269", "有全角的数字、字母，照全角排", inline.span.shifted(wide.start()), hint)


def _contents(
    ref: ArticleRef, remarks: Remarks, diagnostics: Diagnostics
) -> tuple[Sequence[Content], Iterable[Written] | None]:
    """What the file contains, the title still among it, and what a plain scan of the file finds."""
    data = as_word(source.load(ref.path, ref.span), ref.path, ref.span, remarks)
    ending = ref.path.suffix.lower()
    if kind_of(data) is FileKind.WORD or ending in _WORD:
        from huibian.text.word.read import read_word  # lxml takes time to import

        remarks.unit = "段"
        return read_word(data, ref.path, ref.span, remarks)
    file = source.decode(data, ref.path, ref.span)
    if file.doubt:
        diagnostics.add(file.doubt)
    check_text(file.text, ref.path)
    if ending not in _MARKDOWN:
        return read_plain(file, remarks, diagnostics), written(file)
    from huibian.text.markdown.read import read_markdown  # its parser takes time to import
    from huibian.text.pictures import Pictures, PictureTaker

    # As its parser reads it; `replace` would take along the lines that the file has cached.
    file = source.Source(file.path, file.text.replace("\0", "\ufffd"), file.doubt)
    remarks.tally.ignored = _QUOTED
    pictures = Pictures(ref.path.parent, ref.span.file.parent, PictureTaker(remarks))
    return read_markdown(file, pictures, remarks), written(file)


def _without_title(head: ArticleHead, given: Override, remarks: Remarks) -> tuple[Content, ...]:
    """What follows the title that the manifest replaces; with it where it is no title."""
    title, text = head.title, head.title.text
    if not (is_like(text, given.text) or is_plainly_title(title)):
        hint = "不要这一段的话，从文件里删掉它。"
        message = f"标题用清单里的；文件开头的“{_begin(text)}”不像标题，留作正文"
        remarks.warning("HB227", message, title.span, hint)
        kept = replace(title, role=Role.PARAGRAPH) if title.role is Role.ARTICLE_TITLE else title
        return (*head.before, kept, *head.others)
    shown = {id(inline.note) for each in (*head.before, *head.others) for inline in inlines_of(each)}
    notes = {id(each.note): each.note.text for each in title.inlines if each.note and id(each.note) not in shown}
    message = f"标题用清单里的，略去了文件里的“{text}”{'和它的脚注' if notes else ''}"
    remarks.left_out(message, title.span, text + "".join(notes.values()), code="HB218")
    return (*head.before, *head.others)


def _begin(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _check_title(head: ArticleHead, diagnostics: Diagnostics) -> None:
    title = head.title
    if title.role is Role.PARAGRAPH and is_no_title(title.text):
        hint = "在文件的第一行写标题，或在清单里这一篇的下面写 title: 标题。"
        diagnostics.error("HB265", f"没有标题：第一段“{_begin(title.text)}”是正文", title.span, hint)
    elif len(title.text) > LONGEST_TITLE or title.text.endswith("。"):
        hint = "文件的第一行是标题；标题和正文之间要换行。"
        diagnostics.warning("HB203", f"标题像是正文（{len(title.text)} 个字）", title.span, hint)
    if head.before:
        diagnostics.warning("HB216", "标题前面的内容排到标题后面", head.before[0].span, "把标题放在最前面。")
