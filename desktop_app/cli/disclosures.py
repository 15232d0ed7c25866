"""Commands about one disclosure or attachment: check, render."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.output import print_findings, print_json, progress, summary
from desktop_app.cli.program import Program
from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.forms.form import Form
from desktop_app.core.updates.edition import Edition
from desktop_app.services.checks import CheckedFile, file_findings, pictures_unread
from desktop_app.services.desk import Desk
from desktop_app.services.documents import KINDS
from desktop_app.services.exceptions import ExceptionsError
from desktop_app.services.exchange import Loaded

_STANDARD_INPUT = "-"


def check(options: Options, program: Program) -> int:
    """Check disclosures and attachments for what is missing and what must not leave."""
    desk = program.open_desk(options.workspace)
    exceptions = own_exceptions(desk)
    with pictures_unread(options.no_ocr):
        checked = [(path, *_check_one(desk, path, exceptions)) for path in options.paths]
    findings = [finding for _path, one, _form in checked for finding in one.findings]
    if options.json:
        print_json(_checked_json(desk, checked, findings))
    else:
        print_findings(findings)
        if not findings:
            print("没有发现问题。")
    return HELD_BACK if findings else DONE


def own_exceptions(desk: Desk) -> Exceptions:
    """Return what the county excepts; where its file is wrong, say so and except nothing."""
    try:
        return desk.exceptions.read()
    except ExceptionsError as error:
        print(error, file=sys.stderr)
        return NO_EXCEPTIONS


def _check_one(desk: Desk, path: str, exceptions: Exceptions) -> tuple[CheckedFile, Form | None]:
    if path == _STANDARD_INPUT or path.endswith(".json"):
        loaded = load(desk, path)
        return CheckedFile("disclosure", "full", desk.exchange.findings(loaded, progress)), loaded.form
    return file_findings(path, read_bytes(path), progress, exceptions.for_form("")), None


def _checked_json(
    desk: Desk, checked: Sequence[tuple[str, CheckedFile, Form | None]], findings: Sequence[Finding]
) -> dict[str, Any]:
    """Return the contract's shape; each finding names by a key what made it, told once for all findings."""
    editions: dict[str, Edition] = {}

    def told(finding: Finding, form: Form | None) -> dict[str, Any]:
        made_by = desk.editions.of_finding(finding, form)
        editions.setdefault(made_by.key, made_by)
        return {**finding.as_json(), "made_by": made_by.key}

    files = [
        {
            "path": path,
            "kind": one.kind,
            "read": one.read,
            "findings": [told(finding, form) for finding in one.findings],
        }
        for path, one, form in checked
    ]
    made_by = {key: edition.as_json() for key, edition in editions.items()}
    return {"files": files, "summary": summary(findings), "made_by": made_by}


def render(options: Options, program: Program) -> int:
    """Write a disclosure's documents and print their paths; the poster passes the release gate."""
    formats = [part.strip() for part in options.format.split(",") if part.strip()]
    if unknown := [name for name in formats if name not in KINDS]:
        raise BadCall(f"没有“{unknown[0]}”这种格式，可用：{'、'.join(KINDS)}。")
    desk = program.open_desk(options.workspace)
    loaded = load(desk, options.disclosure)
    held: tuple[Finding, ...] = ()
    for name in formats:
        try:
            made = desk.exchange.rendered(loaded, name, options.paper, progress)
            print(desk.documents.keep(made, options.out))
            print_losses(made.losses)
        except HeldBack as error:
            held = error.findings
    print_findings(held)
    return HELD_BACK if held else DONE


def print_losses(losses: Sequence[str]) -> None:
    """Say on standard error what a format or this machine could not express."""
    for loss in losses:
        print(loss, file=sys.stderr)


def load(desk: Desk, path: str) -> Loaded:
    """Read a disclosure from a file, or from standard input for `-`."""
    if path == _STANDARD_INPUT:
        return desk.exchange.load(sys.stdin.buffer.read(), Path.cwd())
    return desk.exchange.load(read_bytes(path), Path(path).resolve().parent)


def read_bytes(path: str) -> bytes:
    """Read a file that the call names."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise BadCall(f"找不到文件“{path}”。") from None
    except OSError as error:
        raise BadCall(f"文件“{path}”读不出来（{error.strerror}）。") from error
