"""Files are there whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from experiments import disk
from model.errors import InputError


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        disk.commit(tmp_path / "a" / "file", content, tmp_path / "b")
        assert (tmp_path / "a" / "file").read_bytes() == content
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["file"]


def test_a_folder_that_is_not_what_it_should_be_is_told_with_the_nearest(tmp_path: Path) -> None:
    disk.commit(tmp_path / "results" / "README.txt", b"")
    disk.check_holds(tmp_path / "results", "README.txt", "a store")
    (tmp_path / "result").mkdir()
    for name, said in (
        ("resluts", "there is no such folder; expected a store; did you mean 'results'?"),
        ("result", "there is no README.txt in it; expected a store"),
        ("results/README.txt", "it is a file; expected a store"),
        ("x" * 300, "there is no such folder; expected a store"),
    ):
        with pytest.raises(InputError) as caught:
            disk.check_holds(tmp_path / name, "README.txt", "a store")
        assert str(caught.value) == f"{tmp_path / name}:1:1: {said}"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    disk.commit(tmp_path / "file", b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space left"):
        disk.commit(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt", reason="there are no such rights")
def test_new_files_have_the_rights_that_the_user_gives(tmp_path: Path) -> None:
    disk.commit(tmp_path / "file", b"")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o666 & ~disk.umask()
