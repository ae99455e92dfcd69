"""The base of every section of a scenario: frozen, strict, each key with its unit, bounds and description."""

# ruff: noqa: ANN401 (what stands in a file may be anything until it has been checked)

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Union

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from model.parameters.quantities import Measure, Quantity, plain


class Parameters(BaseModel):
    """A section of a scenario: its fields are its keys, and it knows no other key."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        validate_default=True,
        validate_by_name=True,
        validate_by_alias=True,
    )


def quantity(
    unit: str,
    description: str,
    *,
    default: Any = PydanticUndefined,
    at_least: float | None = None,
    at_most: float | None = None,
    more_than: float | None = None,
    whole: bool = False,
    agreed: bool = False,
) -> Any:
    """The field of a `Quantity`; required unless a default is given, a number in `unit` or as in a file."""
    measure = Measure(unit, at_least, at_most, more_than, whole, agreed)
    if isinstance(default, int | float) and not isinstance(default, bool):
        default = Quantity(float(default), unit, measure=measure)
    stated: dict[str, Any] = {"description": f"{description}: {measure.expected()}"}
    if isinstance(default, Quantity):
        stated["default"] = plain(default)
    info: FieldInfo = Field(default=default, description=description, json_schema_extra=stated)
    info.metadata.append(measure)
    return info


def variants(choices: Mapping[str, type[Parameters]], key: str = "kind") -> Any:
    """The annotation of a section that is one of several, told apart by the word at its `key`.

    Each class declares its own word: `kind: Literal["pause"] = "pause"`.
    """
    classes = tuple(choices.values())
    return classes[0] if len(classes) == 1 else Annotated[Union[classes], Field(discriminator=key)]  # noqa: UP007
