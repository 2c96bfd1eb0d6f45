"""What a layout says of pictures, tables and footnotes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from huibian.layout.fields import Color, Definition, Em, Positive
from huibian.markedyaml import LengthField


class Pictures(Definition):
    """How large pictures are printed: as large as fits, and always a whole number of grid lines with their white."""

    width: Positive
    lines: Annotated[int, Field(ge=1)]
    white: LengthField
    resolution: Annotated[int, Field(ge=1)]


class Tables(Definition):
    """Rules of tables, the white in their cells, and up to how many grid lines a table stays on one page."""

    outer_rule: Positive
    inner_rule: Positive
    color: Color
    padding: Em
    white: LengthField
    together: Annotated[int, Field(ge=0)] = 0


class Notes(Definition):
    """Footnotes: their marks, in em of the text that they stand in, and the rule above the first on a page."""

    mark_size: Annotated[Em, Field(gt=0)]
    mark_rise: Em
    rule_length: LengthField
    rule_thickness: LengthField
    gap: LengthField
    color: Color
