from __future__ import annotations

from huibian.regex import compiled


def test_a_pattern_is_compiled_once() -> None:
    assert compiled("[甲乙]+") is compiled("[甲乙]+")
    assert compiled("[甲乙]+").findall("甲乙丙甲") == ["甲乙", "甲"]
