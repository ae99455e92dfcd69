"""The JSON Schema by which an editor completes and checks a scenario while it is being written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from model.parameters.base import Parameters

NAME = {"type": "string", "minLength": 1}
HANDLED = {
    "extends": NAME | {"description": "the file that this one changes: a name beside it, or a relative path"},
    "parameters": {"type": "array", "items": NAME, "description": "names of files in scenarios/parameters"},
}


def json_schema(schema: type[Parameters], handled: Iterable[str] = tuple(HANDLED)) -> dict[str, Any]:
    """JSON Schema 2020-12 of a scenario file: any part of a scenario, since the rest may be inherited.

    `handled` are the keys of the reader itself that such a file may have.
    """
    made: dict[str, Any] = _partial(schema.model_json_schema(by_alias=True))
    made["properties"] = {key: HANDLED[key] for key in handled} | made["properties"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | made


def _partial(part: Any) -> Any:  # noqa: ANN401 (any piece of a JSON document)
    """A piece of the schema, without what a file that only states its difference cannot fulfil."""
    if isinstance(part, list):
        return [_partial(each) for each in part]
    if not isinstance(part, dict):
        return part
    # Below these two stand names that people chose, which may be the same as a word of JSON Schema.
    named = {key: part[key] for key in ("properties", "$defs") if key in part}
    kept = {
        key: each for key, each in part.items() if key not in (*named, "required", "discriminator", "title")
    }
    made = {key: _partial(each) for key, each in kept.items()}
    made |= {key: {name: _partial(each) for name, each in names.items()} for key, names in named.items()}
    if "oneOf" in made:
        # A part of a variant may fit several variants, as long as it does not say its kind.
        made["anyOf"] = made.pop("oneOf")
    if "patternProperties" in made:
        ((pattern, made["additionalProperties"]),) = made.pop("patternProperties").items()
        made["propertyNames"] = {"pattern": pattern}
    if isinstance(made.get("additionalProperties"), dict):
        # A thing with a name may be removed.
        made["additionalProperties"] = {"anyOf": [made["additionalProperties"], {"type": "null"}]}
    return made
