"""Writing a scenario down, so that it can be read again."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML


def text(plain: Mapping[str, Any]) -> str:
    """What `to_plain` gives as YAML: keys in their order, a line each, long text unbroken."""
    yaml = YAML(typ="rt", pure=True)
    yaml.default_flow_style = False
    yaml.width = 1_000_000
    page = StringIO()
    yaml.dump(dict(plain), page)
    return page.getvalue()
