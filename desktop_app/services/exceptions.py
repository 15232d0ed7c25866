"""The county's exceptions from the leak rules: read from its own file, and linted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions, is_exceptable
from desktop_app.core.errors import OutsideError, UserError
from desktop_app.core.forms.source import Fault, Source
from desktop_app.core.shapes import shaped

FILE = "exceptions.yaml"
_EXAMPLE = """\
# 本县的例外。写法见 docs/leak-check.md，存盘立即起作用，用 gongkai lint 核对。
# 去掉行首的 # 号和一个空格就是一条。
#
# words:                # 本县自己的词，看着像别的东西
#   - {text: 秘密花园幼儿园, rules: [secrecy.internal-mark], reason: 单位名称}
# published:            # 单位对外公布的号码、账号
#   - {value: "0452-5823000", owner: 县民政局值班室}
# sentences:            # 整句放行的密级标志写法，要写谁决定的
#   - {text: 培训时以“机密★1年”为例讲解。, reason: 培训材料, decided_by: 王保密, decided_on: 2026-10-01}
# permissions:          # 某些表单可以公开的个人信息
#   - {forms: ["education.*"], rule: pii.mobile, field: contact, basis: 县公开办〔2026〕3号}
"""
_SHORTEST_WORD, _SHORTEST_NUMBER, _SHORTEST_SENTENCE = 3, 5, 6
_MASKED = re.compile(r"[*＊×●]")


class ExceptionsError(UserError):
    """The county's file of exceptions cannot be used; nothing is excepted until it is right."""

    code = "C110"
    hint = "在它改好之前，例外一条也不起作用。写法见 docs/leak-check.md，用 gongkai lint 核对。"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("；".join(str(fault).rstrip("。") for fault in faults[:3]) + "。")
        self.faults = faults


class ExceptionsUnwritable(OutsideError):
    """The county's file of exceptions cannot be made."""

    code = "C111"
    hint = "请检查工作区文件夹的权限和磁盘空间。"


class OwnExceptions:
    """The exceptions of the office's file, read again when it changes.

    Args:
        file: need not be there.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: tuple[int, Exceptions] | None = None

    def made(self) -> Path:
        """Return the file, written with examples that except nothing where there is none yet.

        Raises:
            ExceptionsUnwritable: the disk refuses.
        """
        if not self._file.exists():
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_text(_EXAMPLE, "utf-8")
            except OSError as error:
                raise ExceptionsUnwritable(f"例外文件没有建成（{error.strerror}）。") from error
        return self._file

    def now(self) -> Exceptions:
        """Return what is excepted at this moment; nothing where the file is missing or wrong."""
        try:
            return self.read()
        except ExceptionsError:
            return NO_EXCEPTIONS

    def read(self) -> Exceptions:
        """Return what is excepted.

        Raises:
            ExceptionsError: the file is wrong.
        """
        try:
            stamp = self._file.stat().st_mtime_ns
            if self._known is None or self._known[0] != stamp:
                self._known = stamp, load_exceptions(self._file.read_text("utf-8"), str(self._file))
        except FileNotFoundError:
            return NO_EXCEPTIONS
        except (OSError, UnicodeDecodeError) as error:
            raise ExceptionsError([Fault(str(self._file), 1, "读不出来，请另存为 UTF-8。")]) from error
        return self._known[1]


def load_exceptions(text: str, file: str) -> Exceptions:
    """Return the exceptions that a file states.

    Raises:
        ExceptionsError: its YAML, its shape or what it excepts is wrong.
    """
    source = Source(text, file)
    if source.data is None and not source.faults:
        return NO_EXCEPTIONS
    try:
        if source.faults:
            raise ExceptionsError(source.faults)
        exceptions = shaped(source.data, Exceptions)
    except msgspec.ValidationError as error:
        raise ExceptionsError(_shape_faults(source) or [source.fault((), str(error))]) from error
    faults = list(_faults(source, exceptions))
    if faults:
        raise ExceptionsError(faults)
    return exceptions


def lint_exceptions(file: Path, forms: frozenset[str] = frozenset()) -> list[Fault]:
    """Return what is wrong in a file of exceptions.

    Args:
        forms: ids of the forms that there are; a permission for another one is a fault. Empty where nobody knows.
    """
    try:
        text = file.read_text("utf-8")
        exceptions = load_exceptions(text, str(file))
    except UnicodeDecodeError:
        return [Fault(str(file), 1, "文件不是 UTF-8 编码，请另存为 UTF-8。")]
    except ExceptionsError as error:
        return error.faults
    return list(_unknown_forms(Source(text, str(file)), exceptions, forms)) if forms else []


def _shape_faults(source: Source) -> list[Fault]:
    from desktop_app.core.forms.schema import shape_faults

    schema: dict[str, Any] = msgspec.json.schema(Exceptions)
    return shape_faults(source, schema)


def _faults(source: Source, exceptions: Exceptions) -> Iterator[Fault]:
    for number, word in enumerate(exceptions.words):
        here = ("words", number)
        if len(word.text.strip()) < _SHORTEST_WORD:
            yield source.fault((*here, "text"), f"例外的词至少 {_SHORTEST_WORD} 个字，太短会放过别的内容。")
        if not word.rules:
            yield source.fault((*here, "rules"), "要写明哪几条规则不管它。")
        for rule in word.rules:
            yield from _rule_faults(source, (*here, "rules"), rule)
        yield from _blank(source, (*here, "reason"), word.reason, "要写明理由。")
    for number, one in enumerate(exceptions.published):
        if len(one.value.strip()) < _SHORTEST_NUMBER or _MASKED.search(one.value):
            yield source.fault(("published", number, "value"), "要写完整的号码，不要打码。")
        yield from _blank(source, ("published", number, "owner"), one.owner, "要写明是哪个单位的。")
    for number, sentence in enumerate(exceptions.sentences):
        where = ("sentences", number)
        if len(sentence.text.strip()) < _SHORTEST_SENTENCE:
            yield source.fault((*where, "text"), "要写整句话，不能只写标志本身。")
        yield from _blank(
            source, (*where, "decided_by"), sentence.decided_by, "要写明由哪位保密审查人员决定。"
        )
        if not _is_day(sentence.decided_on):
            yield source.fault((*where, "decided_on"), "日期要写成 2026-09-28 的样子。")
    for number, permission in enumerate(exceptions.permissions):
        yield from _rule_faults(source, ("permissions", number, "rule"), permission.rule)
        yield from _blank(source, ("permissions", number, "basis"), permission.basis, "要写明依据的文件。")


def _rule_faults(source: Source, path: tuple[str | int, ...], rule: str) -> Iterator[Fault]:
    from desktop_app.core.checks.rules import ALL, GATHERING

    names = {one.name for one in ALL} | {one.name for one in GATHERING}
    if rule not in names:
        yield source.fault(
            path, f"没有“{rule}”这条规则；可用：{'、'.join(sorted(filter(is_exceptable, names)))}。"
        )
    elif not is_exceptable(rule):
        yield source.fault(path, f"规则“{rule}”不能例外。")


def _unknown_forms(source: Source, exceptions: Exceptions, forms: frozenset[str]) -> Iterator[Fault]:
    for number, permission in enumerate(exceptions.permissions):
        for name in permission.forms:
            if not any(sign in name for sign in "*?[") and name not in forms:
                yield source.fault(("permissions", number, "forms"), f"没有“{name}”这种表单。")


def _blank(source: Source, path: tuple[str | int, ...], words: str, message: str) -> Iterator[Fault]:
    if not words.strip():
        yield source.fault(path, message)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
