from __future__ import annotations

import ast

from tools.mutate.reach import _inside, _places, _statements


def test_a_line_is_found_where_it_was_and_a_new_one_where_the_line_above_it_was() -> None:
    assert _places("a\nb\nc", "new\na\nb\nmore\nc") == {1: 1, 2: 1, 3: 2, 4: 2, 5: 3}


def test_a_function_runs_when_it_is_called_and_its_defaults_at_import() -> None:
    tree = ast.parse("A = 1\ndef f(\n    a=1,\n):\n    return a\n")

    assert set(_inside(tree)) == {5}


def test_a_line_belongs_to_the_whole_of_a_statement_but_not_to_its_body() -> None:
    statements = dict(_statements(ast.parse("a = (\n    1,\n)\nif (\n    a\n):\n    b\n")))

    assert statements[2] == range(1, 4)
    assert statements[5] == range(4, 7)
    assert statements[7] == range(7, 8)
