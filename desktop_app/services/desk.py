"""The desk: everything that the window and the command line can do, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.progress import Progress, silent
from desktop_app.services.ports import Clock, OpenPortal, Workspace
from desktop_app.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from desktop_app.core.checks.finding import Finding
    from desktop_app.core.disclosure.item import Confidentiality
    from desktop_app.core.disclosure.record import Item
    from desktop_app.core.disclosure.story import Event
    from desktop_app.core.forms.answers import Answers
    from desktop_app.core.openness import Openness
    from desktop_app.core.people import Act
    from desktop_app.services.annual_report import AnnualReport
    from desktop_app.services.backups import Backups
    from desktop_app.services.batches import Batches
    from desktop_app.services.board import Board
    from desktop_app.services.board_duties import BoardDuties
    from desktop_app.services.board_papers import BoardPapers
    from desktop_app.services.by_hand import ByHandEntry
    from desktop_app.services.carrying import Carrying
    from desktop_app.services.catalogue import Catalogue
    from desktop_app.services.chain import Chain
    from desktop_app.services.credit import Credit
    from desktop_app.services.deadlines import Deadlines
    from desktop_app.services.decisions import Decisions
    from desktop_app.services.doc_numbers import DocNumbers
    from desktop_app.services.doctor.doctor import Doctor
    from desktop_app.services.documents import Documents
    from desktop_app.services.drafts import Drafts, Opened
    from desktop_app.services.editions import Editions
    from desktop_app.services.evidence import Evidence
    from desktop_app.services.exceptions import OwnExceptions
    from desktop_app.services.exchange import Exchange
    from desktop_app.services.hanging import Sheets
    from desktop_app.services.holidays import Holidays
    from desktop_app.services.implementation import Implementation
    from desktop_app.services.imports import Imports
    from desktop_app.services.ledger import Ledger
    from desktop_app.services.lock import Lock
    from desktop_app.services.objections import Objections
    from desktop_app.services.outbox import Outbox
    from desktop_app.services.people import People
    from desktop_app.services.pictures import Pictures
    from desktop_app.services.portal_desk import PortalDesk
    from desktop_app.services.portals import KnownPortal
    from desktop_app.services.postings import Postings
    from desktop_app.services.presence import Presence
    from desktop_app.services.printing import Printing
    from desktop_app.services.public_pages import PublicPages
    from desktop_app.services.recurring import Recurring
    from desktop_app.services.redlines import Redlines
    from desktop_app.services.releases import Releases
    from desktop_app.services.requests import Requests
    from desktop_app.services.reviews import Reviews
    from desktop_app.services.routes import Routes
    from desktop_app.services.secrets import Secrets
    from desktop_app.services.sharing import Sharing
    from desktop_app.services.slips import Slips
    from desktop_app.services.successions import Successions
    from desktop_app.services.updates import Updates


@dataclass(frozen=True, slots=True)
class Places:
    """Where the program's own data lies; tests give others.

    Args:
        home: holds `forms/`, `templates/`, `resources/` and the fonts.
        cache: for what can be made again.
        program: the program's own folder, with fonts and keys, where `home` is that of an update.
    """

    home: Path
    cache: Path
    program: Path | None = None

    @property
    def own(self) -> Path:
        """The program's own folder, whatever rules hold."""
        return self.program or self.home


