"""The set-up of the private environment: made once, made anew when stale or half-made; what it says."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).parent
STEPS = ["venv", "pip"]


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps of the set-up that were run, in a place of their own and without installing anything."""
    done: list[str] = []

    def quietly(command: list[str], turn: int) -> None:
        assert run.MARK.read_text(encoding="utf-8") == "unfinished\n", "the mark comes last"
        done.append(command[3])
        run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        run.PYTHON.touch()

    for name, path in {"HERE": ".", "LOCK": "requirements.lock", "VENV": ".venv"}.items():
        monkeypatch.setattr(run, name, tmp_path / path)
    monkeypatch.setattr(run, "MARK", tmp_path / ".venv" / "made-by-run-py")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(run, "_quietly", quietly)
    run.LOCK.write_text("mesa==3.3.1\n", encoding="utf-8")
    return done


def test_first_use_makes_the_environment_and_says_so_in_one_line(
    steps: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run._set_up()
    assert steps == STEPS
    assert run._is_current()
    assert capsys.readouterr().err.count("\n") == 1


def test_second_set_up_finds_it_made(steps: list[str]) -> None:
    run._set_up()
    run._set_up()
    assert steps == STEPS


def test_changed_lock_makes_it_anew(steps: list[str]) -> None:
    run._set_up()
    left_over = run.VENV / "left-over"
    left_over.touch()
    run.LOCK.write_text("mesa==3.3.2\n", encoding="utf-8")
    assert not run._is_current()
    run._set_up()
    assert steps == STEPS * 2
    assert not left_over.exists()


def test_half_made_is_redone(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(command: list[str], turn: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "_quietly", killed)
        with pytest.raises(SystemExit) as stop:
            run._set_up()
    assert stop.value.code == 130
    assert not run._is_current()
    run._set_up()
    assert run._is_current()


def test_removed_python_makes_it_anew(steps: list[str]) -> None:
    run._set_up()
    run.PYTHON.unlink()
    assert not run._is_current()


def test_failing_step_shows_its_words_and_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"the set-up failed, for the reason above.*PIP_INDEX_URL"):
        run._quietly([sys.executable, "-c", "import sys; sys.exit('no route to the index')"], 2)
    assert "no route to the index" in capsys.readouterr().err


def test_missing_venv_names_the_package_to_install(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"apt install python3\.\d+-venv"):
        run._set_up()
    assert steps == []


def test_folder_that_cannot_be_written_is_said(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "HERE", run.HERE / "missing")
    with pytest.raises(SystemExit, match=r"cannot make .*Make that folder writable"):
        run._set_up()


def test_environment_that_is_not_ours_is_left_alone(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.VENV.mkdir()
    (run.VENV / "pyvenv.cfg").touch()
    monkeypatch.setattr(sys, "prefix", str(run.VENV))
    monkeypatch.setattr(run, "PACKAGES", ("no_such_package",))
    with pytest.raises(SystemExit, match="did not make"):
        run._enter_environment()
    assert steps == []


def test_only_the_standard_library_is_needed_before_the_set_up() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    before = []
    for statement in tree.body:
        if "_enter_environment()" in ast.unparse(statement) and isinstance(statement, ast.If):
            break
        before.append(statement)
    imports = [
        node for part in before for node in ast.walk(part) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    names = [
        node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imports
    ]
    assert len(before) < len(tree.body)
    assert {name.partition(".")[0] for name in names} <= set(sys.stdlib_module_names)


def respite(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "run.py"), *words], capture_output=True, text=True)


@pytest.mark.parametrize("command", [name for name in run.app if not name.startswith("-")])
def test_every_command_gives_an_example(command: str) -> None:
    assert f"Example: `python3 run.py {command}" in (run.app[command].help or "")


def test_unknown_command_is_a_usage_error_that_names_the_nearest() -> None:
    done = respite("chek", "x.yaml")
    assert done.returncode == 2
    assert 'Did you mean "check"?' in done.stderr
    assert done.stdout == ""


def test_unknown_option_is_a_usage_error_that_names_the_nearest() -> None:
    done = respite("schema", "--ou", "x")
    assert done.returncode == 2
    assert "Did you mean --out?" in done.stderr
