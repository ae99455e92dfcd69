"""Files that are there whole or not at all, whatever happens while they are written; folders known by one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from model.errors import InputError, Problem, nearest


def commit(path: Path, content: bytes, beside: Path | None = None) -> None:
    """Write a file, as `whole` does."""
    with whole(path, beside) as file:
        file.write(content)


@contextmanager
def whole(path: Path, beside: Path | None = None) -> Iterator[BinaryIO]:
    """A file with another name, in `beside` on the same disk; it takes its own once it is on the disk.

    Killed at any instant, it leaves the old file or the new one. A full disk is an `OSError`, and no change.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if beside is not None:
        beside.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=beside or path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Have the system write a file, or the list of a folder, to the disk."""
    if path.is_dir() and os.name == "nt":  # where folders cannot be opened
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_holds(folder: Path, file: str, expected: str) -> None:
    """Raise `InputError`, with the nearest folder beside it, unless a folder is there and holds a file."""
    if os.path.isfile(folder / file):  # never raises, unlike Path.is_file on a name that is too long
        return
    wrong, near = f"there is no {file} in it", None
    if os.path.isfile(folder):
        wrong = "it is a file"
    elif not os.path.isdir(folder):
        wrong = "there is no such folder"
        near = nearest(folder.name, [path.parent.name for path in folder.parent.glob(f"*/{file}")])
    raise InputError([Problem(str(folder), 1, 1, "", wrong, expected, near)])


def umask() -> int:
    """Which rights the user does not give to new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
