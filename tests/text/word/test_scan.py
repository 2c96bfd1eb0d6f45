from __future__ import annotations

from pathlib import Path

import pytest

from huibian.text.word import scan
from huibian.text.word.scan import Scan, Unfit
from tests.support.worddocs import NAMES

PATH = Path("a.docx")


def found(inner: str, *, counts: bool = True) -> list[str]:
    made = Scan(PATH)
    made.take(f"<w:body {NAMES}>{inner}</w:body>".encode(), counts=counts)
    return [each.text for each in made.written]


def refused(data: str) -> tuple[str, str]:
    with pytest.raises(Unfit) as caught:
        Scan(PATH).take(data.encode(), counts=True)
    return caught.value.reason.code, caught.value.reason.message


@pytest.mark.parametrize(
    "inner",
    [
        "<w:t>甲乙</w:t>",
        "<w:t>甲<!-- 注 -->乙</w:t>",
        "<w:t>甲<?x y?><![CDATA[乙]]></w:t>",
        "<w:t>&#x7532;<w:r>丙<w:t>乙</w:t></w:r></w:t>",
        "<w:del><w:delText>甲</w:delText></w:del><a:t>乙</a:t>",
        "<t xmlns=''>甲</t><x:t xmlns:x='urn:x'>乙</x:t>",
        "<c:v>甲</c:v><v>丙</v><m:t>乙</m:t>",
        '<v:textpath string="甲乙" style="丙"/>',
        "<w:instrText>丙</w:instrText>丙<w:t>甲</w:t>丙<w:t>乙</w:t>",
    ],
)
def test_text_is_what_stands_in_an_element_of_text_whatever_is_in_between(inner: str) -> None:
    assert found(inner) == ["甲乙"]


def test_text_is_cut_where_paragraphs_end() -> None:
    assert found("<w:p><w:t>甲</w:t></w:p><w:p/><w:p><w:t>乙</w:t></w:p><w:t>丙</w:t>") == ["甲", "乙", "丙"]


def test_a_part_that_has_no_text_of_the_document_is_not_counted() -> None:
    assert found("<w:t>甲</w:t>", counts=False) == []


def test_a_part_with_a_dtd_is_refused_before_it_is_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    message = "里有 DTD，不是 Word 写的"
    assert refused(f'<!DOCTYPE x [<!ENTITY l0 "哈">{laughs}]><x>&l29;</x>') == ("HB230", message)
    assert refused('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>') == ("HB230", message)


def test_a_part_that_is_too_deep_is_refused_one_that_is_not_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "DEEPEST", 3)
    Scan(PATH).take(b"<a><a><a/></a></a>", counts=True)
    assert refused("<a><a><a><a/></a></a></a>") == ("HB232", "里表格、文本框套了 3 层以上")


def test_alternatives_in_each_other_have_a_limit_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_MOST_FORMS", 1)
    one = "<mc:AlternateContent><mc:Choice>{}</mc:Choice></mc:AlternateContent>"
    assert found((one * 3).format("<w:t>甲</w:t>", "", "")) == ["甲"]
    assert refused(f"<w:body {NAMES}>{one.format(one)}</w:body>") == ("HB232", "里表格、文本框套了 1 层以上")


def test_text_and_paragraphs_have_a_limit_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_MOST_CHARACTERS", 30_000)
    monkeypatch.setattr(scan, "_MOST_PARAGRAPHS", 30_000)
    part = f"<w:body {NAMES}><w:p><w:t>{'甲' * 15_000}</w:t></w:p></w:body>".encode()
    whole = Scan(PATH)
    whole.take(part, counts=True)
    whole.take(part, counts=True)
    whole.take(part, counts=False)
    with pytest.raises(Unfit) as caught:
        whole.take(part, counts=True)
    assert caught.value.reason.message == "里的文字超过 3 万个字"
    paragraphs = "<w:p><w:t>甲</w:t></w:p><w:p/>" * 10_000
    monkeypatch.setattr(scan, "_MOST_PARAGRAPHS", 10_000)
    assert len(found(paragraphs)) == 10_000
    assert refused(f"<w:body {NAMES}>{paragraphs}<w:p><w:t>甲</w:t></w:p></w:body>")[1] == "里的文字超过 1 万段"


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_NODES", 6)
    whole = Scan(PATH)
    whole.take(b'<a b="c"><a/></a>', counts=True)
    whole.take(b"<a><a/><a/></a>", counts=False)
    with pytest.raises(Unfit):
        whole.take(b"<a/>", counts=False)
