"""Writing a scenario down, so that it can be read again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


def write(path: Path, plain: Mapping[str, Any]) -> None:
    """Write what `to_plain` gives as YAML: keys in their order, a line each, long text unbroken."""
    yaml = YAML(typ="rt", pure=True)
    yaml.default_flow_style = False
    yaml.width = 1_000_000
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(dict(plain), file)
