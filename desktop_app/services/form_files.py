"""The form files of a folder, each with the shared fields that it may use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from desktop_app.core.forms.load import load_shared
from desktop_app.core.forms.source import Shared

SHARED_NAME = "_shared.yaml"


def form_files(folder: Path) -> Iterator[Path]:
    """Yield the form files below a folder, in the order of their ids."""
    return (file for file in sorted(folder.rglob("*.yaml")) if not file.name.startswith("_"))


def shared_files(file: Path) -> list[Path]:
    """Return the files from which a form takes shared fields: those of all areas, then those of its own."""
    places = (file.parent.parent / SHARED_NAME, file.parent / SHARED_NAME)
    return [place for place in places if place.is_file()]


def shared_fields(file: Path) -> Shared:
    """Return the shared fields that a form file may use; its area's own go before the general ones.

    Raises:
        FormFileError: a file of shared fields is broken.
    """
    fields: dict[str, object] = {}
    for place in shared_files(file):
        fields |= _loaded(place, place.stat().st_mtime_ns)
    return fields  # type: ignore[return-value]


@cache
def _loaded(place: Path, _changed: int) -> Shared:
    return load_shared(place.read_text("utf-8"), f"{place.parent.name}/{place.name}")
