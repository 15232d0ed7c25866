"""The desk: everything that the window and the command line can do, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.item import Confidentiality, Disclosure
from desktop_app.core.disclosure.story import Event
from desktop_app.core.forms.answers import Answers
from desktop_app.core.forms.spec import Openness
from desktop_app.core.progress import Progress, silent
from desktop_app.services.board import Board
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.checks import disclosure_findings
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.documents import Documents
from desktop_app.services.drafts import Drafts, Opened
from desktop_app.services.exchange import Exchange
from desktop_app.services.ledger import Ledger
from desktop_app.services.outbox import Outbox
from desktop_app.services.portals import KnownPortal, known_portals
from desktop_app.services.ports import Clock, OpenPortal, Workspace
from desktop_app.services.releases import Releases
from desktop_app.services.reviews import Reviews
from desktop_app.settings import Settings, load_settings, save_settings


@dataclass(frozen=True, slots=True)
class Places:
    """Where the program's own data lies; tests give others.

    Args:
        home: holds `forms/`, `templates/`, `resources/` and the fonts.
        cache: for what can be made again.
    """

    home: Path
    cache: Path


class Desk:
    """The services over one workspace.

    Args:
        settings_file: where the office's own data is kept.
        open_portal: a portal by name.
        clock: Beijing time without a zone.
    """

    def __init__(
        self, workspace: Workspace, places: Places, settings_file: Path, open_portal: OpenPortal, clock: Clock
    ) -> None:
        self._workspace = workspace
        self._places = places
        self._settings_file = settings_file
        self._clock = clock
        self.settings = load_settings(settings_file)
        self.catalogue = Catalogue(places.home / "forms", places.cache / "catalogue.json")
        self.deadlines = Deadlines(workspace, places.home / "resources" / "calendars", clock)
        self.drafts = Drafts(workspace, self.catalogue, self.deadlines, clock, self._current_settings)
        self.reviews = Reviews(workspace, self.drafts, clock)
        self.documents = Documents(places.home, self._current_settings)
        self.releases = Releases(workspace, self.documents)
        self.outbox = Outbox(
            workspace, self.drafts, self.releases, open_portal, lambda: self.settings.portal, clock
        )
        self.board = Board(workspace, self.catalogue, self.deadlines)
        self.ledger = Ledger(workspace, self.catalogue, clock)
        self.exchange = Exchange(
            workspace, self.catalogue, self.drafts, self.deadlines, self.documents, self.outbox, clock
        )

    def _current_settings(self) -> Settings:
        return self.settings

    def save_settings(self, settings: Settings) -> None:
        """Keep the office's data and use it from now on."""
        save_settings(settings, self._settings_file)
        self.settings = settings

    @property
    def folder(self) -> Path:
        """Where the office's data lies: workspace, settings and its own portal profiles."""
        return self._settings_file.parent

    def portals(self) -> list[KnownPortal]:
        """Return the portals that can be published to, the office's own first."""
        return known_portals([self.folder / "portals", self._places.home / "resources" / "portals"])

    def now(self) -> datetime:
        """Return Beijing time, without a zone."""
        return self._clock()

    def quick_findings(
        self, answers: Answers, openness: Openness | None, confidentiality: Confidentiality
    ) -> list[Finding]:
        """Return what is found without looking into attachments; fast enough for idle typing."""
        disclosure = Disclosure(
            form=answers.form.id, values=answers.values, openness=openness, confidentiality=confidentiality
        )
        return disclosure_findings(answers, disclosure)

    def findings(self, opened: Opened, progress: Progress = silent) -> list[Finding]:
        """Return all that is found in a disclosure, attachments included."""
        return self.releases.findings(opened, progress)

    def story(self, item_id: str) -> list[Event]:
        """Return everything that happened to a disclosure."""
        return self._workspace.events(item_id)

    def close(self) -> None:
        """Close the workspace."""
        self._workspace.close()
