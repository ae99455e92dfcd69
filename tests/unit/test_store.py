"""The store: what is committed stays, what is torn is not read, packs are the same whatever came before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from experiments import parts
from experiments.parts import BrokenPart
from experiments.store import IN_PACK, README, Store
from model.errors import InputError


def part(key: str) -> bytes:
    return parts.encode(pa.table({"replicate": [key] * 2, "group": ["all"] * 2, "value": [1.0, 2.0]}))


def store(folder: Path, *keys: str) -> Store:
    made = Store(folder)
    made.open()
    for key in keys:
        made.commit(key, part(key))
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_committed_is_there(tmp_path: Path) -> None:
    made = store(tmp_path, "b", "a")
    assert made.finished() == {"a", "b"}
    assert [table["replicate"][0].as_py() for table in made.tables({"b"})] == ["b"]
    assert made.studies() == []


def test_a_pack_has_the_order_of_the_keys_and_replaces_their_files(tmp_path: Path) -> None:
    for folder, keys in (("one", "bca"), ("two", "abc")):
        assert store(tmp_path / folder, *keys).pack("abc")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    made = Store(tmp_path / "one")
    assert made.finished() == {"a", "b", "c"}
    assert len(list(made.data.iterdir())) == 1
    (table,) = made.tables({"b"})
    assert table["replicate"].to_pylist() == ["a", "a", "b", "b", "c", "c"]
    assert made.pack("abc"), "nothing is left to pack"


def test_a_study_packs_only_what_is_its_own_and_not_packed(tmp_path: Path) -> None:
    made = store(tmp_path, "a", "b", "c", "x")
    assert made.pack("ab")
    assert made.pack("abc")
    assert sorted(path.name[:5] for path in made.data.iterdir()) == ["pack-", "pack-", "x.par"]
    assert made.finished() == {"a", "b", "c", "x"}


def test_many_are_packed_by_the_thousand(tmp_path: Path) -> None:
    keys = [f"{number:05d}" for number in range(IN_PACK + 1)]
    made = store(tmp_path)
    for key in keys:
        (made.data / f"{key}.parquet").write_bytes(part(key))
    assert made.pack(keys)
    assert sorted(len(parts.keys_in(path)) for path in made.data.iterdir()) == [1, IN_PACK]


def test_killed_between_a_pack_and_its_files_the_next_pack_removes_them(tmp_path: Path) -> None:
    made = store(tmp_path, "a", "b")
    assert made.pack("ab")
    before = files(tmp_path)
    made.commit("a", part("a"))
    assert made.finished() == {"a", "b"}
    assert made.pack("ab")
    assert files(tmp_path) == before


@pytest.mark.parametrize("damage", [lambda whole: whole[:-5], lambda whole: b"", lambda whole: part("x")])
def test_a_broken_file_is_removed_and_nothing_is_packed_until_it_is_made_again(
    tmp_path: Path, damage: object
) -> None:
    made = store(tmp_path, "a", "b")
    path = made.data / "a.parquet"
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert not made.pack("ab")
    assert made.finished() == {"b"}
    made.commit("a", part("a"))
    assert made.pack("ab")
    assert made.finished() == {"a", "b"}


def test_a_file_that_was_cut_off_is_never_read_and_is_removed_when_the_store_is_opened(
    tmp_path: Path,
) -> None:
    made = store(tmp_path, "a", "b")
    made.pack("b")
    for path in made.data.iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert made.finished() == set()
    with pytest.raises(BrokenPart):
        list(made.tables("ab"))
    made.open()
    assert not list(made.data.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="processes are asked otherwise there")
def test_what_a_killed_process_left_half_written_is_removed_and_no_other(
    tmp_path: Path,
) -> None:
    made = store(tmp_path)
    write = (
        "import os, pathlib, sys; from experiments.store import Store; s = Store(pathlib.Path(sys.argv[1]))"
    )
    write += "; p = s.unfinished / s._own; p.mkdir(); (p / 'half').touch(); os._exit(9)"
    subprocess.run([sys.executable, "-c", write, str(tmp_path)], cwd=Path(__file__).parents[2], check=False)
    mine = made.unfinished / made._own
    mine.mkdir(exist_ok=True)
    assert len(list(made.unfinished.iterdir())) == 2
    made.open()
    assert list(made.unfinished.iterdir()) == [mine]
    made.close()
    assert not list(made.unfinished.iterdir())


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    Store(tmp_path / "new").check()
    (tmp_path / "mine.txt").touch()
    with pytest.raises(InputError, match="something other than a store"):
        Store(tmp_path).check()
    with pytest.raises(InputError, match=f"there is no {README}"):
        Store(tmp_path).studies()
