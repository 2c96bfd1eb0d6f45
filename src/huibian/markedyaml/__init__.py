"""Reads YAML strictly, keeps the place of every value, and checks it against a model: all faults at once."""

from __future__ import annotations

from typing import TypeVar

from huibian.diagnostics import Diagnostics
from huibian.markedyaml.fitting import UnfitError, fit
from huibian.markedyaml.lengths import LengthField
from huibian.markedyaml.marks import Codes, Marks
from huibian.markedyaml.models import CheckedBy, MisfitError, Model, ParsedBy, UnlikeError
from huibian.markedyaml.validate import Faulty, validate
from huibian.source import Source

__all__ = [
    "CheckedBy",
    "Codes",
    "Faulty",
    "LengthField",
    "Marks",
    "MisfitError",
    "Model",
    "ParsedBy",
    "UnfitError",
    "UnlikeError",
    "fit",
    "load",
    "validate",
]

M = TypeVar("M", bound=Model)


def load(source: Source, model: type[M], diagnostics: Diagnostics, code: str | Codes) -> tuple[M, Marks] | None:
    """Read YAML as a model.

    Args:
        source: The file.
        model: What the file has to say.
        diagnostics: Gets every fault, with its place.
        code: The code of all faults, or one each.

    Returns:
        The model and where its values stand; `None` where there is a fault.
    """
    from huibian.markedyaml.parse import parse  # PyYAML is slow to import, and models are used without it too

    codes = Codes(code, code, code, code) if isinstance(code, str) else code
    parsed = parse(source, diagnostics, codes)
    if parsed is None:
        return None
    data, marks = parsed
    faults = len(diagnostics)
    valid = validate(data, marks, model, diagnostics, codes)
    return None if isinstance(valid, Faulty) or len(diagnostics) > faults else (valid, marks)
