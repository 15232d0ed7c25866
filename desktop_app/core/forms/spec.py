"""A form definition as strict data, in three parts: fields, steps and document.

The structures are decoded from YAML by msgspec, which refuses unknown keys; the JSON Schema for editors is generated
from them, so the format has one owner. What a field means on screen and in documents is in `kinds`.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from desktop_app.core.calendar.publicity import PublicityPeriod
from desktop_app.core.calendar.time_limit import TimeLimit
from desktop_app.core.openness import Openness

KindName = Literal[
    "text", "long_text", "rich_text", "date", "date_range", "datetime", "datetime_range", "money", "number",
    "choice", "multi_choice", "bool", "table", "file", "phone", "uscc", "id_card", "org", "orgs", "person",
    "address", "url", "doc_no",
]  # fmt: skip
"""The kinds of the fact sheets, with clocks to the minute (`datetime`) beside dates."""

Personal = Literal["none", "mask", "omit", "mask_online", "omit_online"]
"""What public outputs do with personal data: replace characters, or leave it out; `_online` spares the board's paper,
where neighbours must be able to tell who is meant (bulletin-board practice: full adult names on paper, 张* online)."""

Audience = Literal["online", "board"]
"""Who reads an output: anyone on the web (also every file offered there), or those before the village's board."""

Phase = Literal["before", "during", "after"]
Level = Literal["block", "warn", "note"]
Tier = Literal["save", "preview", "publish"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A named validator with its parameters, the clerk's wording and the legal source.

    Args:
        rule: a name in `rules.VALIDATORS`.
        value: the validator's parameter, where it takes one.
        other: another field or column that it compares with.
        when: expression; the rule applies only where it is true.
        tier: when it is first said: while typing, before the preview, or before publishing.
        message: what the clerk is told; may use `{label}`, `{value}`, `{other}`, `{actual}`.
    """

    rule: str
    value: Any = None
    other: str = ""
    when: str = ""
    tier: Tier = "publish"
    level: Level = "block"
    message: str = ""
    source: str = ""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A column of a table field.

    Args:
        width: share of the table's width, any unit; columns without one share what is left.
        unit: 元, 万元, 亩 …; money with 万元 is typed and shown in 万元 and kept in yuan.
        personal: what public outputs do with it.
        published_contact: an office's own contact, hence no private person's data.
    """

    label: str
    kind: KindName = "text"
    required: bool | str = False
    choices: tuple[str, ...] = ()
    unit: str = ""
    width: float = 0
    help: str = ""
    example: str = ""
    compute: str = ""
    personal: Personal = "none"
    published_contact: bool = False
    rules: tuple[Rule, ...] = ()


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is known about one matter, and its rules.

    Args:
        required: true, false, or an expression that says when.
        show_if: expression; a hidden field's answer stays in the draft and reaches no output.
        default: expression for a new draft's value.
        compute: expression that fills the field until the clerk writes something else.
        public: false for what is kept in the file and never leaves the office.
        personal: treatment in public outputs, as for a column.
        personal_when: expression; only where it is false the treatment is left off (a firm's name).
        source: legal or practical ground for asking.
    """

    kind: KindName
    label: str
    help: str = ""
    example: str = ""
    required: bool | str = False
    show_if: str = ""
    default: str = ""
    compute: str = ""
    choices: tuple[str, ...] = ()
    columns: dict[str, Column] = {}
    unit: str = ""
    public: bool = True
    personal: Personal = "none"
    personal_when: str = ""
    published_contact: bool = False
    wide: bool = False
    rules: tuple[Rule, ...] = ()
    source: str = ""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A section of the screen: a title, a remark at its right, and its fields in order."""

    title: str
    fields: tuple[str, ...]
    note: str = ""
    help: str = ""


class DocumentPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What becomes of the answers.

    Args:
        template: path below `templates/documents/` without ending.
        title: the field that holds the document's title.
        columns: portal columns, each a path joined with `/`; the first is where it is published.
        layout: which form of GB/T 9704 or plain sheet the writers use.
        layout_by: the choice field whose answer 文件, 信函, 命令 or 纪要 names the form instead; empty for none.
        landscape: wide tables lie across the page.
        poster: whether a sheet for the bulletin board is made.
    """

    template: str
    title: str = "title"
    columns: tuple[str, ...]
    layout: Literal["notice", "red_head", "letter", "order", "minutes"] = "notice"
    layout_by: str = ""
    landscape: bool = False
    poster: bool = True
    issuer: str = "issuer_org"
    partners: str = "co_issuers"
    issued_on: str = "issue_date"
    doc_no: str = "doc_no"


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a new version of the form did to answers made with the one before.

    Args:
        version: the version that made the change.
        renamed: old field id to new id.
        removed: ids whose answers are kept aside and shown to the clerk.
        note: Chinese sentence for the clerk.
    """

    version: int
    note: str
    renamed: dict[str, str] = {}
    removed: tuple[str, ...] = ()


class Overlap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Another form that covers part of the same ground.

    Args:
        form: its id.
        when: Chinese words for the cases in which the clerk should fill that one instead.
    """

    form: str
    when: str


class FormSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One disclosure type (公开事项类型), complete.

    Args:
        form: `area.type`, equal to the file's place below `forms/`.
        phase: where it stands in the life of a matter: before it is decided, while it runs, or when it is done.
        overlaps: forms that should be filled instead, each with its cases.
        time_limits: until when it must be public; the earliest binds.
        posted_only: whether the law has it posted in the place concerned and not told to the whole world: it is
            printed for the board and goes to no portal and into no package.
        keywords: further words under which clerks look for it.
        sample: values of a complete, fictional and safe disclosure.
    """

    form: str
    version: int
    name: str
    area_name: str
    document_kind: str
    fields: dict[str, Field]
    steps: tuple[Step, ...]
    document: DocumentPart
    lead_units: tuple[str, ...] = ()
    issuer: str = ""
    audience: str = ""
    levels: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    bulletin_board: bool = False
    posted_only: bool = False
    openness: Openness = "active"
    phase: Phase
    overlaps: tuple[Overlap, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    publicity_period: PublicityPeriod | None = None
    privacy: str = ""
    help: str = ""
    legal_basis: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    sample: dict[str, Any] = {}
    sample_files: dict[str, str] = {}

    @property
    def area(self) -> str:
        """The area's id: what stands before the dot."""
        return self.form.partition(".")[0]

    @property
    def element_count(self) -> int:
        """How many elements the form asks for; a table counts once."""
        return len(self.fields)
