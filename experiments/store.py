"""A store of replicates: a folder in which every finished one is a file, whole or not at all.

README.txt                     the text below, for whoever finds the folder
data/<key>.parquet             one replicate, while its study is unfinished
data/pack-<hash>.parquet       a thousand of them, in the order of their keys, once it is finished
studies/<name>/                what each key is, for each study that uses the store
unfinished/                    files being written; never read
log/                           times and failures; no part of the store
"""

from __future__ import annotations

import errno
import os
import shutil
import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from experiments import disk, identity, parts
from experiments.parts import BrokenPart
from model.errors import InputError, Problem

README = "README.txt"
PACK = "pack-"
IN_PACK = 1000  # replicates
DAY = 86_400.0  # seconds
TEXT = """\
Replicates of simulations of displacement under siege, made by Respite (`respite study`).

data/*.parquet            Every finished replicate. One line for each moment and group of people:
                            replicate  the key of the replicate
                            time       the moment, local time
                            group      `all` at each moment kept; at the fixed dates also each group
                            others     one metric each, its unit and meaning in metrics.csv of a study;
                                       empty where a metric is not told by group
                          A file named after a key holds that replicate, a pack up to a thousand.
studies/<name>/           What a study asked for:
                            study.json      question, axes with their units, fixed dates, versions, code
                            replicates.csv  one line each: key, scenario, value on each axis, point, seed
                            points.csv      where the study spreads its uncertain numbers over points:
                                            the quantile of each number at each point
                            metrics.csv     label and unit of each metric
                            scenarios/      every scenario in full, before the axes change it, and in
                                            posteriors/ the draws that calibrations found, if any are named
                            city/           the tables of the city
unfinished/, log/         Not part of the store: files being written, times and failures.

With DuckDB, in this folder:
  select r.*, d.time, d.out_all from 'studies/NAME/replicates.csv' r
  join 'data/*.parquet' d using (replicate) where d."group" = 'all';
With pandas:
  pandas.read_csv('studies/NAME/replicates.csv').merge(pandas.read_parquet('data'), on='replicate')

A key is a hash of all that a replicate depends on: the numbers of the scenario, the tables of the city, the
seed, the lines that are kept, the code. Nothing here depends on when, where or in which order it was run.
"""


@dataclass(frozen=True)
class Store:
    """The folder, and all that is done to it."""

    folder: Path

    @property
    def data(self) -> Path:
        """Where the replicates are."""
        return self.folder / "data"

    @property
    def unfinished(self) -> Path:
        """Where files are written before they get their name."""
        return self.folder / "unfinished"

    @property
    def log(self) -> Path:
        """Where times and failures are told."""
        return self.folder / "log"

    def study(self, name: str) -> Path:
        """Where it says what the replicates of a study are."""
        return self.folder / "studies" / name

    def studies(self) -> list[str]:
        """Names of the studies that use the store; raises `InputError` if it is no store."""
        disk.check_holds(self.folder, README, "a folder that `study` has written")
        return sorted(path.parent.name for path in self.folder.glob("studies/*/study.json"))

    def check(self) -> None:
        """Raise `InputError` if the folder holds something other than a store."""
        if self.folder.exists() and not (self.folder / README).is_file() and any(self.folder.iterdir()):
            wrong, expected = "it holds something other than a store", "a new name, or a folder of `study`"
            raise InputError([Problem(str(self.folder), 1, 1, "", wrong, expected)])

    def open(self) -> None:
        """Make the folder ready to be written."""
        for path in (self.data, self.log, self.unfinished):
            path.mkdir(parents=True, exist_ok=True)
        self._sweep()
        self.put(README, TEXT.encode())

    def put(self, name: str, content: bytes) -> None:
        """Write a file of the store, unless it is there as it should be."""
        path = self.folder / name
        if not (path.is_file() and path.read_bytes() == content):
            disk.commit(path, content, self.unfinished / self._own)

    def commit(self, key: str, content: bytes) -> None:
        """Keep a finished replicate."""
        disk.commit(self._loose(key), content, self.unfinished / self._own)

    def finished(self) -> set[str]:
        """Keys of all replicates that are there; a file that was cut off holds none."""
        found: set[str] = set()
        for path in self._files():
            with suppress(BrokenPart, FileNotFoundError):
                found.update(_held(path))
        return found

    def tables(self, wanted: Iterable[str], columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Every file that holds some of the replicates, and may hold others; raises `BrokenPart`."""
        open_keys = set(wanted)
        for path in self._files():
            held = _held(path)
            if not open_keys.isdisjoint(held):
                open_keys.difference_update(held)
                yield parts.read(path, columns)

    def pack(self, wanted: Iterable[str]) -> bool:
        """Put the files of finished replicates together, in the order of their keys.

        Whether all were sound: broken ones are removed, to be run again and then packed with the rest.
        """
        packed = {key for path in self._files() if path.name.startswith(PACK) for key in _held(path)}
        for key in packed:
            self._loose(key).unlink(missing_ok=True)
        left = sorted(set(wanted) - packed)
        return all(self._pack(left[start : start + IN_PACK]) for start in range(0, len(left), IN_PACK))

    def _pack(self, keys: list[str]) -> bool:
        tables = [self._sound(key) for key in keys]
        found = [each for each in tables if each is not None]
        if len(found) < len(keys):
            return False
        path = self.data / f"{PACK}{identity.digest(keys)}.parquet"
        disk.commit(path, parts.encode(pa.concat_tables(found)), self.unfinished / self._own)
        if parts.keys(parts.read(path)) != keys:  # before their own files go
            raise OSError(errno.EIO, f"{path.name} is not as it was written")
        for key in keys:
            self._loose(key).unlink(missing_ok=True)
        return True

    def _sound(self, key: str) -> pa.Table | None:
        """A replicate; None after its file was removed, because it is broken or holds another."""
        with suppress(BrokenPart, FileNotFoundError):
            found = parts.read(self._loose(key))
            if parts.keys(found) == [key]:
                return found
        self._loose(key).unlink(missing_ok=True)
        return None

    def _files(self) -> list[Path]:
        return sorted(self.data.glob("*.parquet"))

    def _loose(self, key: str) -> Path:
        return self.data / f"{key}.parquet"

    @property
    def _own(self) -> str:
        """The name of this process among those that write."""
        return f"{socket.gethostname()}-{os.getpid()}"

    def _sweep(self) -> None:
        """Remove files that were cut off, and what processes that were killed have left half-written."""
        for path in self._files():
            try:
                _held(path)
            except BrokenPart:
                path.unlink(missing_ok=True)
        for folder in self.unfinished.iterdir():
            host, _, pid = folder.name.rpartition("-")
            is_here = host == socket.gethostname() and os.name != "nt"
            with suppress(OSError, ValueError):
                if not _is_running(int(pid)) if is_here else _age(folder) > DAY:
                    shutil.rmtree(folder)

    def close(self) -> None:
        """Leave nothing of this process behind."""
        with suppress(OSError):
            (self.unfinished / self._own).rmdir()


def _held(path: Path) -> list[str]:
    """Keys of the replicates in a file, without reading it all; raises `BrokenPart`."""
    if path.name.startswith(PACK):
        return parts.keys_in(path)
    if not parts.is_whole(path):
        raise BrokenPart(str(path))
    return [path.stem]


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime
