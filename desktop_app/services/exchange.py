"""Disclosures as files: the contract's JSON with its attachments, read from outside and taken into the workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from desktop_app.core.checks.exceptions import Exceptions
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.disclosure.gate import HeldBack, pass_gate
from desktop_app.core.disclosure.item import (
    Attachment,
    Confidentiality,
    Disclosure,
    check_keys,
    from_json,
)
from desktop_app.core.disclosure.record import Item, StoredFile
from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import OutsideError, UserError
from desktop_app.core.forms.answers import Answers
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.migrate import Migrated
from desktop_app.core.outbox.job import Job
from desktop_app.core.outbox.succession import Link, Succession
from desktop_app.core.progress import Progress, silent
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.checks import DAMAGED, attachment_findings, disclosure_findings
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.documents import Documents, Paper, Rendered
from desktop_app.services.drafts import Drafts, Opened, new_id, title_of
from desktop_app.services.intake import MarkedSecret, refuse_marked, refuse_marked_answers
from desktop_app.services.outbox import Outbox
from desktop_app.services.ports import Clock, Workspace
from desktop_app.services.releases import Releases

if TYPE_CHECKING:
    from desktop_app.adapters.bags.reading import BagRecord
    from desktop_app.core.outbox.submission import Submission, SubmittedFile

SAMPLE_SCHEME = "sample:"
"""An attachment of a sample: its content stands in the form file, so that samples need no files beside them."""


class AlreadyUnderWay(UserError):
    """The same content was given to another portal before."""

    code = "X120"
    hint = "用 gongkai outbox 查看它现在怎么样了。"


class NothingNew(UserError):
    """What should take a disclosure's place is that disclosure."""

    code = "X121"
    hint = "请先改好内容。"


