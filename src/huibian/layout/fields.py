"""The kinds of value that a layout file holds."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from huibian.markedyaml import LengthField


def _parse_em(value: Any) -> Any:
    if isinstance(value, str) and value.endswith("em"):
        try:
            return float(value.removesuffix("em"))
        except ValueError:
            pass
    msg = "要写字宽的倍数，如 0.25 em"
    raise ValueError(msg)


Em = Annotated[float, BeforeValidator(_parse_em, json_schema_input_type=str), Field(allow_inf_nan=False)]
Positive = Annotated[LengthField, Field(gt=0)]
Color = Annotated[str, Field(pattern=r"^[0-9A-F]{6}$")]


class Definition(BaseModel):
    """A mapping of a layout file; a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)
