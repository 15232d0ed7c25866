"""A disclosure as the contract's JSON has it; an unknown key is an error that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from desktop_app.core.errors import UserError
from desktop_app.core.openness import Openness
from desktop_app.core.shapes import read_json

if TYPE_CHECKING:
    from desktop_app.core.forms.spec import FormSpec

Conclusion = Literal["public", "partly", "withheld"]
"""保密审查结论：可以公开、部分公开、不予公开。"""


class DisclosureFileError(UserError):
    """A disclosure's JSON cannot be used."""

    code = "D101"
    hint = "请对照 gongkai sample 给出的样子修改。"


class Confidentiality(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The outcome of the confidentiality review (保密审查); None is not yet settled."""

    classified: bool | None = None
    reviewed_by: str = ""
    reviewed_on: str = ""
    conclusion: Conclusion | None = None
    grounds: str = ""


NOT_REVIEWED = Confidentiality()
"""Nothing is settled yet."""


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that goes along.

    Args:
        path: relative to the disclosure's file, or the name under which the workspace holds it.
        title: what documents and pages call it.
    """

    path: str
    title: str = ""


class Disclosure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One disclosure: the answers to a form, and what was decided about their release."""

    form: str
    values: dict[str, Any] = {}
    openness: Openness | None = None
    confidentiality: Confidentiality = NOT_REVIEWED
    attachments: tuple[Attachment, ...] = ()


def from_json(text: str | bytes) -> Disclosure:
    """Read a disclosure.

    Raises:
        DisclosureFileError: no JSON, a wrong type or an unknown key, which the message names.
    """
    try:
        return read_json(text, Disclosure)
    except msgspec.ValidationError as error:
        raise DisclosureFileError(f"这份 JSON 不合规定：{_in_chinese(str(error))}。") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DisclosureFileError("这不是一份完整的 JSON 文件，可能在保存时被截断。") from error


def check_keys(disclosure: Disclosure, spec: FormSpec) -> None:
    """Refuse answers and columns that the form does not have.

    Raises:
        DisclosureFileError: names the first unknown key.
    """
    for key, raw in disclosure.values.items():
        if key not in spec.fields:
            raise DisclosureFileError(f"表单“{spec.name}”没有“values.{key}”这一项。")
        columns = spec.fields[key].columns
        rows = raw if columns and isinstance(raw, list) else []
        for number, row in enumerate(rows):
            unknown = [name for name in row if name not in columns] if isinstance(row, dict) else []
            if unknown:
                raise DisclosureFileError(
                    f"表格“{spec.fields[key].label}”没有“values.{key}.{number}.{unknown[0]}”这一列。"
                )


def to_json(disclosure: Disclosure) -> str:
    """Write a disclosure, readable for people, Chinese as it is."""
    plain = msgspec.to_builtins(disclosure)
    return msgspec.json.format(msgspec.json.encode(plain), indent=1).decode()


def _in_chinese(message: str) -> str:
    """Keep msgspec's names of keys and places, say the rest in Chinese."""
    for english, chinese in _PHRASES:
        message = message.replace(english, chinese)
    return message


_PHRASES = (
    ("Object contains unknown field", "有不认识的键"),
    ("Object missing required field", "缺少键"),
    ("Invalid enum value", "没有这个取值"),
    ("Expected ", "应为 "),
    (", got ", "，实际是 "),
    (" - at ", "，位置 "),
)
