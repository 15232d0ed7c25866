"""The guards of conftest.py guard."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(CONFTEST)
    return pytester


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
def test_reaching_for_another_machine_fails_even_when_the_error_is_caught(
    guarded: pytest.Pytester, address: str
) -> None:
    guarded.makepyfile(
        f"""
        import contextlib, socket

        def test_reaches():
            with contextlib.suppress(Exception):
                socket.create_connection(("{address}", 80), timeout=1)
        """
    )
    result = guarded.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*beyond this machine*"])


def test_this_machine_may_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_names_that_never_resolve_are_answered_without_asking() -> None:
    with pytest.raises(socket.gaierror):
        socket.create_connection(("portal.invalid", 80))


@pytest.mark.logs_errors  # the inner run logs into this one
@pytest.mark.parametrize(
    ("marker", "errors"), [("", 1), ("@pytest.mark.logs_errors", 0)], ids=["plain", "marked"]
)
def test_an_error_in_the_log_needs_its_mark(guarded: pytest.Pytester, marker: str, errors: int) -> None:
    guarded.makepyfile(
        f"""
        import logging, pytest

        {marker}
        def test_logs():
            logging.getLogger("portal").error("broken")
        """
    )
    guarded.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1, errors=errors)


def test_the_users_own_folders_stay_untouched() -> None:
    assert Path(os.environ["XDG_DATA_HOME"]).parent.name.startswith("user")
    assert "GONGKAI_WORKSPACE" not in os.environ
