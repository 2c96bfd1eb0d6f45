"""Takes the lines of a text file, gives its paragraphs and marked headings: the first of them is the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from huibian.diagnostics import Diagnostics, Span
from huibian.frame import Role
from huibian.regex import compiled
from huibian.source import Source
from huibian.text.inlines import Inlines, cleaned, cut, joined, parted
from huibian.text.model import Inline, Paragraph, plain
from huibian.text.patterns import title_lines
from huibian.text.remarks import Remarks
from huibian.text.tally import Tally, Written
from huibian.text.wrapping import paragraphs

LEVELS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)
_MARK = r"([#\uff03]{1,4})(?:\s+|$)"
_BOLD = r"(?<!\*)\*\*(?!\*)"  # just two: 138****5678 stays

_MARKDOWN_BEGIN = r"[\[|`~]"
_MARKDOWN = {
    "图片": r"!\[[^\[\]]{0,200}\]\([^()]{1,200}\)",
    "链接": r"(?<!!)\[[^\[\]]{1,200}\]\([^()\s]{1,200}\)",
    "脚注": r"\[\^[^\[\]\s]{1,40}\]",
    "表格": r"^(?=[\s|:-]*$)(?=[^|]*\|).*?--",
    "代码块": r"^\s*(?:`{3,}[^`]*|~{3,}[^~]*)$",
}


def read_plain(file: Source, remarks: Remarks, diagnostics: Diagnostics) -> list[Paragraph]:
    """The paragraphs of a text file: each line is one, unless it was broken after every line; blank lines are none."""
    lines = [line for numbers in paragraphs(file.lines) for line in _lines(file, numbers, remarks)]
    for number, raw in enumerate(file.lines, 1):
        _note_markdown(raw, Span(file.path, number, 1), remarks)
    return [
        paragraph for line in _titled(lines, remarks) for paragraph in _paragraphs(line, remarks.tally, diagnostics)
    ]


def _titled(lines: Sequence[Inlines], remarks: Remarks) -> Sequence[Inlines]:
    """The lines, those of a title joined that was typed on several."""
    count = title_lines(map(plain, lines))
    if count == 1:
        return lines
    remarks.warning(
        "HB270",
        f"标题分成 {count} 行，已接起来",
        lines[0][0].span,
        "不是一个标题的话，把标题写在一行里，下面空一行写正文。",
    )
    return [joined(lines[:count]), *lines[count:]]


def _lines(file: Source, numbers: Sequence[int], remarks: Remarks) -> list[Inlines]:
    """What some lines of a file say that are one paragraph; a break inside one divides it."""
    spans = [Span(file.path, number + 1, 1) for number in numbers]
    pieces = [Inline(file.lines[number], False, span) for number, span in zip(numbers, spans, strict=True)]
    lines = [line for piece in pieces for line in cleaned([piece], remarks)]
    if len(numbers) == 1 or len(lines) != len(numbers):
        return lines
    hint = "不是一段的，中间空一行。"
    remarks.warning("HB268", "一段断成了几行，已接起来", spans[0], hint)
    return [joined(lines)]


def written(file: Source) -> Iterator[Written]:
    """The text of a file as a plain scan finds it, line by line."""
    return (Written(line, Span(file.path, number, 1)) for number, line in enumerate(file.lines, 1))


def _note_markdown(raw: str, line: Span, remarks: Remarks) -> None:
    """Warn of what would be more than text in Markdown."""
    if compiled(_MARKDOWN_BEGIN).search(raw) is None:
        return
    for what, pattern in _MARKDOWN.items():
        match = compiled(pattern).search(raw)
        if match:
            hint = "文件名改成以 .md 结尾，它就排成图片、表格、脚注、链接；要的就是这些符号，可不管。"
            remarks.warning("HB219", f"Markdown 的{what}照原样排成文字", line.shifted(match.start()), hint)


def _paragraphs(line: Inlines, tally: Tally, diagnostics: Diagnostics) -> Iterator[Paragraph]:
    text, span, role = plain(line), line[0].span, Role.PARAGRAPH
    mark = compiled(_MARK).match(text)
    if mark:
        role = LEVELS[len(mark[1]) - 1]
        tally.used(mark[1], span)
        line = cut(line, mark.end(), len(text))
    elif text[0] in "#\uff03":
        diagnostics.warning("HB211", "按正文排：# 后面没有空格，不是小标题", span, "小标题写成“## 标题”。")
    inlines = tuple(_with_bold(line, tally, diagnostics))
    if inlines:
        yield Paragraph(role, inlines, inlines[0].span)
    else:
        diagnostics.warning("HB211", "略去了没有文字的小标题", span)


def _with_bold(line: Sequence[Inline], tally: Tally, diagnostics: Diagnostics) -> Iterator[Inline]:
    """The text of a line, cut where bold begins and ends."""
    text = plain(tuple(line))
    if "**" not in text:
        yield from line
        return
    marks = [match.start() for match in compiled(_BOLD).finditer(text)]
    if len(marks) % 2:
        hint = "粗体的前后各写一对 **；要的就是星号，可不管。"
        (last,) = cut(line, marks.pop(), len(text))[:1]
        diagnostics.warning("HB210", "** 没有配成对，照原样排", last.span, hint)
    for mark in marks:
        tally.used(text[mark : mark + 2], line[0].span)
    starts = [0, *(mark + 2 for mark in marks)]
    ends = [*marks, len(text)]
    bounds = [bound for start, end in zip(starts, ends, strict=True) for bound in (start, end)]
    for index, parts in enumerate(parted(line, bounds)):
        if index % 2 == 0:  # between them stand the marks
            yield from (replace(part, bold=index % 4 == 2) for part in parts)
