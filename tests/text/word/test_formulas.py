from __future__ import annotations

import pytest
from docx.oxml import parse_xml

from huibian.text.word import xml
from huibian.text.word.formulas import circled, on_one_line
from huibian.text.word.xml import Element
from tests.support.worddocs import NAMES


def run(text: str) -> str:
    return f'<m:r><m:rPr><m:sty m:val="p"/></m:rPr><w:rPr><w:b/></w:rPr><m:t>{text}</m:t></m:r>'


def part(name: str, inner: str) -> str:
    return f"<m:{name}>{inner if inner.startswith('<') or not inner else run(inner)}</m:{name}>"


def fraction(above: str, below: str, kind: str = "bar") -> str:
    return f'<m:f><m:fPr><m:type m:val="{kind}"/></m:fPr>{part("num", above)}{part("den", below)}</m:f>'


def scripts(base: str, below: str = "", above: str = "", kind: str = "sSubSup") -> str:
    return f"<m:{kind}>{part('e', base)}{part('sub', below)}{part('sup', above)}</m:{kind}>"


def root(inner: str, degree: str = "") -> str:
    return f"<m:rad>{part('deg', degree)}{part('e', inner)}</m:rad>"


def total(sign: str, below: str, above: str, inner: str) -> str:
    properties = f'<m:naryPr><m:chr m:val="{sign}"/></m:naryPr>' if sign else ""
    return f"<m:nary>{properties}{part('sub', below)}{part('sup', above)}{part('e', inner)}</m:nary>"


def brackets(inner: str, properties: str = "") -> str:
    return f"<m:d><m:dPr>{properties}</m:dPr>{part('e', inner)}</m:d>"


def function(name: str, inner: str) -> str:
    return f"<m:func>{part('fName', name)}{part('e', inner)}</m:func>"


LIMIT = f"<m:limLow>{part('e', 'lim')}{part('lim', 'n→∞')}</m:limLow>"


