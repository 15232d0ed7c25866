"""The one place where concrete things meet: workspace, portals, clock and folders become a desk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop_app import paths
from desktop_app.adapters.workspace.cipher import Key, is_locked
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.cli.program import Program
from desktop_app.core.errors import AppError, UserError
from desktop_app.services.desk import Desk, Places
from desktop_app.services.updates import Updates, updates_of

if TYPE_CHECKING:
    from desktop_app.adapters.workspace.workspace import OfficeWorkspace
    from desktop_app.core.outbox.submission import Portal
    from desktop_app.core.workspace_address import Address
    from desktop_app.services.doctor.doctor import Doctor
    from desktop_app.services.lock import Ask
    from desktop_app.services.secrets import Secrets

LOCAL_PORT = 8800
"""Where the reference portal listens; the profile `local` names the same."""

_BEIJING = timezone(timedelta(hours=8))
"""China has one zone and no summer time since 1991."""


class UnknownPortal(UserError):
    """There is no profile of this name."""

    code = "X110"
    hint = "可用的门户见“设置—门户”，或 resources/portals 文件夹。"


def beijing_now() -> datetime:
    """Return the time in Beijing, without a zone, to the second."""
    return datetime.now(_BEIJING).replace(tzinfo=None, microsecond=0)


def open_desk(
    workspace: str | None = None, secrets: Mapping[str, str] | None = None, ask: Ask | None = None
) -> Desk:
    """Open a workspace and return the desk over it.

    Args:
        workspace: a file, a folder or a shared workspace's address; the office's own where None.
        secrets: portals' tokens by their reference; asked before environment and keyring.
        ask: asks a person for the passphrase of a locked workspace.

    Raises:
        WorkspaceLocked: it is locked, and nobody gave its passphrase.
    """
    file = paths.workspace_file(workspace)
    places = Places(_updates(workspace).home(), paths.cache_folder(), paths.HOME)
    portals = _Portals(file.parent, _secrets(secrets or {}))
    opened = _open(workspace, portals.secrets, ask)
    return Desk(
        opened,
        places,
        file.parent / "settings.json",
        portals.open,
        lambda: opened.now() or beijing_now(),
        portals.secrets,
    )


def _open(workspace: str | None, secrets: Secrets, ask: Ask | None = None) -> OfficeWorkspace:
    file, address = paths.workspace_file(workspace), paths.shared_address(workspace)
    if address is None:
        return open_workspace(file, _key(file, ask))
    return _open_shared(address, file.parent / "backups", secrets, ask)


def _open_shared(address: Address, safe: Path, secrets: Secrets, ask: Ask | None) -> OfficeWorkspace:
    """Open a shared workspace with the password that is known, or one that a person is asked for."""
    from desktop_app.adapters.workspace.errors import WorkspaceLoginRefused

    try:
        password = address.password or secrets.database_password(address)
        return open_workspace(address, password=password, safe=safe)
    except WorkspaceLoginRefused:

        def opened(password: str) -> tuple[OfficeWorkspace, str]:
            return open_workspace(address, password=password, safe=safe), password

        found = ask(opened, "数据库密码") if ask else None
        if found is None:
            raise
        if not secrets.needs_passphrase:
            secrets.put(address.secret, found[1])
        return cast("OfficeWorkspace", found[0])


def _leave_shared() -> None:
    paths.choice_file().unlink(missing_ok=True)


def program() -> Program:
    """Return what the command line needs, each part imported when it is first used."""
    return Program(
        open_desk=_open_desk,
        restore=_restore,
        leave_shared=_leave_shared,
        show_failure=_show_failure,
        ask_in_window=_ask_in_window,
        open_door=_open_door,
        show_window=_show_window,
        serve_portal=_serve_portal,
        portal_keys=_portal_keys,
        portal_beside=portal_beside,
        doctor=_doctor,
        updates=_updates,
        show_demo=_show_demo,
    )


def _key(file: Path, ask: Ask | None) -> Key | None:
    """Return what a workspace opens with; an open one costs a look at its first bytes."""
    if not is_locked(file):
        return None
    from desktop_app.services.lock import key_for

    return key_for(file, ask)


def _open_desk(workspace: str | None, ask: Ask | None = None) -> Desk:
    return open_desk(workspace, ask=ask or _ask_on_terminal)


def _ask_on_terminal(opened: Callable[[str], Any], what: str = "工作区的密码短语") -> Any:
    """Ask on the terminal, where there is one."""
    from getpass import getpass

    while sys.stdin.isatty() and (passphrase := getpass(f"{what}：")):
        try:
            return opened(passphrase)
        except UserError as error:
            print(error, file=sys.stderr)
    return None


def _ask_in_window(opened: Callable[[str], Any], what: str = "") -> Any:
    from desktop_app.ui.unlock_dialog import ask_passphrase, ask_password

    return ask_password(opened) if what else ask_passphrase(opened)


def _restore(workspace: str | None, backup: Path) -> Path | None:
    from desktop_app.adapters.workspace.backups import restore

    key, file = _key(backup, _ask_on_terminal), paths.workspace_file(workspace)
    if paths.shared_address(workspace) is not None:
        with closing(_open(workspace, _secrets({}), _ask_on_terminal)) as shared:
            return shared.put_back(backup, file.parent / "backups", beijing_now(), key)
    return restore(backup, file, beijing_now(), key)


def _show_failure(error: AppError) -> None:
    from desktop_app.ui.app import show_failure

    show_failure(error)


def _open_door(workspace: str | None, file: str) -> Any:
    from desktop_app.ui.app import application
    from desktop_app.ui.door import open_door

    application()
    return open_door(str(paths.workspace_file(workspace).resolve()), file)


def _show_window(desk: Desk, door: Any, package: str) -> int:
    from desktop_app.ui.app import run

    return run(desk, door, package)


def _doctor(workspace: str | None) -> Doctor:
    from desktop_app.services.doctor.doctor import Doctor

    file = paths.workspace_file(workspace)
    portals = _Portals(file.parent, _secrets({}))

    def key() -> Key | None:
        with suppress(UserError):  # locked, and nobody is asked
            return _key(file, None)
        return None

    def count() -> dict[str, int]:
        with closing(_open(workspace, portals.secrets)) as opened:
            return opened.counts()

    shared = paths.shared_address(workspace) is not None
    return Doctor(paths.HOME, file, portals.open, beijing_now, key, count if shared else None)


def _updates(workspace: str | None) -> Updates:
    return updates_of(paths.HOME, paths.workspace_file(workspace).parent)


def _serve_portal(*arguments: Any, **options: Any) -> None:
    from desktop_app.portal_server.server import serve

    serve(*arguments, **options)


def _portal_keys(folder: Path) -> Any:
    from desktop_app.portal_server.keys import Keys

    return Keys(folder)


@contextmanager
def portal_beside(folder: Path, port: int = LOCAL_PORT) -> Iterator[Any]:
    """Run the reference portal in this process; where one runs already, that one is used and None is yielded."""
    from desktop_app.portal_server.data_folder import PortalRunning
    from desktop_app.portal_server.server import PortalAddressError, running

    with ExitStack() as stack:
        try:
            serving = stack.enter_context(running(folder, port=port))
        except (PortalAddressError, PortalRunning):
            serving = None
        yield serving


def _show_demo(out: Path) -> list[Path]:
    """Play the main job over a workspace and a portal of its own, both thrown away afterwards."""
    from tempfile import TemporaryDirectory

    from desktop_app.portal_server.server import running

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory(prefix="gongkai-demo-") as folder, running(Path(folder) / "portal") as serving:
        from desktop_app.ui.demo.play import play

        office = Path(folder) / "office"
        (office / "portals").mkdir(parents=True)
        profile = f"name: local\ntitle: 演示门户\nkind: reference\nbase_url: {serving.url}\ntoken_ref: portal.demo\n"
        (office / "portals" / "local.yaml").write_text(profile, "utf-8")
        desk = open_desk(str(office), {"portal.demo": serving.token})
        try:
            return play(desk, out, _read_page)
        finally:
            desk.close()


def _read_page(url: str) -> bytes:
    """Read a public page of the demonstration's own portal."""
    from urllib.request import urlopen

    with urlopen(url, timeout=20) as answer:
        return bytes(answer.read())


class _Portals:
    """Portals by name: the office's own profiles beside the workspace, then those that come with the program."""

    def __init__(self, folder: Path, secrets: Secrets) -> None:
        self._folder = folder
        self.secrets = secrets

    def open(self, name: str) -> Portal:
        from desktop_app.adapters.portals.opening import open_portal
        from desktop_app.adapters.portals.profile import read_profile

        for folder in (self._folder / "portals", paths.RESOURCES / "portals"):
            file = folder / f"{name}.yaml"
            if file.is_file():
                profile = read_profile(file.read_text("utf-8"), file.name, [folder / "systems"])
                return open_portal(profile, self.secrets.get)
        raise UnknownPortal(f"没有名为“{name}”的门户。")


def _secrets(given: Mapping[str, str]) -> Secrets:
    from desktop_app.services.secrets import Secrets

    return Secrets(paths.secrets_file(), given, paths.portal_folder() / "token")
