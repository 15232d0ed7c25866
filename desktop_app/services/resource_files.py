"""The YAML files that come with the program or that an office keeps beside its forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def read_yaml(file: Path) -> Any:
    """Return what a file says.

    Raises:
        yaml.YAMLError, OSError, UnicodeDecodeError: it cannot be read.
    """
    import yaml

    return yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
