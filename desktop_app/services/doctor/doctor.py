"""The doctor: examines every part of an installation and writes it down for the technician."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import AppError
from desktop_app.core.health import Health, Part
from desktop_app.core.progress import Progress, silent
from desktop_app.services.doctor import machine, office
from desktop_app.services.doctor.bundle import counts_of, write_bundle
from desktop_app.services.ports import Clock, OpenPortal
from desktop_app.services.updates import updates_of

if TYPE_CHECKING:
    from desktop_app.adapters.workspace.cipher import Key

PORTAL = "portal-reached"


class Doctor:
    """Examines an installation. It opens nothing for writing and calls nobody unless it is told to.

    Args:
        home: holds `forms/`, `templates/`, `resources/` and the fonts.
        workspace: the workspace's file; it need not exist. Of a shared workspace what lies beside it counts.
        key: returns what it opens with, None where it is not locked or nobody told.
        count_shared: how many rows a shared workspace has; None where it is the file's.
    """

    def __init__(
        self,
        home: Path,
        workspace: Path,
        open_portal: OpenPortal,
        clock: Clock,
        key: Callable[[], Key | None] = lambda: None,
        count_shared: Callable[[], dict[str, int]] | None = None,
    ) -> None:
        self._key = key
        self._home = home
        self._workspace = workspace
        self._open_portal = open_portal
        self._clock = clock
        self._count_shared = count_shared

    def examine(self, progress: Progress = silent, *, call_portal: bool = False) -> list[Part]:
        """Return how every part stands, what is broken first.

        Args:
            call_portal: whether the chosen portal is called, too.
        """
        parts = []
        examinations = [*self._examinations(), *([self._portal] if call_portal else [])]
        for number, examination in enumerate(examinations):
            progress("检查本机安装", number / len(examinations))
            parts.append(examination())
        progress("检查本机安装", 1.0)
        return sorted(parts, key=lambda part: list(Health)[::-1].index(part.health))

    def write_bundle(self, parts: list[Part], out: Path, faults: str = "") -> Path:
        """Write what a technician needs to know into a zip file, free of anybody's data.

        Args:
            parts: as examined.
            faults: the errors that nobody foresaw, as the window keeps them.

        Raises:
            BundleUnwritable: the disk refuses.
        """
        count = self._count_shared or (lambda: counts_of(self._workspace, self._key()))
        return write_bundle(parts, count, out, faults)

    def _examinations(self) -> Iterator[Callable[[], Part]]:
        home, file, today = self._home, self._workspace, self._clock().date()
        yield lambda: machine.program(home)
        yield lambda: machine.fonts(home)
        yield machine.office_program
        yield machine.recognition
        yield machine.keyring
        yield machine.input_method
        yield lambda: office.clock(self._clock())
        yield lambda: office.disk(file)
        yield from self._storage()
        yield lambda: office.backups(file.parent / "backups", today)
        yield lambda: office.settings(file.parent / "settings.json")
        yield lambda: office.exceptions(file.parent / "exceptions.yaml")
        rules = updates_of(home, file.parent)
        yield lambda: office.rules(rules)
        yield lambda: office.calendars(rules.home() / "resources" / "calendars", today)
        yield lambda: office.portals(rules.home(), file.parent)

    def _storage(self) -> Iterator[Callable[[], Part]]:
        file, shared = self._workspace, self._count_shared
        if shared is not None:
            yield lambda: office.shared_workspace(shared)
            return
        yield lambda: office.workspace(file, self._key())
        yield lambda: office.lock(file)

    def _portal(self) -> Part:
        from desktop_app.settings import load_settings

        title = "门户能否连上"
        try:
            chosen = load_settings(self._workspace.parent / "settings.json").portal
            self._open_portal(chosen).find("gongkai-doctor")
        except AppError as error:
            return Part(PORTAL, title, Health.BROKEN, error.message, error.hint)
        return Part(PORTAL, title, Health.GOOD, f"门户“{chosen}”连得上，口令有效。")
