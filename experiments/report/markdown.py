"""The few pieces of Markdown that the generated pages are made of."""

from __future__ import annotations

import inspect
from collections.abc import Iterable


def summary(thing: object) -> str:
    """The first paragraph of a docstring."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def code(text: str) -> str:
    """A word as it is typed."""
    return f"`{text}`"


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = (heads, ("---",) * len(heads), *rows)
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def section(title: str, *parts: str, level: int = 2) -> str:
    """A heading and what stands under it."""
    return "\n\n".join((f"{'#' * level} {title}", *parts))


def document(title: str, *parts: str) -> str:
    """A page."""
    return "\n\n".join((f"# {title}", *parts)) + "\n"
