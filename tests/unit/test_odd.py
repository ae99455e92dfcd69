"""The generated parts of the ODD document, on small pieces of code."""

from __future__ import annotations

import ast

from experiments.report import odd

SOURCE = """
class Side(IntEnum):
    '''Who holds it.'''

    OURS = 0
    THEIRS = 1  # for now


# Where people are,
# hour by hour.
PLACE = np.dtype(
    [
        ("hectares", "f8"),  # area
        ("people", "u1", len(Side)),  # of each
    ]
)


class Hot(NamedTuple):
    '''What every hour reads.'''

    level: NDArray[np.float64]  # total
    moved: NDArray[
        np.int32
    ]  # who moved
"""


def made() -> list[str]:
    return list(odd.records(ast.parse(SOURCE), odd.remarks(SOURCE)))


def test_an_enumeration_is_a_line_of_its_words() -> None:
    assert made()[0] == "#### Sides\n\nWho holds it.\n\n`ours` 0; `theirs` 1 (for now)."


def test_a_record_is_a_table_of_its_columns_under_the_comment_above_it() -> None:
    said, table = made()[1].split("\n\n")[1:]
    assert said == "Where people are, hour by hour."
    assert table.splitlines()[2:] == [
        "| `hectares` | number | area |",
        "| `people` | whole number x Side | of each |",
    ]


def test_a_comment_is_found_on_any_line_of_its_variable() -> None:
    assert made()[2].endswith("| `level` | number | total |\n| `moved` | whole number | who moved |")


def test_only_marked_places_are_made_anew() -> None:
    page = "By hand.\n\n<!-- generated: phases -->\nstale\n<!-- end -->\n\nBy hand.\n"
    found = odd.filled(page)
    assert found == page.replace("stale", f"\n{odd.phases()}\n")
    assert odd.filled(found) == found


def test_what_a_subpackage_shares_has_a_heading_of_its_own() -> None:
    headings = [odd.title(path) for path in odd.rule_files()]
    assert "Where to" in headings
    assert "Bi-threshold" in headings
