"""Asks PyPI's advisories whether a pinned package is known to be vulnerable: `python -m tests.audit`, `make audit`.

Names and versions of the packages are all that is told to the service. It ends with 1 where something was found and
with 0 otherwise; what could not be asked is said, never passed over: pip-audit itself calls an unknown package fine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import requests

from tests.pins import files

_SERVICE = "https://pypi.org/pypi/pip/json"
"""A page that every full index has; mirrors serve packages without these pages, and then know no advisories."""
_PATIENCE_S = 5


@dataclass(frozen=True)
class Verdict:
    """What came of an audit.

    Args:
        audited: how many packages the service knew.
        unknown: those that it did not know.
        found: a line for each advisory.
    """

    audited: int
    unknown: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def words(self) -> str:
        """What is printed."""
        if not self.audited:
            return f"OFFLINE: the service knows none of the {len(self.unknown)} pinned versions; nothing was audited."
        told = [*self.found, f"{self.audited} packages audited, {len(self.found)} advisories."]
        if self.unknown:
            told.append(f"NOT AUDITED, the service does not know them: {', '.join(self.unknown)}.")
        return "\n".join(told)


def verdict(report: dict[str, Any]) -> Verdict:
    """Read pip-audit's JSON."""
    packages = report["dependencies"]
    known = [one for one in packages if "vulns" in one]
    found = [
        f"{one['name']} {one['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no version'}"
        for one in known
        for flaw in one["vulns"]
    ]
    return Verdict(len(known), tuple(one["name"] for one in packages if "vulns" not in one), tuple(found))


def why_not() -> str:
    """Return why the advisory service cannot be asked from here; empty where it answers."""
    try:
        answer = requests.get(_SERVICE, timeout=_PATIENCE_S)
        answer.raise_for_status()
        knows = "vulnerabilities" in answer.json()
    except (requests.RequestException, ValueError) as error:
        return f"PyPI's advisories cannot be asked from here ({type(error).__name__}): nothing was audited"
    return "" if knows else "this index has no advisories: nothing was audited"


class Unanswered(Exception):
    """The service stopped answering."""


def audit() -> Verdict:
    """Ask about every pinned package.

    Raises:
        Unanswered: nothing is known, since the service stopped answering.
    """
    lists = [part for file in files() for part in ("-r", str(file))]
    command = [sys.executable, "-m", "pip_audit", *lists, "--no-deps", "--disable-pip", "--format", "json"]
    command += ["--progress-spinner", "off", "--timeout", "20"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if not ran.stdout.strip():
        raise Unanswered(ran.stderr.strip()[-300:])
    return verdict(json.loads(ran.stdout))


def main() -> int:
    """Print what was found."""
    if reason := why_not():
        print(f"OFFLINE: {reason}. Run it on a machine with a network before a release.")
        return 0
    try:
        told = audit()
    except Unanswered as error:
        print(f"OFFLINE: pip-audit came to no end, nothing is known: {error}")
        return 0
    print(told.words)
    return 1 if told.found else 0


if __name__ == "__main__":
    sys.exit(main())
