"""The small faults: each operator finds the places in a source where it can put one in.

Left alone are annotations, names of types, members of enumerations, decorators, docstrings, the words of messages and
reprs, `assert_never`, and `strict` of `zip`, which is an assertion itself. Operators keep the type of what they change
where the tree tells it: a fault that makes Python raise at once says nothing about a test.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of a source become `text`."""

    start: int
    end: int
    text: str

    def of(self, source: str) -> str:
        """The source with this edit in it."""
        return source[: self.start] + self.text + source[self.end :]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A source with one fault in it.

    `was` and `now` are the lines that differ, without the white at their ends: with the operator they are the key by
    which an accepted survivor is known, in whatever file and line it stands.
    """

    operator: str
    line: int
    was: str
    now: str
    edit: Edit

    @property
    def key(self) -> tuple[str, str, str]:
        """What an accepted survivor is known by."""
        return self.operator, self.was, self.now


class Parsed:
    """A source and its tree; knows where a node stands in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._lines = text.splitlines(keepends=True)

    def offset(self, line: int, column: int) -> int:
        """The offset in characters of a place that the tree gives as a line and a column of UTF-8 bytes."""
        return self._starts[line - 1] + len(self._lines[line - 1].encode()[:column].decode())

    def start(self, node: ast.expr | ast.stmt) -> int:
        """The offset of a node's first character."""
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt) -> int:
        """The offset behind a node's last character."""
        return self.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def code(self, node: ast.expr) -> str:
        """A node as it is written."""
        return self.text[self.start(node) : self.end(node)]

    def replaced(self, node: ast.expr | ast.stmt, text: str) -> Edit:
        """The edit that puts a text in place of a node."""
        return Edit(self.start(node), self.end(node), text)

    def between(self, left: ast.expr, right: ast.expr, sign: str, other: str) -> Iterator[Edit]:
        """`sign`, which stands between two operands, replaced."""
        start = self.end(left)
        found = re.search(_sign(sign), self.text[start : self.start(right)])
        if found:
            yield Edit(start + found.start(), start + found.end(), other)

    @cached_property
    def marks(self) -> frozenset[int]:
        """The ids of nodes that hold the signs and members of a rule, be it a pattern or a table.

        They are what a module or a class sets, or what stands behind `in`.
        """
        bodies = [self.tree.body, *(node.body for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))]
        given = [each.value for body in bodies for each in body if isinstance(each, ast.Assign | ast.AnnAssign)]
        tables = {id(node) for value in given if value is not None for node in ast.walk(value)}
        compared = [node for node in ast.walk(self.tree) if isinstance(node, ast.Compare)]
        return frozenset(tables | {id(node) for each in compared for node in each.comparators})


def _sign(sign: str) -> str:
    return r"\s+".join(rf"\b{word}\b" for word in sign.split()) if sign[0].isalpha() else re.escape(sign)


Operator = Callable[[ast.AST, Parsed], Iterator[Edit]]

