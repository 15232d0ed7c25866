"""Backups that nobody has to think of: one a day, kept by a simple rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from desktop_app.core.backup_rule import superseded
from desktop_app.services.ports import Clock

_STEM = "workspace-"


class Backups:
    """The daily backups of a workspace.

    Args:
        back_up: writes a verified copy to a path.
        folder: where they lie; made when the first is written.
    """

    def __init__(self, back_up: Callable[[Path], Path], folder: Path, clock: Clock) -> None:
        self._back_up = back_up
        self.folder = folder
        self._clock = clock

    def daily(self) -> Path | None:
        """Make today's backup and remove those that the rule does not keep; None where today has one already.

        Raises:
            WorkspaceUnwritable, DiskFull: the copy could not be written; earlier ones are all still there.
        """
        today = self._clock().date()
        target = self._file(today)
        if target.exists():
            return None
        made = self._back_up(target)
        for day in superseded(self.days()):
            self._remove(day)
        return made

    def days(self) -> list[date]:
        """Return the days that have a backup, oldest first."""
        return kept_days(self.folder)

    def _file(self, day: date) -> Path:
        return self.folder / f"{_STEM}{day.isoformat()}.db"

    def _remove(self, day: date) -> None:
        file = self._file(day)
        for part in (file, file.with_name(f"{file.name}.sha256")):
            part.unlink(missing_ok=True)


def kept_days(folder: Path) -> list[date]:
    """Return the days of which a folder holds daily backups, oldest first."""
    return sorted(filter(None, map(_day, folder.glob(f"{_STEM}*.db"))))


def _day(file: Path) -> date | None:
    try:
        return date.fromisoformat(file.stem.removeprefix(_STEM))
    except ValueError:
        return None  # somebody's own file
