"""How much memory there is, and how many replicates it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import room
from model.errors import InputError


def test_memory_is_what_a_container_may_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "CONTAINER", ())
    of_machine = room.memory()
    assert of_machine > 1e9
    for text, found in (("max\n", of_machine), ("123000000\n", 123e6)):
        (tmp_path / "memory.max").write_text(text, encoding="ascii")
        monkeypatch.setattr(room, "CONTAINER", (tmp_path / "none", tmp_path / "memory.max"))
        assert room.memory() == found


def test_as_many_as_half_of_it_holds_are_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "memory", lambda: 21e9)
    room.check(10, 1e9)
    with pytest.raises(InputError, match=r"11 of each scenario would hold 11\.0 GB .* at most 10 on this"):
        room.check(11, 1e9)
    with pytest.raises(InputError, match=r"expected a study"):
        room.check(1, 11e9)