_COMPARED: Mapping[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
_CALCULATED: Mapping[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "//"),
    ast.FloorDiv: ("//", "*"),
    ast.Div: ("/", "*"),
    ast.Mod: ("%", "//"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
_TEXTS = (ast.JoinedStr, ast.List, ast.ListComp, ast.Tuple, ast.Dict, ast.Set)
_PAIRS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SETTINGS = frozenset({"strict", "encoding", "slots", "frozen", "maxsize", "errors", "newline", "usedforsecurity"})


def compare(node: ast.AST, parsed: Parsed) -> Iterator[Edit]:
    """`<` and `<=`, `==` and `!=`, `is`, `in` and their contraries."""
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        for left, operation, right in zip(operands, node.ops, operands[1:], strict=False):
            yield from parsed.between(left, right, *_COMPARED[type(operation)])


def arithmetic(node: ast.AST, parsed: Parsed) -> Iterator[Edit]:
    """`+` and `-`, `*` and `//`, `&` and `|`, also before `=`; not where a text or a list is put together."""
    if isinstance(node, ast.BinOp) and type(node.op) in _CALCULATED and not _is_text(node):
        yield from parsed.between(node.left, node.right, *_CALCULATED[type(node.op)])
    if isinstance(node, ast.AugAssign) and type(node.op) in _CALCULATED and not _is_text(node.value):
        yield from parsed.between(node.target, node.value, *_CALCULATED[type(node.op)])


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    return isinstance(node, _TEXTS) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def logic(node: ast.AST, parsed: Parsed) -> Iterator[Edit]:
    """`and` and `or`; `not` dropped; a condition that is one name or call negated."""
    if isinstance(node, ast.BoolOp):
        signs = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            yield from parsed.between(left, right, *signs)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield Edit(parsed.start(node), parsed.start(node.operand), "")
    conditions = [node.test] if isinstance(node, ast.If | ast.While) else []
    if isinstance(node, ast.comprehension):
        conditions = node.ifs
    for condition in conditions:
        if isinstance(condition, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
            yield Edit(parsed.start(condition), parsed.start(condition), "not ")


def number(node: ast.AST, parsed: Parsed) -> Iterator[Edit]:
    """A number one more and one less; `True` and `False`; a minus sign dropped."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield Edit(parsed.start(node), parsed.start(node.operand), "")
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield parsed.replaced(node, str(not node.value))
    elif isinstance(node.value, int | float):
        yield parsed.replaced(node, repr(node.value + 1))
        yield parsed.replaced(node, repr(node.value - 1))


def choice(node: ast.AST, parsed: Parsed) -> Iterator[Edit]:
    """The arms of a conditional swapped, where `compare` does not do so; `min` and `max`, `any` and `all`."""
    if isinstance(node, ast.IfExp) and not _is_turned(node.test):
        arms = parsed.code(node.body), parsed.code(node.orelse)
        middle = parsed.text[parsed.end(node.body) : parsed.start(node.orelse)]
        yield parsed.replaced(node, f"{arms[1]}{middle}{arms[0]}")
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PAIRS:
        yield parsed.replaced(node.func, _PAIRS[node.func.id])


def _is_turned(test: ast.expr) -> bool:
    """Whether another operator makes the contrary of a condition."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return not isinstance(test.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE)
    return isinstance(test, ast.UnaryOp)


def flow(node: ast.AST, parsed: Parsed) -> Iterator[Edit]:
    """`break` and `continue`; a call for its effect, or a change of a variable by some amount, left out."""
    if isinstance(node, ast.Break):
        yield parsed.replaced(node, "continue")
    if isinstance(node, ast.Continue):
        yield parsed.replaced(node, "break")
    if isinstance(node, ast.AugAssign) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.YieldFrom | ast.Yield)
    ):
        yield parsed.replaced(node, "pass")


def result(node: ast.AST, parsed: Parsed) -> Iterator[Edit]:
    """Nothing returned, or the contrary of a truth, by what the function says it returns."""
    if not isinstance(node, ast.FunctionDef) or node.returns is None:
        return
    nothing = _nothing(ast.unparse(node.returns))
    for each in _own(node):
        if isinstance(each, ast.Return) and each.value is not None and nothing:
            old = parsed.code(each.value)
            new = f"not ({old})" if nothing == "not" else nothing
            if old not in (new, "True", "False") and not isinstance(each.value, ast.Compare | ast.BoolOp):
                yield parsed.replaced(each.value, new)


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function that are in no other function inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)


def _nothing(annotation: str) -> str | None:
    """What to return instead; `None` where no empty value is of the type."""
    if annotation.endswith("| None"):
        return "None"
    name = annotation.partition("[")[0].lower()
    empty = {"bool": "not", "str": '""', "bytes": 'b""', "int": "0", "list": "[]", "tuple": "()", "sequence": "()"}
    return (empty | {"dict": "{}", "mapping": "{}", "set": "set()", "frozenset": "frozenset()"}).get(name)


def part(node: ast.AST, parsed: Parsed) -> Iterator[Edit]:
    """A bound of a slice moved by one; an argument given by name left out; a member of a table left out."""
    if isinstance(node, ast.Slice):
        yield from _bound(node.lower, parsed, "+")
        yield from _bound(node.upper, parsed, "-")
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg and keyword.arg not in _SETTINGS and len(node.args) + len(node.keywords) > 1:
                yield _without(parsed, parsed.offset(keyword.lineno, keyword.col_offset), parsed.end(keyword.value))
    if isinstance(node, ast.Set | ast.Tuple | ast.List | ast.Dict) and id(node) in parsed.marks:
        yield from _members(node, parsed)


def _bound(node: ast.expr | None, parsed: Parsed, sign: str) -> Iterator[Edit]:
    if node is not None and not isinstance(node, ast.Constant | ast.UnaryOp):
        yield parsed.replaced(node, f"{parsed.code(node)} {sign} 1")


def _members(node: ast.Set | ast.Tuple | ast.List | ast.Dict, parsed: Parsed) -> Iterator[Edit]:
    if isinstance(node, ast.Dict):
        pairs = [(key, value) for key, value in zip(node.keys, node.values, strict=True) if key is not None]
    else:
        pairs = [(each, each) for each in node.elts]
    for first, last in pairs if len(pairs) > 1 else ():
        yield _without(parsed, parsed.start(first), parsed.end(last))


def _without(parsed: Parsed, start: int, end: int) -> Edit:
    """A member of a list left out, with the comma behind it."""
    comma = re.compile(r"[\s)]*,\s*").match(parsed.text, end)
    return Edit(start, comma.end() if comma and ")" not in comma[0] else end, "")


