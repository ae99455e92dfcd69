"""The page of the last tables, README.md: each benchmark rewrites its own part of it."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parent / "README.md"
LIBRARIES = ("mesa", "numba", "numpy")


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; columns of numbers are set to the right."""
    body = [list(row) for row in rows]
    columns = zip(*body, strict=True)
    marks = ["---:" if all(cell[:1].isdigit() for cell in column) else "---" for column in columns]
    lines = [list(heads), marks, *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine() -> str:
    """What it was run on, and when."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    busy = f" Load average at the end: {os.getloadavg()[1]:.1f}." if hasattr(os, "getloadavg") else ""
    return (
        f"{date.today():%Y-%m-%d}, {_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {libraries}.{busy}"
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.*)", told.read_text(encoding="utf-8")) if told.exists() else []
    return names[0] if names else platform.processor() or platform.machine()


def put(part: str, *paragraphs: str) -> None:
    """Prints one part of the page, and rewrites it there, between its marks."""
    text = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->\n"
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{PAGE}: it has no part {part}")
    body = "\n\n".join([*paragraphs, machine()]) + "\n"
    sys.stdout.write(body)
    PAGE.write_text(before + begin + body + end + after, encoding="utf-8")
