"""Looking at a schema: the keys of a section, what may stand at each, the parameter reference."""

# ruff: noqa: ANN401 (what stands in a file may be anything until it has been checked)

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from model import registry
from model.errors import listed
from model.parameters.base import Parameters
from model.parameters.forms import Registered, Spelled, Written
from model.parameters.quantities import Measure
from model.parameters.trees import plain_value


def fields(section: type[Parameters]) -> dict[str, FieldInfo]:
    """The keys of a section, as they stand in a file, with what each one is."""
    return {info.alias or name: info for name, info in section.model_fields.items()}


def bare(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...]]:
    """An annotation without `Annotated` and `| None`, with all that was attached to it."""
    if get_origin(annotation) is Annotated:
        inner, *attached = get_args(annotation)
        return bare(inner, (*metadata, *attached))
    if get_origin(annotation) in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not NoneType]
        if len(members) == 1:
            return bare(members[0], metadata)
    return annotation, metadata


def sections(annotation: Any) -> tuple[type[Parameters], ...]:
    """The sections that may stand where this annotation is: none for a number, several for variants."""
    kind, _ = bare(annotation)
    if isinstance(kind, type) and issubclass(kind, Parameters):
        return (kind,)
    members = get_args(kind) if get_origin(kind) in (Union, UnionType) else ()
    return tuple(section for member in members for section in sections(member))


def items(annotation: Any) -> Any:
    """What the entries of a mapping or list are, or None when the annotation is neither."""
    kind, _ = bare(annotation)
    if isinstance(kind, type) and get_origin(kind) is None:
        return None
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return arguments[1]
    return arguments[0] if origin in (list, tuple, set, frozenset) and arguments else None


def measure_of(
    annotation: Any, info: FieldInfo | None = None
) -> Measure | Written | Spelled | Registered | None:
    """What is declared about a value beside its Python type."""
    attached = (*bare(annotation)[1], *(info.metadata if info else ()))
    return next(
        (each for each in attached if isinstance(each, Measure | Written | Spelled | Registered)), None
    )


def expects(annotation: Any, info: FieldInfo | None = None) -> str:
    """What a user should write there, in words."""
    declared = measure_of(annotation, info)
    if isinstance(declared, Measure):
        return declared.expected()
    if isinstance(declared, Written | Spelled):
        return declared.expected
    if isinstance(declared, Registered):
        return f"one of {listed(registry.words(declared.package))}"
    kind, _ = bare(annotation)
    if get_origin(kind) is Literal:
        return f"one of {listed(map(str, get_args(kind)))}"
    if sections(annotation):
        keys = {key for section in sections(annotation) for key in fields(section)}
        return f"a mapping with keys such as {listed(keys)}"
    if items(annotation) is not None:
        return "a mapping" if issubclass(get_origin(kind) or list, Mapping) else "a list"
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
    return words.get(kind, "another value")


class Row(NamedTuple):
    """A line of the parameter reference."""

    key: str
    unit: str
    bounds: str
    description: str
    type: str
    default: str


def describe(section: type[Parameters], prefix: str = "") -> list[Row]:
    """Every key of a section and of the sections in it, in the order of the schema.

    Entries of a mapping stand as `proposals.<name>`, of a list as `fleets[]`, variants as `<name>(pause)`.
    """
    return [row for key, info in fields(section).items() for row in _rows(prefix + key, info)]


def _rows(key: str, info: FieldInfo) -> list[Row]:
    declared = measure_of(info.annotation, info)
    unit, bounds = (declared.unit, declared.bounds()) if isinstance(declared, Measure) else ("", "")
    default = "" if info.is_required() else _default(info)
    row = Row(key, unit, bounds, info.description or "", expects(info.annotation, info), default)
    return [row, *_inner_rows(key, info.annotation)]


def _inner_rows(key: str, annotation: Any) -> list[Row]:
    inner = items(annotation)
    if inner is not None:
        is_mapping = expects(annotation) == "a mapping"
        return _inner_rows(f"{key}.<name>" if is_mapping else f"{key}[]", inner)
    found = sections(annotation)
    labels = [f"({_kind(section)})" if len(found) > 1 else "" for section in found]
    return [
        row
        for section, label in zip(found, labels, strict=True)
        for row in describe(section, f"{key}{label}.")
    ]


def _kind(section: type[Parameters]) -> str:
    told = (
        info.annotation for info in section.model_fields.values() if get_origin(info.annotation) is Literal
    )
    word = next(told, None)
    return section.__name__ if word is None else str(get_args(word)[0])


def _default(info: FieldInfo) -> str:
    value = plain_value(info.get_default(call_default_factory=True, validated_data={}))
    return "none" if value is None else str(value)