class PackageUnwritable(OutsideError):
    """The hand-over package could not be written."""

    code = "K102"
    hint = "请检查光盘、U 盘或文件夹的空间和权限。"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A disclosure read from a file.

    Args:
        files: name, title and content of each attachment that could be read.
        missing: findings for those that could not.
    """

    disclosure: Disclosure
    form: Form
    answers: Answers
    files: tuple[tuple[str, str, bytes], ...]
    missing: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Succeeding:
    """What a disclosure from a file takes the place of.

    Args:
        reason: told to the public.
    """

    original: str
    kind: Succession
    reason: str


class Exchange:
    """Reads the contract's JSON and takes it in."""

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        drafts: Drafts,
        deadlines: Deadlines,
        documents: Documents,
        releases: Releases,
        outbox: Outbox,
        clock: Clock,
        exceptions: Callable[[], Exceptions],
        describe: Callable[[Submission, str], SubmittedFile],
    ) -> None:
        self._exceptions = exceptions
        self._describe = describe
        self._workspace = workspace
        self._catalogue = catalogue
        self._drafts = drafts
        self._deadlines = deadlines
        self._documents = documents
        self._releases = releases
        self._outbox = outbox
        self._clock = clock

    def sample(self, form_id: str) -> Disclosure:
        """Return a complete, valid disclosure of a type with fictional and safe data."""
        spec = self._catalogue.form(form_id).spec
        return Disclosure(
            form=form_id,
            values=spec.sample,
            openness="active",
            confidentiality=Confidentiality(
                classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
            ),
            attachments=tuple(
                Attachment(path, PurePath(path).stem.removeprefix(SAMPLE_SCHEME))
                for path in _paths(spec.sample_files)
            ),
        )

    def load(self, text: str | bytes, folder: Path) -> Loaded:
        """Read a disclosure and the files it names.

        Args:
            text: the JSON.
            folder: where the paths of attachments begin.

        Raises:
            DisclosureFileError: the JSON or a key in it is wrong.
            UnknownForm: there is no such type.
        """
        disclosure = from_json(text)
        form = self._catalogue.form(disclosure.form)
        check_keys(disclosure, form.spec)
        files: list[tuple[str, str, bytes]] = []
        missing: list[Finding] = []
        for number, attachment in enumerate(disclosure.attachments):
            content = _content(attachment.path, folder, form)
            if content is None:
                missing.append(_not_there(number, attachment))
            else:
                files.append(
                    (PurePath(attachment.path).name.removeprefix(SAMPLE_SCHEME), attachment.title, content)
                )
        answers = Answers(form, disclosure.values, self._drafts.context())
        return Loaded(disclosure, form, answers, tuple(files), tuple(missing))

    def findings(self, loaded: Loaded, progress: Progress = silent) -> list[Finding]:
        """Return all that the checks find in a loaded disclosure."""
        own = self._exceptions().for_form(loaded.form.id)
        return [
            *disclosure_findings(loaded.answers, loaded.disclosure, own),
            *loaded.missing,
            *attachment_findings(loaded.files, loaded.answers.kept_files(), progress, own),
        ]

    def rendered(self, loaded: Loaded, kind: str, paper: Paper, progress: Progress = silent) -> Rendered:
        """Return one kind of document as a file.

        Raises:
            HeldBack: a poster was asked for, which goes up in public, and the gate does not let it out.
        """
        return self._documents.render(self._let_out(loaded, kind, progress), kind, paper, progress)

    def _let_out(self, loaded: Loaded, kind: str, progress: Progress) -> Opened:
        """Refuse a poster that the gate holds back, and any paper of what bears a state-secret marking."""
        self._refuse_marked(loaded, (), progress)
        opened = self._opened(loaded)
        if kind == "poster":
            findings = self.findings(loaded, progress)
            pass_gate(loaded.disclosure, findings, opened.seal, opened.seal)
        return opened

    def pack(self, loaded: Loaded, out: Path, progress: Progress = silent, portal: str = "") -> Path:
        """Write the hand-over package of a disclosure, for machines that no network reaches.

        Args:
            portal: name of the profile in whose exchange form it is described; empty for the program's own.

        Raises:
            HeldBack: the gate does not let it out.
            PackageUnwritable: the disk refuses.
        """
        from desktop_app.adapters.bags.writing import write_bag
        from desktop_app.core.outbox.let_out import let_out
        from desktop_app.services.carrying import held_back

        opened = self._opened(loaded)
        release = pass_gate(loaded.disclosure, self.findings(loaded, progress), opened.seal, opened.seal)
        contents = [content for _name, _title, content in loaded.files]
        submission = self._releases.submission(opened, release, contents, progress)
        described = self._describe(submission, portal)
        answered = let_out(held_back(submission, progress), ())
        return _write(out, write_bag(submission, self._clock().date(), described, let_out=answered))

    def publish(
        self, loaded: Loaded, portal: str, progress: Progress = silent, succession: Succeeding | None = None
    ) -> Job:
        """Take a disclosure in, queue it and send it; the same content is never published twice.

        Args:
            succession: what it takes the place of; it then goes to that one's portal.

        Raises:
            HeldBack: the gate does not let it out, and nothing was taken in; of what bears a state-secret marking
                not a byte was written anywhere.
            AlreadyUnderWay: the same content goes to another portal.
            NothingNew: it is what it should take the place of.
        """
        if loaded.missing:
            raise HeldBack(loaded.missing)
        self._refuse_marked(loaded, loaded.files, progress)
        with self._workspace.together():
            item = self._adopt(loaded)
            if succession is not None and item.id == succession.original:
                raise NothingNew(f"“{item.title}”的内容与已公开的一样，没有什么可更正或替换。")
            if succession is not None and item.state is State.APPROVED:
                self._workspace.successions.put(
                    Link(item.id, succession.original, succession.kind, succession.reason)
                )
            if item.state is State.APPROVED:
                self._outbox.queue(item.id, portal, progress)
        return self._outbox.send(self._under_way(item, portal).id, progress)

    def _refuse_marked(
        self, loaded: Loaded, files: Iterable[tuple[str, str, bytes]], progress: Progress
    ) -> None:
        own = self._exceptions()
        try:
            refuse_marked_answers(loaded.form.spec, loaded.answers.values, own)
            for name, _title, content in files:
                refuse_marked(name, content, progress, own)
        except MarkedSecret as error:
            raise HeldBack([error.finding]) from error

    def _under_way(self, item: Item, portal: str) -> Job:
        job = self._workspace.job(item.id)
        if job.portal != portal:
            raise AlreadyUnderWay(f"“{item.title}”已经交给门户“{job.portal}”，没有再交给“{portal}”。")
        return job

    def _adopt(self, loaded: Loaded) -> Item:
        """Take in a disclosure whose review its file states; the same content is taken once."""
        opened = self._opened(loaded)
        known = self._workspace.item_with_seal(opened.seal)
        if known is not None:
            return known
        item = replace(opened.item, state=State.APPROVED, sealed=opened.seal, attachments=())
        self._workspace.add_item(item)
        for name, title, content in loaded.files:
            self._workspace.attach(item.id, name, title, content)
        self._drafts.tell(item, "approve", {"by": item.confidentiality.reviewed_by, "seal": item.sealed})
        return self._workspace.item(item.id)

    def _opened(self, loaded: Loaded) -> Opened:
        now = self._clock()
        values = _renamed(loaded)
        item = Item(
            id=new_id(now.strftime("%Y%m%d")),
            form=loaded.form.id,
            form_version=loaded.form.spec.version,
            title=title_of(loaded.form, values),
            state=State.DRAFT,
            values=values,
            created_at=now,
            updated_at=now,
            openness=loaded.disclosure.openness,
            confidentiality=loaded.disclosure.confidentiality,
            attachments=tuple(
                StoredFile(name, title, len(content), hashlib.sha256(content).hexdigest())
                for name, title, content in loaded.files
            ),
            due=self._deadlines.due_text(loaded.form, loaded.answers),
            author=loaded.disclosure.confidentiality.reviewed_by,
        )
        answers = Answers(loaded.form, values, self._drafts.context())
        return Opened(item, loaded.form, answers, Migrated(values))


