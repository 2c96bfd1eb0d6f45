"""The two descriptions of layouts name every key that there is; those that the manuals show can be used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from huibian.frame import Role
from huibian.layoutfile.definition import Layout, load_layout
from huibian.markedyaml import Model
from huibian.markedyaml.valuetypes import ValueType, keys_of
from tests.support.requirements import ROOT

SITE = ROOT / "docs" / "site"
OWN_STYLE_OR_NONE = {Role.PICTURE, Role.TABLE}


def keys(model: type[Model]) -> Iterator[str]:
    """The keys of a model and of all models in it."""
    for name, key in keys_of(model).items():
        yield name
        inner: ValueType | None = key.type_
        while inner is not None:
            if inner.model is not None:
                yield from keys(inner.model)
            inner = inner.entry


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_key_and_role_is_described(name: str) -> None:
    text = (ROOT / "layouts" / name).read_text(encoding="utf-8")

    roles = {role.value for role in Role} - {role.value for role in OWN_STYLE_OR_NONE}
    assert sorted(key for key in {*keys(Layout), *roles} if key not in text) == []


@pytest.mark.parametrize("page", ["own-layout.md", "print-shop.md"])
def test_every_layout_that_a_page_shows_can_be_used(page: str, tmp_path: Path) -> None:
    shown = re.findall(r"^```yaml.*\n(extends:[\s\S]*?)^```$", (SITE / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert shown
    for number, text in enumerate(shown):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        load_layout(path)
