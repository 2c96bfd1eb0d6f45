from __future__ import annotations

import random

import pytest

from huibian.naturalorder import natural_key

ORDERED = {
    "digits": ["1.txt", "2.txt", "10.txt", "11.txt"],
    "zeros": ["01.txt", "1.txt", "02.txt", "010.txt"],
    "full-width digits": ["１会议.docx", "2会议.docx", "１０会议.docx"],
    "Chinese numerals": [
        "一、甲.txt",
        "二、乙.txt",
        "九、丙.txt",
        "十、丁.txt",
        "十一、戊.txt",
        "二十、己.txt",
        "一百〇一.txt",
    ],
    "brackets of any kind": ["（1）甲.txt", "2.乙.txt", "(三)丙.txt", "【4】丁.txt", "⑤戊.txt", "第六 己.txt"],
    "numbers behind words": ["附件1.txt", "附件2.txt", "附件10.txt"],
    "numbers before words": ["2 乙.txt", "10 甲.txt", "乡村.txt", "安全.txt"],
    "parts of numbers": ["1.1.txt", "1.2.txt", "1.10.txt", "2.txt"],
    "dates": ["2026-9-30.txt", "2026-10-3.txt", "2026-10-20.txt"],
    "words with numerals in them": ["千山.txt", "百年老街.txt"],
    "folders before names": ["2/10.txt", "10/1.txt", "二十/1.txt"],
    "a name before the longer one": ["会议.txt", "会议 2.txt"],
    "cases and endings": ["a.DOCX", "A.txt", "b.docx"],
}


@pytest.mark.parametrize("names", ORDERED.values(), ids=ORDERED)
def test_names_stand_in_the_order_of_their_numbers(names: list[str]) -> None:
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=natural_key) == names


def test_names_that_differ_have_different_keys() -> None:
    assert len({natural_key(name) for name in ("1", "01", "一", "１", "①", "(1)")}) == 6
