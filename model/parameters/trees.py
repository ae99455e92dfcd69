"""Working on a whole tree of parameters: drawing the uncertain ones, and writing all of them down."""

# ruff: noqa: ANN401 (what stands in a file may be anything until it has been checked)

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from typing import Any, TypeVar

from model.parameters.base import Parameters
from model.parameters.forms import CLOCK, MOMENT
from model.parameters.quantities import Quantity, plain

P = TypeVar("P", bound=Parameters)


def sample(parameters: P, uniform: Callable[[str], float]) -> P:
    """The parameters, every uncertain quantity settled at its quantile `uniform(dotted.key.path)`."""
    sampled: P = _sampled(parameters, uniform, "")
    return sampled


def _sampled(value: Any, uniform: Callable[[str], float], key: str) -> Any:
    if isinstance(value, Quantity):
        return value.at(uniform(key)) if value.uncertain else value
    prefix = f"{key}." if key else ""
    before = {each: old for each, _, old in _entries(value)}
    after = {each: _sampled(old, uniform, prefix + word) for each, word, old in _entries(value)}
    if all(after[each] is old for each, old in before.items()):
        return value
    if isinstance(value, Parameters):
        # Built from its fields, not copied: a copy would carry along what was cached from the old numbers.
        return type(value).model_construct(value.model_fields_set, **after)
    return after if isinstance(value, Mapping) else type(value)(after.values())


def _entries(value: Any) -> Iterator[tuple[Any, str, Any]]:
    """What stands inside a value: its handle in Python, its word in the key path, itself."""
    if isinstance(value, Parameters):
        for name, info in type(value).model_fields.items():
            yield name, info.alias or name, getattr(value, name)
    elif isinstance(value, Mapping):
        yield from ((key, str(key), entry) for key, entry in value.items())
    elif isinstance(value, list | tuple):
        yield from ((index, str(index), entry) for index, entry in enumerate(value))


def to_plain(parameters: Parameters) -> dict[str, Any]:
    """The whole tree as mappings, lists, text and numbers; reading it back gives an equal object."""
    return {
        word: plain_value(value)
        for name, word, value in _entries(parameters)
        if value is not None or type(parameters).model_fields[name].default is not None
    }


def plain_value(value: Any) -> Any:
    """A value as YAML may hold it."""
    if isinstance(value, Parameters):
        return to_plain(value)
    if isinstance(value, Quantity):
        return plain(value)
    if isinstance(value, datetime):
        return MOMENT.write(value)
    if isinstance(value, time):
        return CLOCK.write(value)
    if isinstance(value, Mapping):
        return {str(key): plain_value(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_value(entry) for entry in value]
    return value
