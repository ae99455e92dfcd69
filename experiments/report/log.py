"""What a long command did and when, in a file of its own for each process."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from experiments.store import Store


@contextmanager
def of(store: Store, name: str, what: str) -> Iterator[Callable[[str], None]]:
    """A file in the store's log, with the time before every line; a full disk stops no run."""
    file_name = f"{name}-{datetime.now():%Y%m%d-%H%M%S}-{socket.gethostname()}-{os.getpid()}.txt"
    with (store.log / file_name).open("a", encoding="utf-8") as file:

        def write(text: str) -> None:
            with suppress(OSError):
                file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}\n")
                file.flush()

        write(what)
        yield write
        write("ended")
