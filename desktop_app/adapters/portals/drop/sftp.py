"""A folder on a server, reached by the system's own OpenSSH: its keys, its ciphers, its list of known servers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from desktop_app.adapters.portals.drop.portal import FILES, DropPortal
from desktop_app.adapters.portals.drop.store import no_beat
from desktop_app.adapters.portals.profile import SftpProfile
from desktop_app.core.errors import AppError, UserError
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater, Unanswered

_CONNECT_S = 10
_ANSWER = "GONGKAI_SSH_ANSWER"
_ANSWERING = f"#!/bin/sh\nprintf '%s\\n' \"${_ANSWER}\"\n"
_ANSWERING_WINDOWS = f"@powershell -NoProfile -Command [Console]::Out.WriteLine($env:{_ANSWER})\r\n"
_BEAT_S = 5
"""How often a long transfer says that it goes on, in seconds; OpenSSH itself notices a line that is dead."""


class NoSftpProgram(UserError):
    """This machine has no OpenSSH."""

    code = "P204"
    hint = "Windows 10 及以上在“可选功能”里添加 OpenSSH 客户端；麒麟、统信安装 openssh-client。"


def sftp_portal(server: SftpProfile, secret: str = "") -> DropPortal:
    """Return a folder on a server as a portal.

    Args:
        secret: the passphrase or password itself.
    """
    return DropPortal(server.name, SftpStore(server, secret))


class SftpStore:
    """Files below a folder on a server; every call is a connection of its own."""

    can_resume = True

    def __init__(self, server: SftpProfile, secret: str = "") -> None:
        self._server = server
        self._secret = secret
        self._folder = server.folder.rstrip("/")
        self.beat: Callable[[], None] = no_beat

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, or None."""
        with TemporaryDirectory(prefix="gongkai-sftp-") as folder:
            local = Path(folder) / "file"
            said = self._run([f"get {self._path(path)} {_quoted(str(local))}"], may_miss=True)
            return local.read_bytes() if said is None and local.is_file() else None

    def write(self, files: Mapping[str, bytes], *, go_on: bool = False) -> None:
        """Write files in one connection."""
        commands = []
        with TemporaryDirectory(prefix="gongkai-sftp-") as folder:
            for number, (path, content) in enumerate(files.items()):
                local = Path(folder) / str(number)
                local.write_bytes(content)
                verb = "reput" if go_on and 0 < self._size(path) < len(content) else "put"
                commands.append(f"{verb} {_quoted(str(local))} {self._path(path)}")
            self._run(commands)

    def _size(self, path: str) -> int:
        """Return a file's size in bytes; -1 where there is none."""
        said = self._run([f"ls -ln {self._path(path)}"], may_miss=True, tell=True)
        found = re.search(r"^-\S+\s+\S+\s+\S+\s+\S+\s+(\d+)\s", said or "", re.MULTILINE)
        return int(found[1]) if found else -1

    def make_folders(self, *paths: str) -> None:
        """Make folders; one that is there already is fine."""
        above = [f"-mkdir {_quoted(self._folder)}"] if self._folder else []
        made = [f"-mkdir {self._path(path)}" for path in paths]
        self._run([*above, *made, f"cd {self._path(paths[-1])}"])

    def rename(self, old: str, new: str) -> None:
        """Rename a folder."""
        self._run([f"rename {self._path(old)} {self._path(new)}"], uncertain=Unanswered)

    def remove(self, path: str) -> None:
        """Remove an item's folder."""
        inside = f"{path}/{FILES}"
        self._run(
            [
                f"-rm {self._path(inside + '/')}*",
                f"-rmdir {self._path(inside)}",
                f"-rm {self._path(path + '/')}*",
                f"-rmdir {self._path(path)}",
            ]
        )

    def url(self, path: str) -> str:
        """Return the folder's address."""
        place = f"{self._server.host}:{self._server.port}"
        return f"sftp://{self._server.user}@{place}/{quote(self._remote(path).lstrip('/'))}"

    def _remote(self, path: str) -> str:
        return f"{self._folder}/{path}" if self._folder else path

    def _path(self, path: str) -> str:
        return _quoted(self._remote(path))

    def _run(
        self,
        commands: Iterable[str],
        *,
        may_miss: bool = False,
        tell: bool = False,
        uncertain: type[AppError] = RetryLater,
    ) -> str | None:
        """Run commands in one connection.

        Args:
            may_miss: a file that is not there is no error.
            tell: whether the answer's text is wanted.

        Returns:
            the text where it is wanted; None where all went well; "" where the file is not there.
        """
        code, said, complaint = self._talk("\n".join([*commands, "bye", ""]).encode())
        if code == 0:
            return said.decode("utf-8", "replace") if tell else None
        return self._explain(code, complaint.decode("utf-8", "replace"), may_miss, uncertain)

    def _talk(self, commands: bytes) -> tuple[int, bytes, bytes]:
        """Run the program and return its exit status, answer and complaint; `beat` is called while it works."""
        pipe = subprocess.PIPE
        with (
            asked_for(self._secret) as surroundings,
            subprocess.Popen(self._call(), stdin=pipe, stdout=pipe, stderr=pipe, env=surroundings) as program,
        ):
            given: bytes | None = commands
            try:
                while True:
                    try:
                        said, complaint = program.communicate(given, timeout=_BEAT_S)
                        return program.returncode, said, complaint
                    except subprocess.TimeoutExpired:
                        given = None
                        self.beat()
            except BaseException:
                program.kill()
                raise

    def _explain(self, code: int, said: str, may_miss: bool, uncertain: type[AppError]) -> str:
        name = self._server.name
        if may_miss and re.search(r"not found|No such file", said):
            return ""
        if re.search(
            r"Host key verification failed|REMOTE HOST IDENTIFICATION|No .* host key is known", said
        ):
            raise NeedsLogin(
                f"门户“{name}”的服务器身份与登记的不一样，没有发送任何内容。",
                "可能换了服务器，也可能有人冒充：请找信息中心核实，再更新 known_hosts 文件。",
            )
        if re.search(r"Permission denied \(|Too many authentication failures|Load key", said):
            what = "密钥" if self._server.key else ("口令" if self._server.secret else "系统里的密钥")
            raise NeedsLogin(
                f"门户“{name}”不接受现在的{what}。", "请核对门户设置里的用户名、密钥文件和登记的口令。"
            )
        if code == 255:
            raise uncertain(f"连不上门户“{name}”，或连接中断，请检查网络；稍后会自动再试。")
        if re.search(r"Permission denied", said):
            raise Rejected(f"门户“{name}”不收：这个用户不能写那个文件夹，请找信息中心开通。")
        raise uncertain(f"门户“{name}”没有写成（空间不够或文件夹不对）；稍后会自动再试。")

    def _call(self) -> list[str]:
        program = shutil.which("sftp")
        if program is None:
            raise NoSftpProgram("本机没有 sftp 程序，不能发到这个门户。")
        server = self._server
        options = {
            # given before -b, which would set it: a secret is asked for, though never at a terminal
            "BatchMode": "no" if self._secret else "yes",
            "NumberOfPasswordPrompts": "1",
            "StrictHostKeyChecking": "yes",
            "UserKnownHostsFile": str(Path(server.known_hosts).expanduser()),
            "GlobalKnownHostsFile": "none",
            "ConnectTimeout": str(_CONNECT_S),
            "ServerAliveInterval": "15",
            "ServerAliveCountMax": "4",
            "UpdateHostKeys": "no",
            "LogLevel": "ERROR",
        }
        options |= self._sign_in()
        set_out = [word for key, value in options.items() for word in ("-o", f"{key}={value}")]
        return [
            program,
            *set_out,
            "-b",
            "-",
            "-F",
            "none",
            "-P",
            str(server.port),
            f"{server.user}@{server.host}",
        ]

    def _sign_in(self) -> dict[str, str]:
        """Return by what one signs in, and nothing else is tried."""
        server = self._server
        if server.key:
            own = str(Path(server.key).expanduser())
            return {"PreferredAuthentications": "publickey", "IdentitiesOnly": "yes", "IdentityFile": own}
        if server.secret:
            return {
                "PreferredAuthentications": "keyboard-interactive,password",
                "PubkeyAuthentication": "no",
            }
        return {"PreferredAuthentications": "publickey"}


@contextmanager
def asked_for(secret: str) -> Iterator[dict[str, str]]:
    """Yield the surroundings in which OpenSSH gets a secret that it asks for, and no terminal is asked.

    The secret goes to OpenSSH and to the program that answers in their environment, which this user alone can read;
    it stands on no command line and in no file.
    """
    surroundings = dict(os.environ)
    if not secret:
        yield surroundings
        return
    with TemporaryDirectory(prefix="gongkai-ask-") as folder:
        answering = Path(folder) / ("answer.cmd" if os.name == "nt" else "answer")
        answering.write_text(_ANSWERING_WINDOWS if os.name == "nt" else _ANSWERING, "ascii")
        answering.chmod(0o700)
        yield surroundings | {
            "SSH_ASKPASS": str(answering),
            "SSH_ASKPASS_REQUIRE": "force",
            "DISPLAY": surroundings.get("DISPLAY", ":0"),  # before 8.4 OpenSSH asks only where there is one
            _ANSWER: secret,
        }


def _quoted(path: str) -> str:
    """Return a path as one word of sftp's batch language, in which nothing is a pattern."""
    return '"' + re.sub(r'(["\\])', r"\\\1", path) + '"'
