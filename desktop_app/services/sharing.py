"""Where the workspace lies: on this machine alone, or on a server where several clerks share it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.errors import OutsideError, UserError
from desktop_app.core.workspace_address import Address, address_of, is_address
from desktop_app.services.ports import Workspace
from desktop_app.services.secrets import Secrets


class AlreadyThere(UserError):
    """The workspace lies where it is to be moved to."""

    code = "SH01"


class ChoiceUnwritable(OutsideError):
    """This machine cannot remember which workspace it works with."""

    code = "SH02"
    hint = "请检查数据文件夹的权限和磁盘空间。"


@dataclass(frozen=True, slots=True)
class Moved:
    """A workspace that was copied to another place.

    Args:
        name: what that place is called.
        digests: of every table, the same on both sides, by the table's name; each begins with the number of rows.
    """

    name: str
    digests: dict[str, str]

    @property
    def rows(self) -> int:
        """How many rows arrived."""
        return sum(int(digest.split(":")[0]) for digest in self.digests.values())


class Sharing:
    """Moves the workspace to a server or back, and remembers with which one this machine works.

    Args:
        choice: the file that names the shared workspace of this machine; it is not there while there is none.
    """

    def __init__(self, workspace: Workspace, secrets: Secrets, choice: Path) -> None:
        self._workspace = workspace
        self._secrets = secrets
        self._choice = choice

    @property
    def name(self) -> str:
        """What the workspace is called: a file's name, or host and database."""
        return self._workspace.name

    def others(self) -> int:
        """Return a number that changes when somebody else has changed something."""
        return self._workspace.others()

    def move(self, target: str, password: str = "") -> Moved:
        """Copy everything to an address or into a new file, compared table by table; the workspace stays as it is.

        Raises:
            AddressRefused, TargetNotEmpty, CopyDiffers, WorkspaceUnreachable: nothing was changed.
        """
        if not is_address(target):
            file = Path(target)
            file = file if file.suffix == ".db" else file / "workspace.db"
            if self._workspace.file is not None and file.resolve() == self._workspace.file.resolve():
                raise AlreadyThere("工作区已经在这个位置。")
            return Moved(str(file), self._workspace.move_into(file))
        address = address_of(target)
        return Moved(address.name, self._workspace.move_into(address, self._password(address, password)))

    def join(self, target: str, password: str = "") -> Address:
        """Work with the shared workspace at an address from the next start on; its password goes into the keyring.

        Raises:
            AddressRefused: it cannot be read.
            WorkspaceUnreachable, WorkspaceLoginRefused, ServerUnfit: it does not open; nothing was changed.
            SecretsLocked: the password cannot be kept.
        """
        from desktop_app.adapters.workspace.opening import open_workspace

        address = address_of(target)
        with closing(open_workspace(address, password=self._password(address, password))):
            pass
        if told := password or address.password:
            self._secrets.put(address.secret, told)
        self._remember(address.url)
        return address

    def leave(self) -> None:
        """Work with this machine's own workspace from the next start on."""
        self._remember("")

    def _password(self, address: Address, given: str) -> str:
        return given or address.password or self._secrets.database_password(address)

    def _remember(self, url: str) -> None:
        try:
            if not url:
                self._choice.unlink(missing_ok=True)
                return
            self._choice.parent.mkdir(parents=True, exist_ok=True)
            self._choice.write_text(f"{url}\n", "utf-8")
        except OSError as error:
            raise ChoiceUnwritable(f"没有记住用哪个工作区（{error.strerror}）。") from error