def line(inner: str, before: str = "") -> str | None:
    return on_one_line(parse_xml(f"<m:oMath {NAMES}>{inner}</m:oMath>"), before)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (run("x") + run("+1"), "x+1"),
        (f"<w:ins>{run('x')}</w:ins>", "x"),
        (f"<m:box>{part('e', 'x')}</m:box><m:r><m:brk/></m:r>", "x"),
        (fraction("1", "2"), "1/2"),
        (fraction("a+b", "2"), "(a+b)/2"),
        (fraction("2a", "3"), "2a/3"),
        (fraction("3", "2a"), "3/(2a)"),
        (fraction("3.5%", "GDP"), "3.5%/GDP"),
        (fraction("完成数", "计划数") + run("×100%"), "完成数/计划数×100%"),
        (fraction("1", "2", "skw"), "1/2"),
        (run("3") + fraction("1", "2"), "3(1/2)"),
        (run("3+") + fraction("1", "2") + run("=y"), "3+1/2=y"),
        (fraction("1", "2") + run("x"), "(1/2)x"),
        (fraction(fraction("1", "2"), "x"), "(1/2)/x"),
        (scripts("x", above="2"), "x²"),
        (f"<m:sSup>{part('e', 'x')}{part('sup', '2')}</m:sSup>", "x²"),
        (f"<m:sSub>{part('e', 'x')}{part('sub', '2')}</m:sSub>", "x₂"),
        *((scripts("x", above=sign), f"x{sign}") for sign in ("′", "″", "‴", "°", "*", "%")),
        (scripts("x", above="0123456789+-−=()n"), "x⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
        (scripts("x", below="0123456789+-−=()"), "x₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
        (scripts("x", above="-1"), "x⁻¹"),
        (scripts("x", above="n+1"), "xⁿ⁺¹"),
        (scripts("x", above="a"), "x^a"),
        (scripts("x", above="ab"), "x^(ab)"),
        (scripts("30", above="°"), "30°"),
        (scripts("km", above="2"), "km²"),
        (scripts("", above="2"), "²"),
        (scripts(fraction("1", "2"), above="2"), "(1/2)²"),
        (scripts(brackets("a+b"), above="2"), "(a+b)²"),
        (scripts("CO", below="2"), "CO₂"),
        (scripts("P", below="总"), "P_(总)"),
        (scripts("x", "i", "2"), "x_i^2"),
        (scripts("x", "1", "2"), "x₁²"),
        (scripts("C", "6", "14", "sPre"), "₆¹⁴C"),
        (root("x"), "√x"),
        (root("a+b"), "√(a+b)"),
        (root("x", "2"), "√x"),
        (root("x", "3"), "∛x"),
        (root("x", "4"), "∜x"),
        (total("∑", "i=1", "n", "x"), "∑_(i=1)^n x"),
        (total("∏", "", "", "x"), "∏ x"),
        (total("", "0", "1", "x"), "∫₀¹ x"),
        (brackets("x"), "(x)"),
        (brackets("x", '<m:begChr m:val="["/><m:endChr m:val=""/>'), "[x"),
        (f"<m:d>{part('e', 'a')}{part('e', 'b')}</m:d>", "(a|b)"),
        (f'<m:d><m:dPr><m:sepChr m:val=","/></m:dPr>{part("e", "a")}{part("e", "b")}</m:d>', "(a,b)"),
        (function("sin", "x"), "sin x"),
        (function("sin", brackets("x")), "sin(x)"),
        (function(LIMIT, "x"), "lim_(n→∞) x"),
    ],
)
def test_a_formula_is_written_on_one_line(inner: str, expected: str) -> None:
    assert line(inner) == expected


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:del>{run('x')}</w:del>",
        "<m:r><w:delText>x</w:delText></m:r>",
        fraction("1", "2", "noBar"),
        fraction("", "2"),
        fraction("1", " "),
        root("x", "5"),
        root(""),
        scripts("C", "a", "14", "sPre"),
        f"<m:m><m:mr>{part('e', 'x')}</m:mr></m:m>",
        f"<m:acc>{part('e', 'x')}</m:acc>",
        f"<m:bar>{part('e', 'x')}</m:bar>",
        f"<m:eqArr>{part('e', 'x')}</m:eqArr>",
        fraction("1", "2").replace("<m:den>", f"{run('x')}<m:den>"),  # a part that a fraction does not have
        fraction("1", "2").replace("<m:den>", f"{part('num', 'x')}<m:den>"),  # or has once
        scripts("x", "1", "2", "sSup"),
        "<m:r><m:rPr><m:t>x</m:t></m:rPr></m:r>",
        root(f"<m:acc>{part('e', 'x')}</m:acc>"),
    ],
)
def test_what_needs_two_dimensions_has_no_line(inner: str) -> None:
    assert line(inner) is None


def test_a_base_of_many_parts_is_not_looked_through_at_every_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Element] = []
    monkeypatch.setattr(xml, "own_text", asked.append)
    inner = run("x") * 50
    for _ in range(40):
        inner = scripts(inner, above=run("2"), kind="sSup")
    assert line(inner) is not None
    assert asked == []


@pytest.mark.parametrize(
    ("before", "expected"), [("共3", "(1/2)"), ("x", "(1/2)"), ("共", "1/2"), ("3 ", "1/2"), ("", "1/2")]
)
def test_a_fraction_behind_a_number_is_no_part_of_it(before: str, expected: str) -> None:
    assert line(fraction("1", "2"), before) == expected
    assert line(run("x"), before) == "x"


@pytest.mark.parametrize(
    ("code", "char"),
    [
        (" eq \\o\\ac(○,1)", "①"),
        ("EQ \\o \\ac (○，20)", "⑳"),
        (" eq \\o\\ac(○,50)", "㊿"),
        ("eq\\o(○;1)", "①"),
        (" eq \\o\\ac ( ○ , 1 ) ", "①"),
        (" eq \\o\\ac(○；1)", "①"),
        (" eq \\o\\ac(○,51)", None),
        (" eq \\o\\ac(○,101)", None),
        (" eq \\o\\ac(○,)", None),
        (" eq \\o\\ac(□,1)", None),
        ("EQ \\f(1,2)", None),
    ],
)
def test_a_number_in_a_circle_is_a_character(code: str, char: str | None) -> None:
    assert circled(code) == char
