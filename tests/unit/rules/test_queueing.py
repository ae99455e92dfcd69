"""Patience, by hand."""

from __future__ import annotations

import math

from model.codes import NEVER
from model.rules.queueing import gives_up


def test_a_queue_is_given_up_at_the_first_hour_that_begins_after_the_patience_has_ended() -> None:
    assert gives_up(10, 8.0, 0.25) == 12
    assert gives_up(10, 8.0, 0.26) == 13


def test_boundless_patience_never_ends() -> None:
    assert gives_up(10, math.inf, 0.1) == NEVER
    assert gives_up(10, 1e9, 1.0) == NEVER
