"""What the keys of a new manifest say, as it is typed; the schema of manifests says whether it may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from huibian.diagnostics import Diagnostics, Span
from huibian.manifest.schema import Colophon, Manifest
from huibian.markedyaml import Codes, Marks, validate
from huibian.markedyaml.valuetypes import keys_of

Values: TypeAlias = dict[str, str]
"""Words by key, those of the colophon among them: no key of it is one of the manifest's."""

COLOPHON = tuple(keys_of(Colophon))
KEYS = tuple(key for key in keys_of(Manifest) if key not in ("sections", "colophon"))
NEEDED = tuple(key for key in KEYS if keys_of(Manifest)[key].is_required)

_CODES = Codes(syntax="", unknown="unknown", missing="missing", value="value")


def label(key: str) -> str:
    """What a key is called in Chinese."""
    known = {**keys_of(Manifest), **keys_of(Colophon)}
    description = known[key].description or key
    name = description.partition("：")[0]
    return name if len(name) > 1 else description  # 报：上级


def whole(values: Mapping[str, str], sections: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The values as a manifest has them, the colophon's one level deeper."""
    colophon = {key: values[key] for key in COLOPHON if key in values}
    return {key: values[key] for key in KEYS if key in values} | {"sections": sections, "colophon": colophon}


def faults(values: Mapping[str, str], keys: Iterable[str]) -> list[str]:
    """What is wrong with the values of some keys, in words."""
    found = Diagnostics()
    some = {key: values[key] for key in keys if key in values}
    validate(whole(some, [{"title": "-", "articles": ["-"]}]), Marks({(): Span(Path())}), Manifest, found, _CODES)
    return [each.message for each in found if each.code == _CODES.value]
