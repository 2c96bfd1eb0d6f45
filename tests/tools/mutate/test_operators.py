from __future__ import annotations

import pytest

from tools.mutate.operators import is_readable, mutants


def changes(source: str, operator: str) -> list[str]:
    """What the mutants of one operator make of the last line of a source."""
    return [mutant.now for mutant in mutants(source) if mutant.operator == operator]


@pytest.mark.parametrize(
    ("operator", "source", "expected"),
    [
        ("compare", "a < b", ["a <= b"]),
        ("compare", "a <= b < c", ["a < b < c", "a <= b <= c"]),
        ("compare", "(a) is not (b)", ["(a) is (b)"]),
        ("compare", "a not  in b", ["a in b"]),
        ("compare", "'《' + a == b", ["'《' + a != b"]),
        ("arithmetic", "a + b * c // d", ["a - b * c // d", "a + b // c // d", "a + b * c * d"]),
        ("arithmetic", "a += 2", ["a -= 2"]),
        ("arithmetic", "a + 'text' + b", []),
        ("logic", "a and b and c", ["a or b and c", "a and b or c"]),
        ("logic", "x = not a", ["x = a"]),
        ("logic", "if a(): pass", ["if not a(): pass"]),
        ("logic", "[a for a in b if c.d]", ["[a for a in b if not c.d]"]),
        ("number", "a = 3", ["a = 4", "a = 2"]),
        ("number", "a = -b", ["a = b"]),
        ("number", "a = f(True)", ["a = f(False)"]),
        ("choice", "x = a if b else c", ["x = c if b else a"]),
        ("choice", "x = a if b == d else c", []),
        ("choice", "min(a, b)", ["max(a, b)"]),
        ("flow", "a -= 1", ["pass"]),
        ("flow", "a(b)", ["pass"]),
        ("part", "a[b:c + 1]", ["a[b + 1:c + 1]", "a[b:c + 1 - 1]"]),
        ("part", "f(a, b=c)", ["f(a, )"]),
        ("part", "A = {B, C.D}", ["A = {C.D}", "A = {B, }"]),
        ("part", "A = {1: 'x', 2: 'y'}", ["A = {2: 'y'}", "A = {1: 'x', }"]),
        ("part", "f((a, b))", []),
        ("part", "a in (b, c)", ["a in (c)", "a in (b, )"]),
        ("sign", "A = '，。；'", ["A = '。；'", "A = '，。'"]),
        ("sign", "a in '“‘'", ["a in '‘'", "a in '“'"]),
        ("sign", "f('，。；')", []),
        ("sign", "A = f('0.25')", ["A = f('0.2')"]),
        (
            "sign",
            r"A = r'\d{1,3}[，。]+$'",
            [
                r"A = r'\d{2,3}[，。]+$'",
                r"A = r'\d{0,3}[，。]+$'",
                r"A = r'\d{1,4}[，。]+$'",
                r"A = r'\d{1,2}[，。]+$'",
                r"A = r'\d{1,3}[，]+$'",
                r"A = r'\d{1,3}[，。]*$'",
                r"A = r'\d{1,3}[，。]+'",
            ],
        ),
        ("sign", "A = rf'{B}{{1}}'", ["A = rf'{B}{{2}}'", "A = rf'{B}{{0}}'"]),
    ],
)
def test_an_operator_changes_what_it_says(operator: str, source: str, expected: list[str]) -> None:
    assert sorted(changes(source, operator)) == sorted(expected)


def test_break_and_continue_stand_for_each_other() -> None:
    loop = "for a in b:\n    {}"
    assert changes(loop.format("break"), "flow") == ["continue"]
    assert changes(loop.format("continue"), "flow") == ["break"]


@pytest.mark.parametrize(
    ("returns", "value", "expected"),
    [
        ("int | None", "a(b)", ["return None"]),
        ("bool", "a(b)", ["return not (a(b))"]),
        ("bool", "a < b", []),
        ("Sequence[int]", "a(b)", ["return ()"]),
        ("frozenset[str]", "a | b", ["return frozenset()"]),
        ("Thing", "a(b)", []),
        ("tuple[int, ...]", "()", []),
    ],
)
def test_nothing_is_returned_by_what_the_function_says_it_returns(
    returns: str, value: str, expected: list[str]
) -> None:
    assert changes(f"def f(a, b) -> {returns}:\n    return {value}", "result") == expected


@pytest.mark.parametrize(
    "source",
    [
        "a: 'int | None'",
        "def f(a: int | None) -> int | None: ...",
        "@dataclass(frozen=True)\nclass A: ...",
        "zip(a, b, strict=True)",
        "f'{a + 1}'",
        "raise Error(a + 1)",
        "Place: TypeAlias = tuple[int, str]",
        "class A(IntEnum):\n    B = 1",
        '"""Words, 1 + 1."""',
    ],
)
def test_what_is_no_rule_is_left_alone(source: str) -> None:
    assert [mutant for mutant in mutants(source) if mutant.operator != "flow"] == []


def test_a_case_that_cannot_come_is_left_alone() -> None:
    assert mutants("assert_never(a)") == []
    assert changes("assert_it(a)", "flow") == ["pass"]


def test_a_mutant_says_its_line_and_differs_from_the_source_there_only() -> None:
    source = "a = '葛'\nb = (\n    c <\n    d\n)\n"
    (mutant,) = (each for each in mutants(source) if each.operator == "compare")

    assert mutant.edit.of(source) == source.replace("<", "<=")
    assert (mutant.line, mutant.was, mutant.now) == (3, "c <", "c <=")


def test_a_source_that_python_cannot_read_is_known() -> None:
    assert is_readable("a = 1")
    assert not is_readable("a =")
