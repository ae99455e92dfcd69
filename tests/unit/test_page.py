"""The answer for people, as text."""

from __future__ import annotations

import pytest
from rich.table import Table
from rich.text import Text

from experiments.report import page
from experiments.report.tables import plain_table

NUMBER = "109,000–217,000"


def wide() -> Table:
    """Two columns of words and eight of numbers that cannot be wrapped."""
    table = plain_table("A title")
    for heading in ("", "which rule of leaving"):
        table.add_column(heading)
    for heading in ["out by any way", "remaining in opposition-held places"] * 4:
        table.add_column(heading, justify="right")
    table.add_row("guaranteed-corridors", "proportional-hazards", *[NUMBER] * 8)
    return table


def test_where_there_is_no_terminal_the_width_is_fixed_and_there_are_no_colours() -> None:
    assert page.of([Text("bold", style="bold red"), "ab cd"], 1, 4) == "bold\nab \ncd\n"


@pytest.mark.parametrize("width", [40, 100, 150, 170, 200, 400])
def test_no_word_and_no_number_of_a_table_is_cut(width: int) -> None:
    words = page.of([wide()], width, width).split()
    assert words.count(NUMBER) == 8
    assert {"guaranteed-corridors", "proportional-hazards", "opposition-held"} <= set(words)


def test_a_page_is_widened_by_what_a_table_needs_and_no_more() -> None:
    # 20 of each word, 15 of each number, and 21 between and around ten columns.
    assert {len(line) for line in page.of([wide()], 40, 40).splitlines()} == {20 + 20 + 8 * 15 + 21}
    assert max(map(len, page.of([wide()], 300, 300).splitlines())) < 300


def test_what_is_left_of_the_width_goes_to_the_columns_that_were_wrapped() -> None:
    table = plain_table("")
    for _ in range(3):
        table.add_column("")
    table.add_row("one two three four", "1,000–2,000", "five six")
    # Ways to wrap: 5 to 18, 11, and 4 to 8 wide; 27 columns are left for them.
    assert page.of([table], 34, 34).splitlines()[-4:-1] == [
        " one two   1,000–2,000  five six  ",
        " three                            ",
        " four                             ",
    ]


def test_notes_may_be_silenced() -> None:
    assert page.notes(quiet=True).quiet
    assert page.notes(quiet=False).stderr
