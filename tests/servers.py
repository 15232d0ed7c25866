"""Real servers for tests, started by the folder `shared` beside the repository; skipped with a reason without."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.conftest import REPOSITORY

SCRIPTS = REPOSITORY.parent / "shared" / "servers"
NEEDED = {"wordpress": ("php", "mariadbd"), "webdav": ("apache2",), "sftp": ("sshd", "sftp")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(server: str, **environment: str) -> Iterator[dict[str, Any]]:
    """Run a server in a folder of its own and give what it says of itself."""
    script = SCRIPTS / server
    if not script.is_file():
        pytest.skip(f"no script for {server} in the folder `shared` beside the repository")
    missing = [
        name for name in NEEDED[server] if not shutil.which(name, path="/usr/bin:/usr/sbin:/bin:/sbin")
    ]
    if missing:
        packages = subprocess.run([script, "packages"], capture_output=True, text=True, check=True).stdout
        pytest.skip(f"{', '.join(missing)} not installed; Debian: apt-get install {packages.strip()}")
    with TemporaryDirectory(prefix=f"gongkai-{server}-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the servers' own users must reach it, unlike pytest's folders
        try:
            made = subprocess.run(
                [script, "start", folder, str(free_port())],
                stdout=subprocess.PIPE,
                text=True,
                timeout=100,
                env={**os.environ, **environment},
                check=True,
            )
            yield {"root": folder, **json.loads(made.stdout.strip().splitlines()[-1])}
        finally:
            subprocess.run([script, "stop", folder], check=False)
