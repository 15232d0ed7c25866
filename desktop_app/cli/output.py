"""How commands speak: JSON alone on standard output, people's words in Chinese, progress on standard error."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from desktop_app.core.checks.finding import Finding, Severity

_MARKS = {Severity.BLOCK: "必须改", Severity.WARN: "请核对", Severity.NOTE: "提示"}


def print_json(value: Any) -> None:
    """Print one JSON document."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def progress(what: str, share: float) -> None:
    """Say on a terminal's standard error what is being done."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{what} {share:4.0%}\033[K")
        if share >= 1:
            sys.stderr.write("\n")


def print_findings(findings: Iterable[Finding]) -> None:
    """Print findings for people: equal ones once, with their count."""
    counts = Counter((one.severity, one.rule, one.message, _where(one)) for one in findings)
    for (severity, rule, message, where), count in counts.items():
        times = f"（共 {count} 处）" if count > 1 else ""
        print(f"[{_MARKS[severity]}] {message}{times}  {where}（{rule}）")


def summary(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by severity."""
    counts = Counter(str(one.severity) for one in findings)
    return {str(severity): counts[severity] for severity in Severity}


def _where(finding: Finding) -> str:
    place = finding.place
    parts = [place.inside, place.sheet, place.cell, place.field]
    counted = ((place.page, "第 {} 页"), (place.table, "第 {} 个表"), (place.paragraph, "第 {} 段"))
    parts += [words.format(number) for number, words in counted if number is not None]
    return " ".join(part for part in parts if part)
