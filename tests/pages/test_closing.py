from __future__ import annotations

import pytest
from msgspec.structs import replace

from huibian.frame import Document, PartKind, Role, TextLine
from huibian.text.model import Article, Paragraph
from huibian.units import Length
from tests.support import contents
from tests.support.examples import SHORT
from tests.support.layouts import changed_layout, compose_articles
from tests.support.reading import block_role, role_of

pytestmark = pytest.mark.debian_fonts

LAYOUT = changed_layout()
EM = LAYOUT.style(Role.SIGNATURE).size
LINE = "三月以来，县里逐户核对旧志，补齐缺漏。"
OFFICE, OTHER, DATE = "云溪县地方史志办公室", "石桥乡人民政府办公室", "2026年11月2日"


def composed(*blocks: Paragraph) -> Document:
    return compose_articles(LAYOUT, SHORT, [Article((contents.inline("标题"),), "标题", blocks, contents.SPAN)])


def of(role: Role, text: str) -> Paragraph:
    return contents.text_block(role, contents.inline(text))


def lines(document: Document, *roles: Role) -> list[TextLine]:
    return [line for page in document.pages for line in page.lines if role_of(document, line) in roles]


def pages_of(document: Document) -> list[list[Role | None]]:
    body = [page for page in document.pages if page.part is PartKind.BODY]
    return [[role_of(document, line) for line in page.lines] for page in body]


def ends(document: Document) -> list[tuple[int, int]]:
    """Where signatures and date begin and end, from the end edge of the type area."""
    edge = LAYOUT.margins.inner + LAYOUT.type_area.width
    found = lines(document, Role.SIGNATURE, Role.DATE)
    return [(edge - line.x, edge - line.x - line.width) for line in found]


def test_a_date_begins_two_characters_right_of_its_signature() -> None:
    (first, second), (begin, _) = ends(
        composed(of(Role.PARAGRAPH, LINE), of(Role.SIGNATURE, OFFICE), of(Role.DATE, DATE))
    )

    assert (first, second) == (12 * EM, 2 * EM)
    assert begin == first - 2 * EM


def test_a_date_longer_than_its_signature_keeps_two_characters_from_the_edge() -> None:
    short = ends(composed(of(Role.PARAGRAPH, LINE), of(Role.SIGNATURE, "县档案馆"), of(Role.DATE, DATE)))

    (first, _), (begin, end) = short
    assert end == 2 * EM
    assert begin == first - 2 * EM


def test_of_several_signatures_the_last_counts() -> None:
    one, two, date = ends(
        composed(of(Role.PARAGRAPH, LINE), of(Role.SIGNATURE, OFFICE), of(Role.SIGNATURE, OTHER), of(Role.DATE, DATE))
    )

    assert one[1] == two[1] == 2 * EM
    assert date[0] == two[0] - 2 * EM


def test_without_the_key_each_stands_as_its_style_says() -> None:
    plain = replace(LAYOUT, closing=None)
    blocks = (of(Role.PARAGRAPH, LINE), of(Role.SIGNATURE, OFFICE), of(Role.DATE, DATE))
    article = Article((contents.inline("标题"),), "标题", blocks, contents.SPAN)

    assert [end for _, end in ends(compose_articles(plain, SHORT, [article]))] == [2 * EM, 2 * EM]


@pytest.mark.parametrize("count", range(16, 22))
def test_closing_lines_stand_on_one_page_with_a_short_paragraph_above_them(count: int) -> None:
    closing = [of(Role.SIGNATURE, OFFICE), of(Role.DATE, DATE), of(Role.SOURCE, "（县史志办 供稿）")]
    pages = pages_of(composed(*[of(Role.PARAGRAPH, LINE)] * count, *closing))

    together = [Role.PARAGRAPH, Role.SIGNATURE, Role.DATE, Role.SOURCE]
    assert pages[-1][-4:] == together
    assert sum(page.count(Role.PARAGRAPH) for page in pages) == count


@pytest.mark.parametrize("count", range(14, 20))
def test_the_last_attachment_stands_on_the_page_of_the_signature(count: int) -> None:
    attachments = [of(Role.ATTACHMENT, "附件：1.名单"), of(Role.ATTACHMENT, "2.回执")]
    closing = [of(Role.SIGNATURE, OFFICE), of(Role.DATE, DATE), of(Role.REMARK, "（此件公开发布）")]
    pages = pages_of(composed(*[of(Role.PARAGRAPH, LINE)] * count, *attachments, *closing))

    assert pages[-1][-4:] == [Role.ATTACHMENT, Role.SIGNATURE, Role.DATE, Role.REMARK]


def test_only_the_first_of_them_has_white_above_it() -> None:
    styles = {role: replace(LAYOUT.styles[role], lines_before=1) for role in (Role.SIGNATURE, Role.DATE)}
    spaced = replace(LAYOUT, styles=LAYOUT.styles | styles)
    blocks = (of(Role.PARAGRAPH, LINE), of(Role.SIGNATURE, OFFICE), of(Role.SIGNATURE, OTHER), of(Role.DATE, DATE))
    article = Article((contents.inline("标题"),), "标题", blocks, contents.SPAN)

    document = compose_articles(spaced, SHORT, [article])

    found = [block.space_before for block in document.blocks if block_role(block) in styles]
    assert found == [LAYOUT.grid.pitch, Length(0), Length(0)]


def test_a_date_under_a_signature_wider_than_the_measure_stays_on_the_page() -> None:
    office = "石桥乡人民政府办公室" * 4
    found = lines(composed(of(Role.PARAGRAPH, LINE), of(Role.SIGNATURE, office), of(Role.DATE, DATE)), Role.DATE)

    assert [line.text for line in found] == [DATE]
    assert found[0].x >= LAYOUT.margins.inner


@pytest.mark.parametrize(("count", "moves"), [(3, True), (4, False)])
def test_a_paragraph_as_short_as_the_layout_says_goes_whole_to_the_page_of_the_lines_that_close_the_article(
    count: int, *, moves: bool
) -> None:
    """The first page has room for the paragraph and not for the signature below it."""
    last = of(Role.PARAGRAPH, ("山川河流湖海云雾风雨" * 12)[: 26 * count - 8])
    alone = lines(composed(last), Role.PARAGRAPH)
    first_row = (alone[0].top - LAYOUT.type_area.top) // LAYOUT.grid.pitch
    assert len(alone) == count

    fill = [of(Role.PARAGRAPH, LINE)] * (LAYOUT.grid.lines - first_row - count)
    document = composed(*fill, last, of(Role.SIGNATURE, OFFICE))

    body = [page for page in document.pages if page.part is PartKind.BODY]
    texts = ["".join(line.text for line in page.lines) for page in body]
    assert ("山川" in texts[0]) == (not moves)
    assert texts[1].endswith(OFFICE)
