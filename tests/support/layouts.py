"""Layouts that differ from the bulletin in a few keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from huibian.build import Press
from huibian.frame import Document
from huibian.layout.definition import Layout
from tests.support.requirements import ROOT

BULLETIN = ROOT / "layouts" / "bulletin.yaml"


def changed_layout(**changes: dict[str, Any]) -> Layout:
    """The bulletin with some keys of some of its tables changed."""
    data = yaml.safe_load(BULLETIN.read_text(encoding="utf-8"))
    for table, keys in changes.items():
        data[table] = {**data[table], **keys}
    return Layout.model_validate(data)


def compose_with(layout: Layout, manifest: Path) -> Document:
    """An issue laid out with a layout that stands in no file."""
    return Press().compose(manifest, layout=layout).document