def sign(node: ast.AST, parsed: Parsed) -> Iterator[Edit]:
    """In a string of signs, the first or last left out; in a pattern, how often, which signs, where, what follows."""
    if id(node) not in parsed.marks or not isinstance(node, ast.Constant | ast.JoinedStr):
        return
    if isinstance(node, ast.Constant) and not isinstance(node.value, str):
        return
    for string in re.finditer(r"""([rRfF]{0,2})(["'])((?:\\.|(?!\2).)*)\2""", parsed.code(node)):
        start, prefix, body = parsed.start(node) + string.start(3), string[1].lower(), string[3]
        edits = _in_pattern(body, "{{" if "f" in prefix else "{") if prefix else _in_signs(body)
        yield from (Edit(start + edit.start, start + edit.end, edit.text) for edit in edits)


def _in_signs(body: str) -> Iterator[Edit]:
    found = list(re.finditer(r"\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|\\?.", body))
    if len(found) > 1 and not re.search(r"[A-Za-z\u3400-\u9fff /%]", re.sub(r"\\[uUnt][0-9a-f]*", "", body)):
        ends = found[-1:] if body.startswith("0.") else [found[0], found[-1]]  # .5 is as much as 0.5
        yield from (Edit(each.start(), each.end(), "") for each in ends)


def _in_pattern(body: str, brace: str) -> Iterator[Edit]:
    close = "}" * len(brace)
    for found in re.finditer(rf"(?<!{{){re.escape(brace)}(\d*)(,?)(\d*){close}(?!}})", body):
        for group in (1, 3):
            for value in (int(found[group]) + 1, int(found[group]) - 1) if found[group] else ():
                if value >= 0:
                    yield Edit(found.start(group), found.end(group), str(value))
    for found in re.finditer(r"(?<!\\)\[\^?(?:\\.|[^\]\\{}])+\]", body):  # a class of signs: its last is left out
        last = re.search(r"\^?(\\u[0-9a-f]{4}|\\.|.)$", found[0][1:-1])
        if last and len(found[0]) > 3 and found[0][-3] != "-":
            yield Edit(found.start() + 1 + last.start(1), found.end() - 1, "")
    outside = re.sub(r"\[(?:\\.|[^\]])*\]|\\.", lambda each: "x" * len(each[0]), body)
    for old, new in (("(?!", "(?="), ("(?=", "(?!"), ("(?<!", "(?<="), ("(?<=", "(?<!")):
        yield from (Edit(each.start(), each.end(), new) for each in re.finditer(re.escape(old), outside))
    for found in re.finditer(r"(?<![(+*?{])[+*?](?![+?])|\$", outside):
        yield Edit(found.start(), found.end(), {"+": "*", "*": "+", "?": "", "$": ""}[found[0]])


OPERATORS: Mapping[str, Operator] = {
    each.__name__: each for each in (compare, arithmetic, logic, number, choice, flow, result, part, sign)
}


def mutants(text: str) -> list[Mutant]:
    """Every mutant of a source, in the order of their places. A few of them Python cannot read: see `is_readable`."""
    parsed = Parsed(text)
    found: dict[Edit, str] = {}
    for node in _changed_nodes(parsed.tree):
        for name, find in OPERATORS.items():
            for edit in find(node, parsed):
                found.setdefault(edit, name)
    ordered = sorted(found, key=lambda edit: (edit.start, edit.end, edit.text))
    return [
        Mutant(found[edit], text.count("\n", 0, edit.start) + 1, *_difference(text, edit), edit) for edit in ordered
    ]


def is_readable(source: str) -> bool:
    """Whether Python can read a source."""
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _difference(text: str, edit: Edit) -> tuple[str, str]:
    """The lines that an edit changes, before and after, as one line each."""
    first = text.rfind("\n", 0, edit.start) + 1

    def lines(changed: str, end: int) -> str:
        stop = changed.find("\n", end)
        return " ".join(changed[first : stop if stop >= 0 else len(changed)].split())

    return lines(text, edit.end), lines(edit.of(text), edit.start + len(edit.text))


def _changed_nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """All nodes but those that are no rule: annotations, decorators, docstrings, messages, what is only for types."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if _is_for_types(node):
            continue
        yield node
        waiting += _children(node)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.JoinedStr):  # its parts have no places of their own before Python 3.12
        return
    if isinstance(node, ast.FunctionDef) and node.name == "__repr__":
        return
    if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Enum") for base in node.bases):
        yield from (each for each in node.body if not isinstance(each, ast.Assign))
        return
    if isinstance(node, ast.Raise):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_setting(child):
                yield child


def _is_for_types(node: ast.AST) -> bool:
    """Whether a statement is there for whoever checks types: the name of a type, or a case that cannot come."""
    if isinstance(node, ast.AnnAssign):
        return isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias"
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return isinstance(node.value.func, ast.Name) and node.value.func.id == "assert_never"
    return False


def _is_setting(node: ast.AST) -> bool:
    return isinstance(node, ast.keyword) and node.arg in _SETTINGS
