"""What comes back by itself: which period of which duty nobody has begun yet, and by when it is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.calendar.due import Due
from desktop_app.core.calendar.recurring import Period, RecurringDuty, recurring_duties
from desktop_app.core.disclosure.item import NOT_REVIEWED
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import UserError
from desktop_app.core.forms.answers import Answers
from desktop_app.core.forms.form import Form
from desktop_app.core.ledger.filters import Filters
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.drafts import Drafts
from desktop_app.services.ledger import Ledger
from desktop_app.services.ports import Clock, Workspace
from desktop_app.services.resource_files import read_yaml

if TYPE_CHECKING:
    from desktop_app.settings import Settings

FILE = "recurring.yaml"
_PERIODS_BACK = 3
"""So many periods are looked back upon; what is older is the ledger's matter, not today's."""
_PAGE = 50
_PAGES = 10


class RecurringError(UserError):
    """The file of recurring duties cannot be used."""

    code = "RD01"
    hint = "请对照程序自带的 resources/recurring.yaml 改正。"


class ReasonMissing(UserError):
    """A period is left out only with a reason."""

    code = "RD02"
    hint = "例如：本期没有发生，或由某单位统一公开。"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A period of a duty that nobody has begun.

    Args:
        due: None where its day of beginning is not known before somebody fills it in.
        limit: the rule in words.
    """

    form: str
    form_name: str
    period: Period
    due: Due | None
    limit: str

    @property
    def title(self) -> str:
        """What it is called in lists."""
        return f"{self.period}：{self.form_name}"

    @property
    def due_on(self) -> date | None:
        """The last day on which it is in time."""
        return self.due.ends.date() if self.due else None


class Recurring:
    """Recurring duties of the office: what it leads, and what it has done before.

    Args:
        files: the program's file and the office's own, which need not be there.
        settings: returns the office's own data at this moment.
    """

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        deadlines: Deadlines,
        drafts: Drafts,
        ledger: Ledger,
        files: tuple[Path, Path],
        settings: Callable[[], Settings],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._deadlines = deadlines
        self._drafts = drafts
        self._ledger = ledger
        self._files = files
        self._settings = settings
        self._clock = clock

    def duties(self) -> tuple[RecurringDuty, ...]:
        """Return the duties as the program and the office have them.

        Raises:
            RecurringError: a file is wrong.
        """
        import msgspec

        try:
            return recurring_duties(*(_read(file) for file in self._files if file.is_file()))
        except msgspec.ValidationError as error:
            raise RecurringError(f"周期任务文件“{FILE}”写得不对：{error}。") from error

    def open(self) -> list[Occurrence]:
        """Return what is to be begun now, the most urgent first."""
        since = self._workspace.begun_on()
        if since is None:
            return []  # an office that has not begun yet owes nothing from before
        self._ledger.catch_up()
        found = [one for duty in self._concerning() for one in self._open(duty, since)]
        return sorted(found, key=lambda one: (one.due_on or date.max, one.form, one.period.first))

    def begin(self, form_id: str, period: Period) -> Item:
        """Begin a disclosure for a period, its days filled in as far as the period says."""
        item = self._drafts.create(form_id)
        opened = self._drafts.open(item.id)
        values = {**opened.answers.values, **_period_answers(opened.form, self._duty(form_id), period)}
        answers = Answers(opened.form, values, self._drafts.context())
        answers.suggest_all()
        return self._drafts.save(item.id, answers.values, item.openness, NOT_REVIEWED, item.revision)

    def leave_out(self, form_id: str, period: Period, reason: str) -> None:
        """Note that nothing is to be disclosed for a period, and why.

        Raises:
            ReasonMissing: there is no reason.
        """
        if not reason.strip():
            raise ReasonMissing("不用办要写理由。")
        self._workspace.leave_out(form_id, period.key, reason.strip(), self._settings().person, self._clock())

    # ── parts ────────────────────────────

    def _concerning(self) -> Iterator[RecurringDuty]:
        own = {entry.id for entry in self._catalogue.own(self._settings().office_name)}
        known = {entry.id for entry in self._catalogue.entries()}
        for duty in self.duties():
            if duty.form in own or (duty.form in known and self._ledger.has(Filters(form=duty.form))):
                yield duty

    def _duty(self, form_id: str) -> RecurringDuty:
        return next(duty for duty in self.duties() if duty.form == form_id)

    def _open(self, duty: RecurringDuty, since: date) -> Iterator[Occurrence]:
        period = duty.period(self._deadlines.today())
        if period is None:
            return
        form = self._catalogue.form(duty.form)
        wanted: dict[Period, Due | None] = {}
        for _ in range(_PERIODS_BACK if duty.counted == "period" and not duty.in_period else 1):
            due = self._due(form, duty, period)
            if due is not None and due.ends.date() < since:
                break
            wanted[period] = due
            period = period.previous
        left_out = self._workspace.left_out(duty.form)
        done = self._done(form, duty, set(wanted))
        for one, due in wanted.items():
            if one not in done and one.key not in left_out:
                limit = form.spec.time_limits[0].text if form.spec.time_limits else ""
                yield Occurrence(duty.form, form.spec.name, one, due, limit)

    def _due(self, form: Form, duty: RecurringDuty, period: Period) -> Due | None:
        if duty.counted == "event":
            return None
        return self._deadlines.due_for(form, (period.previous if duty.in_period else period).last)

    def _done(self, form: Form, duty: RecurringDuty, wanted: set[Period]) -> set[Period]:
        """Return those of the periods for which there is a disclosure, however far it is."""
        oldest = min((period.first for period in wanted), default=date.max)
        done: set[Period] = set()
        after: int | None = None
        for _ in range(_PAGES):
            page = self._ledger.page(Filters(form=form.id), after, _PAGE)
            items = self._workspace.items_with([row.id for row in page.rows])
            kept = [item for item in items if item.state is not State.WITHDRAWN]
            done |= {one for item in kept for one in wanted if _is_of(item, form, duty, one)}
            after = page.after
            if after is None or done == wanted or all(item.updated_at.date() < oldest for item in items):
                break
        return done


def _is_of(item: Item, form: Form, duty: RecurringDuty, period: Period) -> bool:
    """Say whether a disclosure is that of a period: by the year or the day that it names, else by when it was made."""
    key = _year_field(form)
    if key and period.every == "year" and item.values.get(key):
        return str(item.values[key]) == str(period.first.year)
    event = _event(item, form)
    if event is not None and duty.counted == "period":
        return period.holds(event)
    window = period if duty.in_period else period.next
    return window.holds(event or item.created_at.date())


def _year_field(form: Form) -> str:
    """Return the field in which a form's year stands; empty where it has none."""
    return next((key for key in ("year", "fiscal_year") if key in form.fields), "")


def _event(item: Item, form: Form) -> date | None:
    key = next((limit.event_field for limit in form.spec.time_limits if limit.event_field), None)
    raw = item.values.get(key) if key else None
    if not isinstance(raw, str):
        return None
    try:
        return date.fromisoformat(raw[:10])
    except ValueError:
        return None


def _period_answers(form: Form, duty: RecurringDuty, period: Period) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    if year := _year_field(form):
        answers[year] = period.first.year
    key = next((limit.event_field for limit in form.spec.time_limits if limit.event_field), None)
    if key and duty.counted == "period" and form.fields[key].kind == "date":
        answers[key] = period.last.isoformat()
    return answers


def _read(file: Path) -> Any:
    import yaml

    try:
        return read_yaml(file)
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise RecurringError(f"周期任务文件“{file.name}”读不出来。") from error
