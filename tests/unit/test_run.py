"""The command line: every command has an example, and a slip is answered by the nearest word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import run
from experiments import disk
from model.simulation import Engine

ROOT = Path(run.__file__).parent


def respite(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "run.py"), *words], capture_output=True, text=True)


def unread(*words: str) -> tuple[int, str]:
    """How a command ends when nobody reads what it says, and what it says of that."""
    command = [sys.executable, str(ROOT / "run.py"), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        said = running.stderr.read()
        return running.wait(), said


@pytest.mark.parametrize("command", [name for name in run.app if not name.startswith("-")])
def test_every_command_gives_an_example(command: str) -> None:
    assert f"Example: `python3 run.py {command}" in (run.app[command].help or "")


@pytest.mark.parametrize("command", [name for name in run.app if not name.startswith("-")])
def test_help_shows_the_example_of_its_own_command_only(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run.app.help_print([command])
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("Example: ") == 1
    assert f"Example: python3 run.py {command}" in said


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe without a reader is told otherwise there")
@pytest.mark.parametrize("words", [("list",), ("schema",), ("check", "no-pause")])
def test_without_a_reader_it_ends_quietly(words: tuple[str, ...]) -> None:
    assert unread(*words) == (run.UNREAD, "")


def test_unknown_command_is_a_usage_error_that_names_the_nearest() -> None:
    done = respite("chek", "x.yaml")
    assert done.returncode == 2
    assert 'Did you mean "check"?' in done.stderr
    assert done.stdout == ""


def test_the_engines_it_offers_are_those_of_the_simulation() -> None:
    assert run.Engine == Engine


def test_unknown_option_is_a_usage_error_that_names_the_nearest() -> None:
    done = respite("schema", "--ou", "x")
    assert done.returncode == 2
    assert "Did you mean --out?" in done.stderr


def test_a_schema_takes_the_place_of_another_when_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError("no space left on device")

    run.schema(out=tmp_path / "schema.json")
    before = (tmp_path / "schema.json").read_bytes()
    monkeypatch.setattr(disk.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        run.schema(out=tmp_path / "schema.json", studies=True)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


def test_a_schema_that_cannot_be_written_is_told_by_its_own_name(tmp_path: Path) -> None:
    done = respite("schema", "--out", str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(f"respite: {tmp_path}: ")
