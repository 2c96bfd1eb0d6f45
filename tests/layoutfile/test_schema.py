from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from huibian.frame import Role
from huibian.layoutfile.schema import layout_schema
from huibian.manifest.schema import json_schema
from huibian.markedyaml.editors import described
from tests.support.jsonschema import faults
from tests.support.references import check_reference
from tests.support.requirements import ROOT

SCHEMAS = {"manifest": json.loads(json_schema()), "layout": json.loads(layout_schema())}


def test_the_schema_for_editors_is_current() -> None:
    check_reference(str(ROOT / "docs" / "layout.schema.json"), layout_schema())


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_a_chinese_description(name: str) -> None:
    said = {
        f"{mapping}.{key}": facts.get("description", "")
        for mapping, keys in described(SCHEMAS[name])
        for key, facts in keys.items()
    }
    assert len(said) > 20
    assert [key for key, words in said.items() if not re.search("[一-鿿]", words)] == []


def test_every_role_has_a_style() -> None:
    styles = SCHEMAS["layout"]["properties"]["styles"]["properties"]
    assert set(styles) == {role.value for role in Role if role.has_text}


FILES = [
    *(("layout", path) for path in sorted((ROOT / "layouts").glob("*.yaml"))),
    *(("manifest", path) for path in sorted((ROOT / "examples").glob("*/*.yaml"))),
]


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "name", ""))
def test_what_huibian_takes_the_schema_takes(name: str, path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert list(faults(retyped(data), SCHEMAS[name], SCHEMAS[name])) == []


def retyped(data: object) -> object:
    """What an editor takes words for: numbers, and true and false; not dates."""
    match data:
        case dict():
            return {key: retyped(each) for key, each in data.items()}
        case list():
            return [retyped(each) for each in data]
        case "true" | "false":
            return data == "true"
        case str() if data.isdigit() and data != "000000":
            return int(data)
        case _:
            return data


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("layout", {"grid": {"lines": 0}}, [".grid.lines minimum"]),
        ("layout", {"grid": {"lines": 201}}, [".grid.lines maximum"]),
        ("layout", {"grid": {"pitch": "28.95"}}, [".grid.pitch pattern"]),
        ("layout", {"grid": {"ascent": "88%"}}, [".grid.ascent pattern"]),
        ("layout", {"grid": {"width": "3 mm"}}, [".grid additionalProperties"]),
        ("layout", {"styles": {"paragraf": {}}}, [".styles additionalProperties"]),
        ("layout", {"styles": {"paragraph": {"align": "left"}}}, [".styles.paragraph.align enum"]),
        ("layout", {"cover": [{"role": "masthead"}]}, [".cover[0] required"]),
        ("layout", {"extends": "bulletin", "grid": {"lines": 20}}, []),
        ("manifest", {"issue": 0}, [" required", ".issue minimum"]),
    ],
)
def test_what_huibian_refuses_the_schema_marks(name: str, data: dict[str, object], found: list[str]) -> None:
    assert sorted(faults(data, SCHEMAS[name], SCHEMAS[name])) == found
