"""From a file that an office already has to drafts: read, matched, looked through, kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from desktop_app.core.disclosure.record import Item
from desktop_app.core.errors import OutsideError, UserError
from desktop_app.core.forms.answers import new_values
from desktop_app.core.imports.batch import Batch
from desktop_app.core.imports.plan import Planner
from desktop_app.core.imports.session import Made, Session, completed
from desktop_app.core.progress import Progress, silent
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.drafts import Drafts, new_id
from desktop_app.services.files import write_file
from desktop_app.services.ports import Clock, Workspace
from desktop_app.services.resource_files import read_yaml
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.core.forms.form import Form
    from desktop_app.core.imports.grid import Grid
    from desktop_app.core.imports.match import Names
    from desktop_app.core.imports.paper import Paper
    from desktop_app.core.imports.suggestion import Extract

DOCUMENTS = (".docx", ".docm", ".pdf")
"""Endings of documents that prefill one disclosure."""
TABLES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ett", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html")
"""Endings of files whose rows are imported."""
_PROPERTY = re.compile(rb'name="gongkai-form".{0,400}?>([a-z0-9.-]{3,120})/\d+<', re.DOTALL)
_LONGEST_PROPERTIES = 65_536
_KEEPING = "正在建立草稿"
_ASIDE = frozenset({"填写说明", "选项", "退回说明"})
"""Sheets of our own making that hold no answers."""


class FormNotChosen(UserError):
    """Nobody said for which type of disclosure a file is."""

    code = "I107"
    hint = "请先选好事项类型，再选文件。"


class FileOutOfReach(OutsideError):
    """A file that was chosen is gone, or the system does not let it be read."""

    code = "I108"
    hint = "请关掉正在用它的程序，确认文件还在，再选一次。"


class SameFile(UserError):
    """The annotated copy would be written over the file that it is a copy of."""

    code = "I106"
    hint = "请换一个文件名，原文件要保留原样。"


@dataclass(frozen=True, slots=True)
class DocumentSession:
    """What a document says for a form, for a person to confirm.

    Args:
        paper: the document as it was read.
    """

    form: Form
    name: str
    extract: Extract
    paper: Paper


@dataclass(frozen=True, slots=True)
class _Sheets:
    """What was read of a table file, without the sheets of our own making."""

    name: str
    grids: list[Grid]
    hidden: list[str]


class Imports:
    """What a clerk does with a list that somebody sent.

    Args:
        synonyms: file with groups of names of one thing.
        settings: returns the office's own data at this moment.
    """

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        drafts: Drafts,
        synonyms: Path,
        settings: Callable[[], Settings],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._drafts = drafts
        self._synonyms_file = synonyms
        self._settings = settings
        self._clock = clock

    @cached_property
    def synonyms(self) -> list[list[str]]:
        """Groups of names by which offices call one thing."""
        groups: list[list[Any]] = read_yaml(self._synonyms_file)
        return [[str(name) for name in group] for group in groups]

    # ── blank workbooks ────────────────────────────

    def blank(self, form_id: str) -> bytes:
        """Return a form's blank workbook."""
        from desktop_app.adapters.importers.blank import write_blank

        return write_blank(self._catalogue.form(form_id).spec)

    def write_blank(self, form_id: str, out: Path) -> Path:
        """Write a form's blank workbook.

        Raises:
            FileUnwritable: the disk refuses.
        """
        return write_file(out, self.blank(form_id))

    # ── reading ────────────────────────────

    def read_file(self, path: Path) -> bytes:
        """Return the content of a file that the person chose; one whose name bears a marking is not opened.

        Raises:
            MarkedSecret: its name, or a folder's, bears a state-secret marking.
            FileOutOfReach: it is gone or another program holds it.
        """
        from desktop_app.services.intake import refuse_marked_name

        refuse_marked_name(path)
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise FileOutOfReach(f"找不到“{path.name}”，可能改了名、移走了，或者U盘已经拔下。") from error
        except OSError as error:
            raise FileOutOfReach(f"“{path.name}”打不开，可能别的程序正占着它，或者没有权限看。") from error

    def form_of(self, content: bytes) -> str:
        """Return the id of the form for which a blank workbook of ours was written; "" of any other file."""
        from zipfile import BadZipFile, ZipFile

        if not content.startswith(b"PK"):
            return ""
        try:
            with ZipFile(BytesIO(content)) as package:
                found = _PROPERTY.search(package.read("docProps/custom.xml")[:_LONGEST_PROPERTIES])
        except (KeyError, BadZipFile, NotImplementedError, RuntimeError, OSError):
            return ""
        return found.group(1).decode() if found else ""

    def open(self, form_id: str, name: str, content: bytes, progress: Progress = silent) -> Session:
        """Read a list and take what its columns hold; nothing of it is kept yet.

        Raises:
            MarkedSecret: it bears a state-secret marking.
            FileUnreadable, FileLocked, FileTooLarge: it cannot be read.
            NothingMatches: no sheet has columns that the form asks for.
        """
        form = self._catalogue.form(form_id)
        return self._session(form, self._sheets(name, content, progress), progress)

    def open_any(
        self,
        form_id: str,
        name: str,
        content: bytes,
        progress: Progress = silent,
        *,
        by_hand: bool = False,
    ) -> Session | DocumentSession:
        """Read a file in the way that it asks for: a list, a record with labels beside its values, or a document.

        Args:
            by_hand: somebody will match by hand the columns of a list of which none is recognised.

        Raises:
            as `open` and `read_document` do.
        """
        from desktop_app.core.imports.extract import extract
        from desktop_app.core.imports.record import is_record, paper_of

        if is_document(name, content):
            return self.read_document(form_id, name, content, progress)
        form = self._catalogue.form(form_id)
        sheets = self._sheets(name, content, progress)
        names = self._names(form)
        if any(is_record(grid, names) for grid in sheets.grids):
            planner = Planner(form.spec, self.synonyms, {})
            paper = paper_of(sheets.grids)
            return DocumentSession(form, sheets.name, extract(form, paper, planner, names), paper)
        return self._session(form, sheets, progress, by_hand=by_hand)

    def _sheets(self, name: str, content: bytes, progress: Progress) -> _Sheets:
        from desktop_app.services.import_reading import ReadSheets, read_guarded

        read = read_guarded(PurePath(name).name, content, "sheets", ReadSheets, progress)
        return _Sheets(
            PurePath(name).name,
            [grid for grid in read.grids if grid.name not in _ASIDE],
            [sheet for sheet in read.hidden if sheet not in _ASIDE],
        )

    def _session(self, form: Form, sheets: _Sheets, progress: Progress, *, by_hand: bool = False) -> Session:
        planner = self.planner(form)
        session = Session(form, sheets.name, sheets.grids, sheets.hidden, planner, by_hand=by_hand)
        return session.take(progress)

    def _names(self, form: Form) -> Names:
        from desktop_app.core.imports.match import Names
        from desktop_app.core.imports.targets import field_targets

        return Names(field_targets(form.spec), self.synonyms)

    def read_document(
        self, form_id: str, name: str, content: bytes, progress: Progress = silent
    ) -> DocumentSession:
        """Read a document (docx, PDF) and return what it says for a form; nothing of it is kept or taken yet.

        Raises:
            MarkedSecret: it bears a state-secret marking.
            FileUnreadable, FileLocked, FileTooLarge: it cannot be read.
        """
        from desktop_app.core.imports.extract import extract
        from desktop_app.core.imports.paper import Paper
        from desktop_app.services.import_reading import read_guarded

        form = self._catalogue.form(form_id)
        what = "pdf" if b"%PDF-" in content[:1024] else "word"
        paper = read_guarded(PurePath(name).name, content, what, Paper, progress)
        found = extract(form, paper, Planner(form.spec, self.synonyms, {}), self._names(form))
        return DocumentSession(form, PurePath(name).name, found, paper)

    def document_values(
        self, session: DocumentSession, keys: Collection[str] | None = None
    ) -> dict[str, Any]:
        """Return a new disclosure's answers with what the document says.

        Args:
            keys: of the suggestions that a person confirmed; all where None.
        """
        context = self._drafts.context()
        found = {
            one.key: one.answer for one in session.extract.suggestions if keys is None or one.key in keys
        }
        return completed(session.form, {**new_values(session.form, context), **found}, context)

    def keep_document(
        self, session: DocumentSession, keys: Collection[str], progress: Progress = silent
    ) -> Item:
        """Keep what a person confirmed as a draft."""
        values = self.document_values(session, keys)
        return self._drafts.create_filled(session.form.id, values, {"file": session.name})

    def planner(self, form: Form) -> Planner:
        """Return what matches the columns of files for a form, with what this office confirmed before."""
        remembered = self._workspace.imports.remembered(self._settings().office_name, form.id)
        return Planner(form.spec, self.synonyms, remembered)

    def remember(self, session: Session) -> None:
        """Keep how the columns were matched, for the next file of this office."""
        office = self._settings().office_name
        self._workspace.imports.remember(office, session.form.id, session.to_remember())

    def made(self, session: Session) -> list[Made]:
        """Return the disclosures that come of an import as it is now."""
        return session.made(self._drafts.context())

    def annotated(self, session: Session, original: bytes, progress: Progress = silent) -> bytes:
        """Return the copy for the sender, in which every cell that could not be used or was mended is marked."""
        from desktop_app.adapters.importers.annotated import write_annotated

        return write_annotated(original, session.grids, session.unused, session.mended, progress)

    def write_returned(
        self, session: Session, original: Path, content: bytes, out: Path, progress: Progress = silent
    ) -> Path:
        """Write the copy for the sender.

        Args:
            original: the file from which `content` was read; it stays as it is.
            out: gets the ending of a workbook where it has none.

        Raises:
            SameFile: the copy would replace it.
            FileUnwritable: the disk refuses.
        """
        if out.suffix.lower() != ".xlsx":
            out = out.with_name(f"{out.name}.xlsx")
        if out.resolve() == original.resolve():
            raise SameFile("退回的副本不能写在原文件上。")
        return write_file(out, self.annotated(session, content, progress))

    # ── keeping ────────────────────────────

    def keep(self, session: Session, progress: Progress = silent) -> list[Item]:
        """Keep what was imported as drafts, all or none, and how the columns were matched.

        Several disclosures of one file also become a batch, which `batches` knows.
        """
        made = self.made(session)
        items: list[Item] = []
        with self._workspace.together():
            for number, one in enumerate(made):
                progress(_KEEPING, number / len(made))
                where = {"file": session.name, "sheet": one.sheet, "row": one.row + 1}
                items.append(self._drafts.create_filled(session.form.id, one.values, where))
            self.remember(session)
            if len(items) > 1:
                self._workspace.imports.put_batch(self._batch(session, items))
        return items

    def _batch(self, session: Session, items: Sequence[Item]) -> Batch:
        now = self._clock()
        return Batch(
            id=new_id(now.strftime("%Y%m%d")),
            name=PurePath(session.name).stem,
            form=session.form.id,
            file=session.name,
            made_at=now,
            items=tuple(item.id for item in items),
        )


def is_document(name: str, content: bytes) -> bool:
    """Say whether a file is read as a document: by its content, and by its name where both kinds are zips."""
    return b"%PDF-" in content[:1024] or PurePath(name).suffix.lower() in DOCUMENTS
