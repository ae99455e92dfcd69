"""From what pydantic found to what the user reads: the place in the file, and our own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError

from model.errors import Problem, UnknownKey, UnknownWord, Wrong, listed, nearest
from model.parameters.base import Parameters
from model.parameters.quantities import shown
from model.parameters.reference import bare, describe, fields
from model.reading.schema import Spot
from model.reading.tree import Branch, Leaf, Place, bare_value

LIMITS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
LENGTHS = {"min_length": "at least", "max_length": "at most"}


def problems(error: ValidationError, schema: type[Parameters], tree: Branch) -> list[Problem]:
    """Every error of a validation as a problem at its place."""
    found = error.errors(include_url=False)
    return [_problem(each, Spot(schema, tree)) for each in found if not _follows(each, found)]


def _follows(error: Any, found: Sequence[Any]) -> bool:  # noqa: ANN401 (as below)
    """Whether a list is too short only since what is wrong in it was not counted."""
    loc = error["loc"]
    inside = (each for each in found if len(each["loc"]) > len(loc) and each["loc"][: len(loc)] == loc)
    return error["type"] == "too_short" and any(inside)


def _problem(error: Any, root: Spot) -> Problem:  # noqa: ANN401 (pydantic's ErrorDetails, whose ctx is untyped)
    kind, context = str(error["type"]), error.get("ctx", {})
    spot = root.steps(error["loc"])
    if kind == "extra_forbidden":
        return unknown_key(spot, root)
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _kind(spot, str(context["discriminator"]).strip("'"))
    if kind == "missing":
        about = f" ({spot.info.description})" if spot.info and spot.info.description else ""
        return at(spot, Wrong("is missing", spot.expected() + about))
    wrong = context.get("error")
    if isinstance(wrong, Wrong):
        named = error["loc"][-1:] == ("[key]",)
        return at(spot, wrong, spot.key_place if named else None)
    return at(spot, _wrong(kind, context, spot, str(wrong or "")))


def _wrong(kind: str, context: dict[str, Any], spot: Spot, said: str) -> Wrong:
    """What is wrong with a value that stands in the file."""
    value = None if spot.node is None else bare_value(spot.node)
    if isinstance(spot.node, Leaf) and value is None and spot.above and spot.above.holds_named_things():
        near = nearest(spot.keys[-1], spot.siblings())
        return Wrong("nothing of this name is inherited, so null removes nothing", spot.expected(), near)
    annotation, _ = bare(spot.annotation)
    if get_origin(annotation) is Literal:
        return (
            UnknownWord(value, map(str, get_args(annotation)), "a known word")
            if isinstance(value, str)
            else Wrong(f"{shown(value)} does not fit", spot.expected())
        )
    limits = [f"{words} {context[name]}" for name, words in LIMITS.items() if name in context]
    if limits:
        return Wrong(f"{shown(value)} is out of range", f"{spot.expected()}, {' and '.join(limits)}")
    lengths = [f"{words} {context[name]}" for name, words in LENGTHS.items() if name in context]
    if lengths:
        return Wrong("has the wrong length", f"{spot.expected()} of {' and '.join(lengths)}")
    if kind in ("value_error", "assertion_error") and said:
        return Wrong(said, spot.expected())
    return Wrong(f"{shown(value)} does not fit", spot.expected())


def _kind(spot: Spot, key: str) -> Problem:
    """A section that is one of several, without a word that says which, or with one that nobody knows."""
    known = [
        word for section in spot.sections() for word in map(str, get_args(fields(section)[key].annotation))
    ]
    inner = spot.step(key)
    if inner.node is None:
        return at(inner, Wrong("is missing", f"one of {listed(known)}"))
    value = bare_value(inner.node)
    near = nearest(value, known) if isinstance(value, str) else None
    return at(inner, Wrong(f"{shown(value)} is not a known {key}", f"one of {listed(known)}", near))


def unknown_key(spot: Spot, root: Spot) -> Problem:
    """A key that its section does not have, with the section that has it if another does."""
    key, around = spot.keys[-1], spot.above
    wrong = UnknownKey(
        key, [word for section in around.sections() for word in fields(section)] if around else []
    )
    (schema,) = root.sections()
    homes = sorted(
        {row.key.rpartition(".")[0] for row in describe(schema) if row.key.rpartition(".")[2] == key}
    )
    known = [f"'{home}'" if home else "the whole scenario" for home in homes]
    elsewhere = f" ('{key}' is a key of {listed(known, 3)})" if known else ""
    return at(spot, Wrong(wrong.wrong, wrong.expected + elsewhere, wrong.nearest), spot.key_place)


def at(spot: Spot, wrong: Wrong, place: Place | None = None) -> Problem:
    """The problem at a spot, or at the key inside it that `wrong` names."""
    inner = spot
    for key in wrong.key.split(".") if wrong.key else ():
        inner = inner.step(key)
        place = inner.key_place if isinstance(wrong, UnknownKey) else None
    found = place or inner.place() or Place("", 1, 1)
    by = spot.step(wrong.by).place() if wrong.by else None
    elsewhere = f" ('{wrong.by}' stands in {by.file}:{by.line})" if by and by.file != found.file else ""
    return found.problem(inner.key(), wrong.wrong + elsewhere, wrong.expected, wrong.nearest)
