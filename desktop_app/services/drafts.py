"""Disclosures being written: created, opened, saved, with their attachments."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from desktop_app.core.checks.exceptions import Exceptions
from desktop_app.core.disclosure.item import Attachment, Confidentiality, Disclosure
from desktop_app.core.disclosure.record import Item, StoredFile
from desktop_app.core.disclosure.seal import seal
from desktop_app.core.disclosure.states import State, move
from desktop_app.core.disclosure.story import Event, Verb
from desktop_app.core.errors import UserError
from desktop_app.core.forms.answers import Answers, Context, new_values
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.kinds import is_empty, shown
from desktop_app.core.forms.migrate import Migrated, migrate
from desktop_app.core.openness import Openness
from desktop_app.core.people import Act
from desktop_app.core.progress import Progress, silent
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.intake import MarkedSecret, refuse_marked, refuse_marked_answers
from desktop_app.services.ports import Clock, Workspace

_EVER_NEW = frozenset({"date", "date_range", "datetime", "datetime_range", "doc_no"})
"""Kinds whose answers a copy never takes over: yesterday's date and number are the mistakes that copies bring."""

_VOUCHING: frozenset[Verb] = frozenset({"submit", "sign", "approve", "look_again", "accept"})
"""Verbs by which somebody vouches for what the rules found, or did not find."""

MAX_FILE_BYTES = 200 * 1024 * 1024


class FileTooLarge(UserError):
    """An attachment is larger than the workspace takes."""

    code = "A101"
    hint = "请压缩或拆分后再添加。"


@dataclass(frozen=True, slots=True)
class Opened:
    """A disclosure with everything needed to work on it.

    Args:
        migrated: what the newer version of the form did to the answers; nothing where versions are equal.
    """

    item: Item
    form: Form
    answers: Answers
    migrated: Migrated

    @property
    def disclosure(self) -> Disclosure:
        """The contract's view of it."""
        files = tuple(Attachment(file.name, file.title) for file in self.item.attachments)
        return Disclosure(
            form=self.item.form,
            values=dict(self.answers.values),
            openness=self.item.openness,
            confidentiality=self.item.confidentiality,
            attachments=files,
        )

    @property
    def outgoing(self) -> tuple[StoredFile, ...]:
        """The attachments that go along when it is published: not those of internal or hidden fields."""
        kept = self.answers.kept_files()
        return tuple(file for file in self.item.attachments if file.name not in kept)

    @property
    def seal(self) -> str:
        """Digest of the content as it is now."""
        files = [(file.title or file.name, file.sha256) for file in self.item.attachments]
        visible = self.answers.visible_values()
        return seal(self.item.form, self.form.spec.version, visible, self.item.openness, files)


@dataclass(frozen=True, slots=True)
class Copied:
    """What must be looked at in a copy.

    Args:
        anew: fields that were left empty, or filled with a default, because last time's answer is no answer now.
        check: fields whose answer was taken over and speaks of last time.
    """

    anew: tuple[str, ...]
    check: tuple[str, ...]


