"""What every test sees: the root of the project, and the hypothesis profile."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples every time: a test that fails on one machine fails on all. No time limit per example,
# because the first call of a kernel compiles it.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")


# Ctrl-C is ignored by what a shell starts in the background, and by all that this starts in turn.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return Path(__file__).resolve().parents[1]
