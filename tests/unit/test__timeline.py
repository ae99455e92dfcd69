"""Labels over a line of time: in the lowest row where nothing is in their way."""

from __future__ import annotations

from itertools import combinations

import pytest

from experiments.plots._timeline import GAP, place, width


def test_labels_that_are_far_apart_stand_in_the_lowest_row() -> None:
    assert [label.row for label in place([(0.0, "here"), (4.0, "there")], 8.0)] == [0, 0]


def test_an_earlier_label_rises_over_a_later_one() -> None:
    later, earlier = place([(1.0, "a long label"), (1.2, "and another")], 8.0)
    assert (earlier.row, later.row) == (1, 0)


def test_words_at_the_right_edge_end_at_their_mark() -> None:
    (label,) = place([(7.9, "too long for what is left")], 8.0)
    assert label.is_left
    assert label.span[1] == 7.9


@pytest.mark.parametrize("step", [0.01, 0.05, 0.2, 0.6])
def test_no_label_lies_over_another(step: float) -> None:
    labels = place([(1.0 + step * i, "word " * (1 + i % 3)) for i in range(8)], 8.0)
    for one, other in combinations(labels, 2):
        apart = one.span[1] + GAP <= other.span[0] or other.span[1] + GAP <= one.span[0]
        assert one.row != other.row or apart


def test_longer_words_are_wider() -> None:
    assert 0 < width("two") < width("two words")
