"""The set-up of the private environment: made once, made anew when stale or half-made; what it says."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from experiments import environment

ROOT = Path(__file__).resolve().parents[2]
STEPS = ["venv", "pip"]


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps of the set-up that were run, in a place of their own and without installing anything."""
    done: list[str] = []

    def quietly(command: list[str], turn: int) -> None:
        assert environment.MARK.read_text(encoding="utf-8") == "unfinished\n", "the mark comes last"
        done.append(command[3])
        environment.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        environment.PYTHON.touch()

    for name, path in {"HERE": ".", "LOCK": "requirements.lock", "VENV": ".venv"}.items():
        monkeypatch.setattr(environment, name, tmp_path / path)
    monkeypatch.setattr(environment, "MARK", tmp_path / ".venv" / "made-by-run-py")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(environment, "_quietly", quietly)
    environment.LOCK.write_text("mesa==3.3.1\n", encoding="utf-8")
    return done


def test_first_use_makes_the_environment_and_says_so_in_one_line(
    steps: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    environment._set_up()
    assert steps == STEPS
    assert environment._is_current()
    assert capsys.readouterr().err.count("\n") == 1


def test_second_set_up_finds_it_made(steps: list[str]) -> None:
    environment._set_up()
    environment._set_up()
    assert steps == STEPS


def test_changed_lock_makes_it_anew(steps: list[str]) -> None:
    environment._set_up()
    left_over = environment.VENV / "left-over"
    left_over.touch()
    environment.LOCK.write_text("mesa==3.3.2\n", encoding="utf-8")
    assert not environment._is_current()
    environment._set_up()
    assert steps == STEPS * 2
    assert not left_over.exists()


def test_half_made_is_redone(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(command: list[str], turn: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_quietly", killed)
        with pytest.raises(SystemExit) as stop:
            environment._set_up()
    assert stop.value.code == 130
    assert not environment._is_current()
    environment._set_up()
    assert environment._is_current()


def test_removed_python_makes_it_anew(steps: list[str]) -> None:
    environment._set_up()
    environment.PYTHON.unlink()
    assert not environment._is_current()


def test_failing_step_shows_its_words_and_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"the set-up failed, for the reason above.*PIP_INDEX_URL"):
        environment._quietly([sys.executable, "-c", "import sys; sys.exit('no route to the index')"], 2)
    assert "no route to the index" in capsys.readouterr().err


def test_missing_venv_names_the_package_to_install(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"apt install python3\.\d+-venv"):
        environment._set_up()
    assert steps == []


def test_folder_that_cannot_be_written_is_said(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "HERE", environment.HERE / "missing")
    with pytest.raises(SystemExit, match=r"cannot make .*Make that folder writable"):
        environment._set_up()


def test_environment_that_is_not_ours_is_left_alone(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.VENV.mkdir()
    (environment.VENV / "pyvenv.cfg").touch()
    monkeypatch.setattr(sys, "prefix", str(environment.VENV))
    monkeypatch.setattr(environment, "PACKAGES", ("no_such_package",))
    with pytest.raises(SystemExit, match="did not make"):
        environment.enter()
    assert steps == []


def test_only_the_standard_library_is_needed_before_the_set_up() -> None:
    for path, last in ((ROOT / "run.py", "environment.enter()"), (Path(environment.__file__), None)):
        tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
        before = []
        for statement in tree.body:
            if last and last in ast.unparse(statement):
                break
            before.append(statement)
        assert last is None or len(before) < len(tree.body)
        imports = [n for part in before for n in ast.walk(part) if isinstance(n, ast.Import | ast.ImportFrom)]
        names = [n.module or "" if isinstance(n, ast.ImportFrom) else n.names[0].name for n in imports]
        roots = {name.partition(".")[0] for name in names}
        assert roots <= {*sys.stdlib_module_names, "experiments"}
    assert (ROOT / "experiments" / "__init__.py").read_text(encoding="utf-8").count("import") == 0
