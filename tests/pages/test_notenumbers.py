from __future__ import annotations

from itertools import chain

import pytest

from huibian.diagnostics import HuibianError
from huibian.frame import Document, NoteNumbering, Role, RunKind
from huibian.pages import compose
from huibian.text.model import Article
from tests.support import contents
from tests.support.examples import SHORT
from tests.support.layouts import changed_layout, compose_articles

pytestmark = pytest.mark.debian_fonts


def article(notes: int, sentences: int = 1) -> Article:
    """Paragraphs of one footnote each."""
    words = contents.inline("漆匠弄的夹墙里藏着一幅手绘路图" * sentences)
    body = tuple(
        contents.text_block(Role.PARAGRAPH, words, contents.note(f"第{number}条。")) for number in range(1, notes + 1)
    )
    return Article((contents.inline("一篇短文"),), "一篇短文", body, contents.SPAN)


def composed(numbering: NoteNumbering, *articles: Article, **notes: str) -> Document:
    return compose_articles(changed_layout(notes={"numbering": numbering.value, **notes}), SHORT, articles)


def signs(document: Document, kind: RunKind = RunKind.NOTE_REFERENCE) -> list[list[str]]:
    """What the marks say, page by page, without pages of none."""
    pages = [[run.text for line in page.lines for run in line.runs if run.kind is kind] for page in document.pages]
    return [page for page in pages if page]


def in_order(document: Document) -> list[str]:
    """What the marks say."""
    return list(chain.from_iterable(signs(document)))


def test_through_the_issue_the_count_goes_on() -> None:
    assert in_order(composed(NoteNumbering.ISSUE, article(2), article(2))) == ["①", "②", "③", "④"]


def test_in_each_article_it_begins_again() -> None:
    assert in_order(composed(NoteNumbering.ARTICLE, article(2), article(3))) == ["①", "②", "①", "②", "③"]


def test_on_each_page_it_begins_again() -> None:
    document = composed(NoteNumbering.PAGE, article(2, 7), article(30, 7))

    pages = signs(document)
    assert len(pages) > 3
    assert {"".join(page) for page in pages} <= {"①②③④⑤⑥⑦⑧"[:length] for length in range(1, 9)}
    assert signs(document, RunKind.NOTE_NUMBER) == pages


def test_after_fifty_the_number_stands_in_brackets_and_is_one_run() -> None:
    assert in_order(composed(NoteNumbering.ISSUE, article(52)))[49:] == ["㊿", "[51]", "[52]"]


def test_on_each_page_marks_of_two_widths_settle_too() -> None:
    words, note = contents.inline("漆匠"), contents.note("注。")
    line = contents.text_block(Role.PARAGRAPH, *[each for _ in range(9) for each in (words, note)])
    style = {"font": "fangsong", "align": "start", "size": "4 pt", "pitch": "4 pt"}
    layout = changed_layout(notes={"numbering": "page"}, styles={"footnote": style})

    article = Article((contents.inline("短文"),), "短文", (line,) * 20, contents.SPAN)
    pages = signs(compose_articles(layout, SHORT, [article]))

    assert pages[0][49:51] == ["㊿", "[51]"]
    assert [page[0] for page in pages] == ["①"] * len(pages)


def test_numbers_that_do_not_settle_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "_ROUNDS", 1)

    composed(NoteNumbering.PAGE, article(1))
    with pytest.raises(HuibianError) as caught:
        composed(NoteNumbering.PAGE, article(2))
    assert [each.code for each in caught.value.diagnostics] == ["HB550"]