class Drafts:
    """What a clerk does with a disclosure before it is reviewed.

    Args:
        office: returns the office's own data at this moment.
        exceptions: returns what the county excepts from the leak rules.
        proposed: returns answers that a new disclosure of a form begins with, its number.
        let: raises `NotAllowed` where the person at this machine may not do something.
        rules: returns which state of the rules holds; the story keeps it where somebody vouches for findings.
    """

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        deadlines: Deadlines,
        clock: Clock,
        office: Any,
        exceptions: Callable[[], Exceptions],
        proposed: Callable[[Form], Mapping[str, Any]],
        let: Callable[[Act], None],
        versions: Callable[[Item], Mapping[str, Any]],
    ) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._deadlines = deadlines
        self._clock = clock
        self._office = office
        self._exceptions = exceptions
        self._proposed = proposed
        self._let = let
        self._versions = versions

    def context(self) -> Context:
        """Return what expressions may know beside the answers."""
        return Context(self._clock().date(), self._office().office)

    def create(self, form_id: str) -> Item:
        """Begin a disclosure with the form's defaults."""
        form = self._catalogue.form(form_id)
        context = self.context()
        answers = Answers(form, {**new_values(form, context), **self._proposed(form)}, context)
        answers.suggest_all()
        item = self._new_item(form, answers, form.spec.openness)
        with self._workspace.together():
            self._workspace.add_item(item)
            self.tell(item, "create")
        return item

    def create_filled(self, form_id: str, values: Mapping[str, Any], source: Mapping[str, Any]) -> Item:
        """Begin a disclosure with answers that came from elsewhere.

        Args:
            values: complete, defaults and computed ones included.
            source: what the story says of where they came from.

        Raises:
            MarkedSecret: a state-secret marking is in them; nothing was kept.
        """
        form = self._catalogue.form(form_id)
        refuse_marked_answers(form.spec, values, self._exceptions())
        item = self._new_item(form, Answers(form, values, self.context()), form.spec.openness)
        with self._workspace.together():
            self._workspace.add_item(item)
            self.tell(item, "create", {"from": dict(source)})
        return item

    def _new_item(self, form: Form, answers: Answers, openness: Openness | None) -> Item:
        self._let(Act.WRITE)
        now = self._clock()
        return Item(
            id=new_id(now.strftime("%Y%m%d")),
            form=form.id,
            form_version=form.spec.version,
            title=title_of(form, answers.values),
            state=State.DRAFT,
            values=dict(answers.values),
            created_at=now,
            updated_at=now,
            openness=openness,
            due=self._deadlines.due_text(form, answers),
            author=self._office().person,
        )

    def blank(self, form_id: str) -> Opened:
        """Return a disclosure with the form's defaults that the workspace does not keep."""
        form = self._catalogue.form(form_id)
        context = self.context()
        answers = Answers(form, new_values(form, context), context)
        return self.opened(self._new_item(form, answers, form.spec.openness))

    def open(self, item_id: str) -> Opened:
        """Return a disclosure under the current version of its form."""
        item = self._workspace.item(item_id)
        return self.opened(item)

    def opened(self, item: Item) -> Opened:
        """Return the working view of a disclosure that was read already."""
        form = self._catalogue.form(item.form)
        migrated = migrate(item.values, item.form_version, form.spec)
        return Opened(item, form, Answers(form, migrated.values, self.context()), migrated)

    def save(
        self,
        item_id: str,
        values: Mapping[str, Any],
        openness: Openness | None,
        confidentiality: Confidentiality,
        revision: int,
    ) -> Item:
        """Keep what the clerk has written; a reviewed disclosure becomes a draft again.

        Raises:
            Conflict: somebody else saved since `revision` was read.
            MarkedSecret: a state-secret marking was written into it; nothing was kept.
        """
        item = self._workspace.item(item_id)
        if item.revision == revision + 1 and _says(item, values, openness, confidentiality):
            return item  # it had arrived before the line to a shared workspace broke
        self._let(Act.WRITE)
        form = self._catalogue.form(item.form)
        refuse_marked_answers(form.spec, values, self._exceptions())
        answers = Answers(form, values, self.context())
        changed = replace(
            item,
            state=move(item.state, "edit"),
            revision=revision,
            form_version=form.spec.version,
            title=title_of(form, values),
            values=dict(values),
            openness=openness,
            confidentiality=confidentiality,
            sealed="",
            due=self._deadlines.due_text(form, answers),
            updated_at=self._clock(),
        )
        with self._workspace.together():
            saved = self._workspace.save_item(changed)
            if item.state is not State.DRAFT:
                self.tell(item, "edit")
        return saved

    def attach(
        self, item_id: str, name: str, content: bytes, title: str = "", progress: Progress = silent
    ) -> Item:
        """Keep a file with a draft, once it is known to bear no state-secret marking.

        Args:
            name: file name; a folder before it is dropped.
            title: what documents call it; the name without ending where empty.

        Raises:
            FileTooLarge: the workspace takes no such file.
            MarkedSecret: it bears a marking; it was not copied into the workspace.
        """
        if len(content) > MAX_FILE_BYTES:
            raise FileTooLarge(f"附件“{PurePath(name).name}”超过 {MAX_FILE_BYTES // 1024 // 1024} MB。")
        path = PurePath(name.replace("\\", "/"))
        try:
            refuse_marked(path.name, content, progress, self._exceptions())
        except MarkedSecret:
            self.tell(self._workspace.item(item_id), "stop")  # when and by whom; never what
            raise
        with self._workspace.together():
            item = self._editable(item_id)
            self._workspace.attach(item_id, path.name, title or path.stem, content)
            return self._touched(item)

    def content(self, file: StoredFile) -> bytes:
        """Return what the workspace keeps of an attachment."""
        return self._workspace.content(file.sha256)

    def replace_file(
        self, item_id: str, file: StoredFile, name: str, content: bytes, progress: Progress = silent
    ) -> Item:
        """Put another file in an attachment's place; its title stays. Raises as `attach` does."""
        item = self.attach(item_id, name, content, file.title, progress)
        return item if name == file.name else self.detach(item_id, file.name)

    def detach(self, item_id: str, name: str) -> Item:
        """Take a file away from a draft."""
        with self._workspace.together():
            item = self._editable(item_id)
            self._workspace.detach(item_id, name)
            return self._touched(item)

    def items(self, state: State, *more: State) -> list[Item]:
        """Return disclosures in these states, latest changed first."""
        return self._workspace.items(state, *more)

    def latest(self, count: int) -> list[Item]:
        """Return the disclosures that were changed last, in whatever state."""
        return self._workspace.latest_items(count)

    def forms_used(self, count: int) -> list[str]:
        """Return the ids of the forms used last, the latest first."""
        return self._workspace.forms_used(count)

    def delete(self, item_id: str) -> None:
        """Throw a draft away; its story stays.

        Raises:
            WrongState: it is no draft.
        """
        item = self._workspace.item(item_id)
        move(item.state, "edit")
        with self._workspace.together():
            self._workspace.reviews.settle_second_look(item_id)
            self._workspace.reviews.drop_remarks(item_id)
            self._workspace.decisions.drop_all(item_id)
            self._workspace.remove_item(item_id)
            self.tell(item, "delete")

    def duplicate(self, item_id: str) -> Item:
        """Begin a new draft from the answers of another; dates and document numbers must be given anew."""
        source = self.open(item_id)
        fields = source.form.fields
        kept = {key: raw for key, raw in source.answers.values.items() if fields[key].kind not in _EVER_NEW}
        answers = Answers(source.form, kept | new_values(source.form, self.context()), self.context())
        item = self._new_item(source.form, answers, source.item.openness)
        with self._workspace.together():
            self._workspace.add_item(item)
            for file in source.item.attachments:
                self._workspace.attach(item.id, file.name, file.title, self._workspace.content(file.sha256))
            self.tell(item, "create", {"from": item_id})
        return self._workspace.item(item.id)

    def begin_again(self, item_id: str) -> Item:
        """Begin the same matter once more: last time's answers without its dates, numbers and attachments.

        What was left empty and what is to be checked stands in the story, so that `copied` can mark it.
        """
        from desktop_app.core.disclosure.again import again

        source = self.open(item_id)
        taken = again(source.answers)
        context = self.context()
        answers = Answers(source.form, {**new_values(source.form, context), **taken.values}, context)
        answers.suggest_all()
        item = self._new_item(source.form, answers, source.item.openness)
        facts = {"from": item_id, "anew": list(taken.anew), "check": list(taken.check)}
        with self._workspace.together():
            self._workspace.add_item(item)
            self.tell(item, "create", facts)
        return item

    def copied(self, item: Item) -> Copied | None:
        """Return what still has to be looked at in a draft that began from another; None of any other."""
        if item.state is not State.DRAFT:
            return None
        first = next(iter(self._workspace.events(item.id)), None)
        if first is None or "anew" not in first.data:
            return None
        form = self._catalogue.form(item.form)
        defaults = new_values(form, self.context())
        anew = [key for key in first.data["anew"] if is_empty(item.values.get(key)) or key in defaults]
        return Copied(
            anew=tuple(key for key in anew if key in form.fields),
            check=tuple(key for key in first.data["check"] if key in form.fields),
        )

    def tell(self, item: Item, verb: Verb, data: Mapping[str, Any] | None = None) -> None:
        """Add to the story of a disclosure."""
        facts = dict(data or {})
        if verb in _VOUCHING:
            facts |= self._versions(item)
        event = Event(0, self._clock(), verb, item.id, self._office().person, facts)
        self._workspace.tell(event)

    def _editable(self, item_id: str) -> Item:
        self._let(Act.WRITE)
        item = self._workspace.item(item_id)
        return replace(item, state=move(item.state, "edit"), sealed="", updated_at=self._clock())

    def _touched(self, item: Item) -> Item:
        self._workspace.save_item(item)
        return self._workspace.item(item.id)


def _says(
    item: Item,
    values: Mapping[str, Any],
    openness: Openness | None,
    confidentiality: Confidentiality,
) -> bool:
    return (item.state, item.values, item.openness, item.confidentiality) == (
        State.DRAFT,
        dict(values),
        openness,
        confidentiality,
    )


def new_id(day: str) -> str:
    """Return an id that nobody has given yet: the day, for people, and 40 random bits."""
    return f"{day}-{secrets.token_hex(5)}"


def title_of(form: Form, values: Mapping[str, Any]) -> str:
    """Return the disclosure's title, or what it is while it has none."""
    key = form.spec.document.title
    raw = values.get(key)
    return form.spec.name if is_empty(raw) else shown(form.fields[key].kind, raw, form.fields[key])