class Desk:
    """The services over one workspace, each imported and made when it is first used: the window starts without them.

    Args:
        settings_file: where the office's own data is kept.
        open_portal: a portal by name.
        clock: Beijing time without a zone.
        secrets: of portals; a file of their own beside the settings where None.
    """

    def __init__(
        self,
        workspace: Workspace,
        places: Places,
        settings_file: Path,
        open_portal: OpenPortal,
        clock: Clock,
        secrets: Secrets | None = None,
    ) -> None:
        self._workspace = workspace
        self._places = places
        self._settings_file = settings_file
        self._open_portal = open_portal
        self._clock = clock
        self._secrets = secrets
        self.settings = load_settings(settings_file)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The disclosure types."""
        from desktop_app.services.catalogue import Catalogue
        from desktop_app.services.form_files import FormFolders

        home = self._places.home
        folders = FormFolders(home / "forms", self.folder / "forms")
        return Catalogue(folders, self._places.cache / "catalogue.json", home / "resources" / "units.yaml")

    @cached_property
    def deadlines(self) -> Deadlines:
        """Until when, and what comes first."""
        from desktop_app.services.deadlines import Deadlines

        folders = (self._places.home / "resources" / "calendars", self.folder / "calendars")
        return Deadlines(self._workspace, folders, self._clock)

    @cached_property
    def holidays(self) -> Holidays:
        """New arrangements of holidays."""
        from desktop_app.services.holidays import Holidays

        return Holidays(
            self._workspace,
            self.deadlines,
            self.drafts,
            self.folder / "calendars",
            self._current_settings,
        )

    @cached_property
    def drafts(self) -> Drafts:
        """Disclosures being written."""
        from desktop_app.services.drafts import Drafts

        return Drafts(
            self._workspace,
            self.catalogue,
            self.deadlines,
            self._clock,
            self._current_settings,
            self.exceptions.now,
            lambda form: self.doc_numbers.proposed(form),
            self.let,
            self._versions,
        )

    @cached_property
    def exceptions(self) -> OwnExceptions:
        """What the county excepts from the leak rules."""
        from desktop_app.services.exceptions import FILE, OwnExceptions

        return OwnExceptions(self.folder / FILE)

    @cached_property
    def reviews(self) -> Reviews:
        """Approving and sending back."""
        from desktop_app.services.reviews import Reviews

        return Reviews(self._workspace, self.drafts, self.routes, self.people, self._clock)

    @cached_property
    def routes(self) -> Routes:
        """Who reviews what, in which order."""
        from desktop_app.services.routes import FILE, Routes

        presets = self._places.home / "resources" / FILE
        return Routes(presets, self.folder / FILE, lambda: self.settings.review_route)

    @cached_property
    def people(self) -> People:
        """Who works here."""
        from desktop_app.services.people import People

        return People(self._workspace.reviews)

    @cached_property
    def documents(self) -> Documents:
        """Composing and writing."""
        from desktop_app.services.documents import Documents

        return Documents(self._places.home, self.folder, self._current_settings, self._places.own)

    @cached_property
    def printing(self) -> Printing:
        """Paper from the printer."""
        from desktop_app.services.printing import Printing

        return Printing(
            self.documents, self.releases, self.redlines, self._current_settings, self.save_settings
        )

    @cached_property
    def chain(self) -> Chain:
        """Whether the story is still what was told."""
        from desktop_app.services.chain import Chain

        return Chain(self._workspace, self.documents, self._clock)

    @cached_property
    def slips(self) -> Slips:
        """Sheets for signatures on paper."""
        from desktop_app.services.slips import Slips

        return Slips(self.documents, self.routes, self._clock, self._current_settings)

    @cached_property
    def releases(self) -> Releases:
        """What the gate lets out."""
        from desktop_app.services.releases import Releases

        return Releases(
            self._workspace,
            self.documents,
            self.decisions,
            self.exceptions.now,
            lambda opened: self.doc_numbers.findings(opened),
        )

    @cached_property
    def decisions(self) -> Decisions:
        """What people decided about findings."""
        from desktop_app.services.decisions import Decisions

        return Decisions(self._workspace, self.drafts, self._clock)

    @cached_property
    def outbox(self) -> Outbox:
        """What is on its way."""
        from desktop_app.services.outbox import Outbox

        return Outbox(
            self._workspace,
            self.drafts,
            self.releases,
            self._open_portal,
            lambda: self.settings.portal,
            self._clock,
            self.let,
        )

    @cached_property
    def public_pages(self) -> PublicPages:
        """What was published, looked after."""
        from desktop_app.services.public_pages import PublicPages

        return PublicPages(self._workspace, self._open_portal, self._clock)

    @cached_property
    def by_hand(self) -> ByHandEntry:
        """What people carry into portals' own forms."""
        from desktop_app.services.by_hand import ByHandEntry

        return ByHandEntry(self._workspace, self.outbox, self._open_portal, self._clock)

    @cached_property
    def carrying(self) -> Carrying:
        """What is carried to another machine, and the receipts that come back."""
        from desktop_app.services.carrying import Carrying

        return Carrying(self._workspace, self.outbox, self.portal_desk.described, self._clock)

    @cached_property
    def portal_desk(self) -> PortalDesk:
        """Portals' profiles and secrets."""
        from desktop_app.services.portal_desk import PortalDesk

        shipped = self._places.home / "resources" / "portals"
        return PortalDesk(self.folder / "portals", shipped, self.secrets, self._clock)

    @cached_property
    def successions(self) -> Successions:
        """Corrections and replacements of what is public."""
        from desktop_app.services.successions import Successions

        return Successions(self._workspace, self.drafts)

    @cached_property
    def board(self) -> Board:
        """What hangs, or should hang, on the bulletin board."""
        from desktop_app.services.board import Board

        return Board(self._workspace, self.catalogue, self.deadlines, self.drafts, self.releases, self._clock)

    @cached_property
    def sheets(self) -> Sheets:
        """What hangs on boards, and for how long."""
        from desktop_app.services.hanging import RULES, Sheets

        files = [self.folder / RULES, self._places.home / "resources" / RULES]
        return Sheets(self._workspace, self.deadlines, self.drafts, files)

    @cached_property
    def postings(self) -> Postings:
        """Sheets on boards: recorded, proven, taken down."""
        from desktop_app.services.postings import Postings

        return Postings(
            self._workspace,
            self.deadlines,
            self.drafts,
            self.sheets,
            self.board,
            lambda: self.outbox,
            lambda: self.settings.person,
            self._clock,
        )

    @cached_property
    def board_duties(self) -> BoardDuties:
        """What boards ask for."""
        from desktop_app.services.board_duties import BoardDuties

        return BoardDuties(
            self._workspace,
            self.catalogue,
            self.deadlines,
            self.objections,
            self.sheets,
            lambda: self.settings.boards,
        )

    @cached_property
    def objections(self) -> Objections:
        """What was objected during publicity periods."""
        from desktop_app.services.objections import Objections

        return Objections(self._workspace, self.deadlines, self.drafts, self._clock)

    @cached_property
    def board_papers(self) -> BoardPapers:
        """Records of posting and reports of results."""
        from desktop_app.services.board_papers import BoardPapers

        return BoardPapers(self.sheets, self.objections, self.deadlines, self.drafts, self.documents)

    @cached_property
    def requests(self) -> Requests:
        """Requests on application."""
        from desktop_app.services.requests import Requests

        return Requests(self._workspace, self.deadlines, self.drafts, self._current_settings, self._clock)

    @cached_property
    def ledger(self) -> Ledger:
        """What was published, and when."""
        from desktop_app.services.ledger import Ledger

        return Ledger(self._workspace, self.catalogue, self._clock)

    @cached_property
    def redlines(self) -> Redlines:
        """Versions compared."""
        from desktop_app.services.redlines import Redlines

        return Redlines(self._workspace, self.drafts, self.documents)

    @cached_property
    def doc_numbers(self) -> DocNumbers:
        """发文字号, and which are taken."""
        from desktop_app.services.doc_numbers import DocNumbers

        return DocNumbers(self._workspace, lambda: self.ledger, self._clock, self._current_settings)

    @cached_property
    def evidence(self) -> Evidence:
        """Everything that shows how a disclosure came about."""
        from desktop_app.services.evidence import Evidence

        return Evidence(
            self._workspace,
            self.drafts,
            self.documents,
            self.sheets,
            self.objections,
            self.board_papers,
            self._clock,
        )

    @cached_property
    def recurring(self) -> Recurring:
        """What comes back by itself."""
        from desktop_app.services.recurring import FILE, Recurring

        return Recurring(
            self._workspace,
            self.catalogue,
            self.deadlines,
            self.drafts,
            self.ledger,
            (self._places.home / "resources" / FILE, self.folder / FILE),
            self._current_settings,
            self._clock,
        )

    @cached_property
    def implementation(self) -> Implementation:
        """How the founding document is carried out."""
        from desktop_app.services.implementation import FILE, Implementation

        duties = self._places.home / "resources" / FILE
        return Implementation(self._workspace, self.catalogue, self.ledger, duties, self._current_settings)

    @cached_property
    def pictures(self) -> Pictures:
        """What charts show."""
        from desktop_app.services.pictures import Pictures

        return Pictures(self._workspace, self.catalogue, self.ledger, self.board_duties)

    @cached_property
    def annual_report(self) -> AnnualReport:
        """The annual disclosure report."""
        from desktop_app.services.annual_report import FILE, AnnualReport

        return AnnualReport(
            self._workspace,
            self.ledger,
            self.requests,
            self.drafts,
            self.documents,
            self._places.home / "resources" / FILE,
            self._current_settings,
        )

    @cached_property
    def exchange(self) -> Exchange:
        """Disclosures as files."""
        from desktop_app.services.exchange import Exchange

        return Exchange(
            self._workspace,
            self.catalogue,
            self.drafts,
            self.deadlines,
            self.documents,
            self.releases,
            self.outbox,
            self._clock,
            self.exceptions.now,
            self.portal_desk.described,
        )

    @cached_property
    def imports(self) -> Imports:
        """Lists and documents that become drafts."""
        from desktop_app.services.imports import Imports

        synonyms = self._places.home / "resources" / "imports" / "synonyms.yaml"
        return Imports(
            self._workspace, self.catalogue, self.drafts, synonyms, self._current_settings, self._clock
        )

    @cached_property
    def batches(self) -> Batches:
        """Disclosures of one list on their way together."""
        from desktop_app.services.batches import Batches

        return Batches(
            self._workspace,
            self.catalogue,
            self.drafts,
            self.reviews,
            self.releases,
            self.documents,
            self.outbox,
        )

    @cached_property
    def credit(self) -> Credit:
        """Exchange files for the credit platforms."""
        from desktop_app.services.credit import Credit

        return Credit(self.drafts, self.batches, self._clock, lambda: self.settings.office_code)

    @cached_property
    def doctor(self) -> Doctor:
        """What is wrong with the installation."""
        from desktop_app.services.doctor.doctor import Doctor

        file = self._workspace.file
        return Doctor(
            self._places.own,
            file or self.folder / "workspace.db",
            self._open_portal,
            self._clock,
            lambda: self._workspace.key,
            self._workspace.counts if file is None else None,
        )

    @cached_property
    def lock(self) -> Lock:
        """How the workspace is guarded while it lies on the disk."""
        from desktop_app.services.lock import Lock

        return Lock(self._workspace, lambda: self.documents, self._clock)

    @cached_property
    def sharing(self) -> Sharing:
        """Where the workspace lies."""
        from desktop_app import paths
        from desktop_app.services.sharing import Sharing

        return Sharing(self._workspace, self.secrets, paths.choice_file())

    @property
    def is_shared(self) -> bool:
        """Say whether others work on the same workspace."""
        return self._workspace.file is None

    @cached_property
    def presence(self) -> Presence:
        """Who else is at the same disclosure."""
        from desktop_app.services.presence import Presence

        return Presence(self._workspace, lambda: self.settings.person, self._clock)

    @property
    def secrets(self) -> Secrets:
        """Passwords of portals and of a shared workspace."""
        from desktop_app.services.secrets import Secrets

        return self._secrets or Secrets(self._settings_file.with_name("secrets.sealed"))

    @cached_property
    def updates(self) -> Updates:
        """The rules that hold, and packs of newer ones."""
        from desktop_app.services.updates import updates_of

        return updates_of(self._places.own, self.folder, self._places.home)

    @cached_property
    def editions(self) -> Editions:
        """Which version of which rule made a finding or a date."""
        from desktop_app.services.editions import Editions

        return Editions(self.catalogue, self.updates, self._places.home, "calendars")

    @cached_property
    def backups(self) -> Backups:
        """The daily backups, in a folder beside the workspace."""
        from desktop_app.services.backups import Backups

        return Backups(self.back_up, self.folder / "backups", self._clock)

    def let(self, act: Act) -> None:
        """Make sure that the person at this machine may do something.

        Raises:
            NotAllowed: they may not.
        """
        self.people.let(self.settings.person, act)

    def _versions(self, item: Item) -> Mapping[str, Any]:
        """Return by which versions somebody vouches for a disclosure and its deadline, for the story."""
        opened = self.drafts.opened(item)
        return self.editions.facts(opened.form, self.deadlines.due(opened.form, opened.answers))

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
        from desktop_app.services.portals import known_portals

        return known_portals([self.folder / "portals", self._places.home / "resources" / "portals"])

    def copy_form(self, form_id: str) -> Path:
        """Make the office's own copy of a form and return its file."""
        from desktop_app.services.own_forms import copy_form

        return copy_form(self.catalogue, form_id, self._places.home, self.folder)

    def now(self) -> datetime:
        """Return Beijing time, without a zone."""
        return self._clock()

    def quick_findings(
        self, answers: Answers, openness: Openness | None, confidentiality: Confidentiality
    ) -> list[Finding]:
        """Return what is found without looking into attachments; fast enough for idle typing."""
        from desktop_app.core.disclosure.item import Disclosure
        from desktop_app.services.checks import disclosure_findings

        disclosure = Disclosure(
            form=answers.form.id, values=answers.values, openness=openness, confidentiality=confidentiality
        )
        return disclosure_findings(answers, disclosure, self.exceptions.now())

    def findings(self, opened: Opened, progress: Progress = silent) -> list[Finding]:
        """Return all that is found in a disclosure, attachments included."""
        return self.releases.findings(opened, progress)

    def story(self, item_id: str) -> list[Event]:
        """Return everything that happened to a disclosure."""
        return self._workspace.events(item_id)

    def back_up(self, target: Path) -> Path:
        """Write a verified copy of the whole workspace."""
        return self._workspace.back_up(target)

    def close(self) -> None:
        """Close the workspace."""
        self._workspace.close()
