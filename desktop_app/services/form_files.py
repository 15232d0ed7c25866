"""The form files at hand: those of the program, and the office's own, which go before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.core.forms.form import Form
    from desktop_app.core.forms.source import Shared

SHARED_NAME = "_shared.yaml"


def form_files(folder: Path) -> Iterator[Path]:
    """Yield the form files below a folder, in the order of their ids."""
    return (file for file in sorted(folder.rglob("*.yaml")) if not file.name.startswith("_"))


def form_id(file: Path) -> str:
    """Return the id that a form file has by its place."""
    return f"{file.parent.name}.{file.stem}"


class FormFolders:
    """Folders of form files, `AREA/TYPE.yaml` in each.

    Args:
        folders: the program's first; a file of a later one takes the place of an earlier one with the same id.
            One that does not exist is empty.
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = folders

    def exist(self) -> bool:
        """Say whether the program's own folder is there."""
        return self._folders[0].is_dir()

    def files(self) -> dict[str, Path]:
        """Return the form files by id, in the order of ids."""
        found = {form_id(file): file for folder in self._folders for file in form_files(folder)}
        return dict(sorted(found.items()))

    def parts(self, file: Path) -> list[Path]:
        """Return the files of which a form consists: shared fields from the general to the particular, then itself."""
        area = file.parent.name
        shared = [place / SHARED_NAME for folder in self._folders for place in (folder, folder / area)]
        return [place for place in shared if place.is_file()] + [file]

    def shared(self, file: Path) -> Shared:
        """Return the shared fields that a form file may use.

        Raises:
            FormFileError: a file of shared fields is broken.
        """
        fields: dict[str, Mapping[str, Any]] = {}
        for place in self.parts(file)[:-1]:
            fields |= _loaded(place, place.stat().st_mtime_ns)
        return fields

    def load(self, file: Path) -> Form:
        """Return the form of a file.

        Raises:
            FormFileError: it is broken.
            OSError, UnicodeDecodeError: it cannot be read.
        """
        from desktop_app.core.forms.load import (
            load_form,
        )  # YAML and its schema, which the first window needs not

        return load_form(file.read_text("utf-8"), f"{file.parent.name}/{file.name}", self.shared(file))


@cache
def _loaded(place: Path, _changed: int) -> Shared:
    from desktop_app.core.forms.load import load_shared

    return load_shared(place.read_text("utf-8"), f"{place.parent.name}/{place.name}")
