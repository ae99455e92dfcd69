"""The answer for people, as text."""

from __future__ import annotations

from rich.text import Text

from experiments.report import page


def test_where_there_is_no_terminal_the_width_is_fixed_and_there_are_no_colours() -> None:
    assert page.of([Text("bold", style="bold red"), "ab cd"], 1, 4) == "bold\nab \ncd\n"


def test_notes_may_be_silenced() -> None:
    assert page.notes(quiet=True).quiet
    assert page.notes(quiet=False).stderr