def unpack(content: bytes, folder: Path) -> BagRecord:
    """Verify a hand-over package, unpacked into an empty folder, and return what it says of itself.

    Raises:
        BagDamaged: it is not what was packed.
    """
    from desktop_app.adapters.bags.reading import unpack_bag

    return unpack_bag(content, folder)


def _write(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise PackageUnwritable(f"移交包“{path.name}”没有写成（{error.strerror}）。") from error
    return path


def _paths(sample_files: dict[str, str]) -> list[str]:
    return [f"{SAMPLE_SCHEME}{name.removeprefix(SAMPLE_SCHEME)}" for name in sample_files]


def _content(path: str, folder: Path, form: Form) -> bytes | None:
    if path.startswith(SAMPLE_SCHEME):
        samples = {name.removeprefix(SAMPLE_SCHEME): text for name, text in form.spec.sample_files.items()}
        text = samples.get(path.removeprefix(SAMPLE_SCHEME))
        return None if text is None else text.encode()
    try:
        return (folder / path).read_bytes()
    except OSError:
        return None


def _renamed(loaded: Loaded) -> dict[str, Any]:
    """Answers of file fields list the workspace's names instead of paths."""
    names = {
        one.path: PurePath(one.path).name.removeprefix(SAMPLE_SCHEME) for one in loaded.disclosure.attachments
    }
    fields = loaded.form.fields
    return {
        key: [names.get(path, path) for path in raw] if fields[key].kind == "file" else raw
        for key, raw in loaded.answers.values.items()
    }


def _not_there(number: int, attachment: Attachment) -> Finding:
    message = f"附件“{attachment.title or attachment.path}”找不到，请核对路径。"
    return Finding(DAMAGED, Severity.BLOCK, message, Place(field=f"attachments.{number}.path"))
