"""A PostgreSQL of the test run's own, and a fresh schema for each test; skipped with a reason where there is none.

It runs on loopback from the binaries of Debian's package `postgresql`, as the user `postgres` where the tests run as
root (it refuses root), with all its data in a folder of its own. Nothing is written through to the disk: what a crash
would lose is a test's.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep

import pytest

from desktop_app.core.workspace_address import Address, address_of
from tests.servers import free_port

_INSTALLED = Path("/usr/lib/postgresql")
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB"
_DURABLE = "-c shared_buffers=32MB"
_schemas = count(1)


class Server:
    """A running server.

    Args:
        folder: all its data.
        durable: writes through to the disk, as an office's does.
    """

    def __init__(self, binaries: Path, folder: Path, *, durable: bool = False) -> None:
        self._binaries = binaries
        self._data = folder / "data"
        self._settings = _DURABLE if durable else _FAST
        self.port = free_port()
        folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        self._run("initdb", "-U", "clerk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()
        self.sql("create database office")

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self._data} {self._settings}"
        self._run("pg_ctl", "-w", "-l", str(self._data / "server.log"), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def sql(self, text: str, database: str = "postgres", host: str = "127.0.0.1") -> None:
        import psycopg

        url = f"postgresql://clerk@/{database}?host={host}&port={self.port}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(text)

    def break_lines(self) -> None:
        """End every connection of the program."""
        self.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gongkai'")

    def fresh(self, user: str = "clerk") -> Address:
        """Return the address of an empty schema."""
        schema = f"t{next(_schemas)}"
        self.sql(f"create schema {schema} authorization {user}", "office")
        return address_of(
            f"postgresql://{user}@127.0.0.1:{self.port}/office?options=-csearch_path%3D{schema}"
        )

    @contextmanager
    def asking_for_passwords(self) -> Iterator[None]:
        """Let nobody in without a password while the context lasts."""
        rules = self._data / "pg_hba.conf"
        before = rules.read_text()
        try:
            rules.write_text("host all all 127.0.0.1/32 scram-sha-256\nlocal all all trust\n")
            self._run("pg_ctl", "reload")
            yield
        finally:
            rules.write_text(before)
            self._run("pg_ctl", "reload")

    @contextmanager
    def speaking_tls(self, certificate: bytes, key: bytes, *, alone: bool = False) -> Iterator[None]:
        """Offer TLS while the context lasts.

        Args:
            certificate, key: the server's, as PEM.
            alone: whether nobody is let in without TLS.
        """
        for name, content in (("server.crt", certificate), ("server.key", key)):
            file = self._data / name
            file.write_bytes(content)
            file.chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(file, "postgres", "postgres")
        rules = self._data / "pg_hba.conf"
        before = rules.read_text()
        try:
            if alone:
                rules.write_text("hostssl all all 127.0.0.1/32 trust\nlocal all all trust\n")
            self._tls("on")
            yield
        finally:
            rules.write_text(before)
            self._tls("off")

    def _tls(self, state: str) -> None:
        """Switch it and wait until the server has read its files again; by its socket, whatever its rules are."""
        self.sql(f"alter system set ssl = {state}", host=str(self._data))
        self._run("pg_ctl", "reload")
        deadline = monotonic() + 30
        while self._setting("ssl") != state:
            if monotonic() > deadline:
                raise RuntimeError(f"TLS is not {state}, see {self._data}/server.log")
            sleep(0.05)

    def _setting(self, name: str) -> str:
        import psycopg

        url = f"postgresql://clerk@/postgres?host={self._data}&port={self.port}"
        with psycopg.connect(url, autocommit=True) as connection:
            return str(connection.execute(f"show {name}").fetchone()[0])

    def _run(self, program: str, *arguments: str) -> None:
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        command = [*(as_postgres if os.geteuid() == 0 else []), str(self._binaries / program)]
        done = subprocess.run(
            [*command, "-D", str(self._data), *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}, see {self._data}/server.log")


def missing() -> str:
    """Return why there can be no server; empty where there can."""
    try:
        import psycopg  # noqa: F401 - whether it is there
    except ImportError:
        return "psycopg is not installed: pip install -r requirements-shared.txt"
    if not binaries():
        return "PostgreSQL is not installed; Debian: apt-get install postgresql"
    return ""


def binaries() -> Path | None:
    """Return the folder of the newest server's programs."""
    found = sorted(_INSTALLED.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@lru_cache(maxsize=1)
def server() -> Server:
    """Return the run's server, started when it is first asked for."""
    found = binaries()
    if missing() or found is None:
        pytest.skip(missing())
    folder = Path(mkdtemp(prefix="gongkai-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    started = Server(found, folder)
    atexit.register(started.stop, "immediate")
    return started
