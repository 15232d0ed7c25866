"""Known weaknesses of what the program is made of: the audit tells what it found and what it could not ask."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desktop_app import paths
from tests import audit

_SOUND = {"name": "httpx", "version": "0.28.1", "vulns": []}
_WEAK = {
    "name": "jinja2",
    "version": "2.4",
    "vulns": [{"id": "PYSEC-2014-8", "fix_versions": ["2.7.2"], "aliases": [], "description": "…"}],
}
_UNKNOWN = {"name": "sqlcipher3", "skip_reason": "Dependency not found on PyPI"}


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it in a process of its own: the tests' own processes reach no other machine."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=paths.HOME, capture_output=True, text=True, check=False
    )


def test_an_advisory_is_told_with_the_version_that_mends_it():
    told = audit.verdict({"dependencies": [_SOUND, _WEAK]})
    assert told.found == ("jinja2 2.4: PYSEC-2014-8, mended in 2.7.2",)
    assert told.audited == 2


def test_what_the_service_does_not_know_is_not_called_sound():
    told = audit.verdict({"dependencies": [_SOUND, _UNKNOWN]})
    assert (told.audited, told.unknown) == (1, ("sqlcipher3",))
    assert "NOT AUDITED" in told.words


@pytest.mark.parametrize(
    ("found", "status"), [((), 0), (("jinja2 2.4: PYSEC-2014-8",), 1)], ids=["sound", "weak"]
)
def test_it_ends_with_one_where_something_was_found(
    found: tuple[str, ...], status: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(audit, "why_not", lambda: "")
    monkeypatch.setattr(audit, "audit", lambda: audit.Verdict(2, (), found))
    assert audit.main() == status


def test_without_a_network_it_says_that_nothing_was_audited_and_fails_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(audit, "_SERVICE", "https://127.0.0.1:1/pypi/pip/json")
    assert audit.main() == 0
    assert "OFFLINE" in capsys.readouterr().out


def test_a_service_that_stops_answering_is_said_and_fails_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(audit, "why_not", lambda: "")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert audit.main() == 0
    assert "OFFLINE: pip-audit came to no end" in capsys.readouterr().out


def test_a_service_that_knows_none_of_the_versions_is_as_good_as_none():
    told = audit.verdict({"dependencies": [_UNKNOWN]})
    assert told.words.startswith("OFFLINE")


def test_pip_audit_reads_every_list_and_its_answer_is_understood():
    lists = [part for file in audit.files() for part in ("-r", str(file))]
    ran = _run("-m", "pip_audit", *lists, "--no-deps", "--disable-pip", "--dry-run")
    count = sum(len(audit_lines(file.read_text("utf-8"))) for file in audit.files())
    assert f"would have audited {count} packages" in ran.stderr


def audit_lines(text: str) -> list[str]:
    """Return the lines that name a package."""
    return [line for line in text.splitlines() if line and not line.startswith("#")]
