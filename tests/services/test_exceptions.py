"""The county's file of exceptions: read when it changes, linted by line, used by every check."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop_app.core.checks.exceptions import NO_EXCEPTIONS
from desktop_app.services.desk import Desk
from desktop_app.services.exceptions import (
    FILE,
    ExceptionsError,
    OwnExceptions,
    lint_exceptions,
    load_exceptions,
)

GOOD = """\
words:
  - {text: 秘密花园幼儿园, rules: [secrecy.internal-mark], reason: 单位名称}
published:
  - {value: "13904520123", owner: 甲村委会}
sentences:
  - {text: 培训时以机密★1年举例, reason: 培训材料, decided_by: 王保密, decided_on: 2026-10-01}
permissions:
  - {forms: ["education.*"], rule: pii.mobile, field: contact, basis: 县公开办〔2026〕3号}
"""


def test_a_sound_file_has_no_faults(tmp_path: Path):
    (tmp_path / FILE).write_text(GOOD, "utf-8")
    assert lint_exceptions(tmp_path / FILE, frozenset({"policy.document"})) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("words:\n  - {text: 秘密, rules: [pii.email], reason: x}", ":2: 例外的词至少"),
        ("words:\n  - {text: 秘密花园, rules: [pii.id-card], reason: x}", ":2: 规则“pii.id-card”不能例外"),
        ("words:\n  - {text: 秘密花园, rules: [pii.emial], reason: x}", ":2: 没有“pii.emial”这条规则"),
        ("words:\n  - text: 秘密花园\n    rules: []\n    reason: ''", ":3: 要写明哪几条规则"),
        ("published:\n  - {value: 139****0123, owner: 甲}", ":2: 要写完整的号码"),
        (
            "sentences:\n  - {text: 机密★1年是标志, reason: x, decided_by: '', decided_on: 昨天}",
            ":2: 要写明由哪位",
        ),
        (
            "permissions:\n  - {forms: [a.b], rule: unreadable.scan, basis: x}",
            ":2: 没有“unreadable.scan”这条规则",
        ),
        ("permissions:\n  - {forms: [no.such], rule: pii.email, basis: x}", ":2: 没有“no.such”这种表单"),
        ("wrods: []", ":1: 不认识“wrods”，是不是“words”"),
        ("words: [", "YAML 写法有误"),
    ],
)
def test_each_fault_is_named_with_its_line(tmp_path: Path, line: str, said: str):
    (tmp_path / FILE).write_text(line, "utf-8")
    assert said in "\n".join(map(str, lint_exceptions(tmp_path / FILE, frozenset({"policy.document"}))))


def test_an_empty_file_excepts_nothing():
    assert load_exceptions("# 还没有\n", FILE) == NO_EXCEPTIONS


def test_a_wrong_file_excepts_nothing_and_says_so(tmp_path: Path):
    (tmp_path / FILE).write_text("words: 3", "utf-8")
    own = OwnExceptions(tmp_path / FILE)
    assert own.now() == NO_EXCEPTIONS
    with pytest.raises(ExceptionsError, match="列表"):
        own.read()


def test_a_changed_file_is_read_again(tmp_path: Path):
    own = OwnExceptions(tmp_path / FILE)
    assert own.now() == NO_EXCEPTIONS
    (tmp_path / FILE).write_text(GOOD, "utf-8")
    assert own.now().published
    (tmp_path / FILE).write_text("words: []", "utf-8")
    os.utime(tmp_path / FILE, ns=(1, 1))
    assert own.now() == NO_EXCEPTIONS


def test_the_form_and_its_attachments_are_checked_with_the_exceptions(desk: Desk, tmp_path: Path):
    item = desk.drafts.create("policy.document")
    item = desk.drafts.attach(item.id, "名单.txt", "户主电话：13904520123".encode())
    item = desk.drafts.save(
        item.id, {"title": "户主电话13904520123"}, None, item.confidentiality, item.revision
    )

    def mobiles() -> int:
        return sum(one.rule == "pii.mobile" for one in desk.findings(desk.drafts.open(item.id)))

    assert mobiles() == 2
    (tmp_path / FILE).write_text(GOOD, "utf-8")
    assert mobiles() == 0
