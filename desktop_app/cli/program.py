"""What commands need of the rest of the program; wiring makes it, so that the command line imports downwards only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.core.errors import AppError
    from desktop_app.services.desk import Desk
    from desktop_app.services.doctor.doctor import Doctor
    from desktop_app.services.updates import Updates


@dataclass(frozen=True, slots=True)
class Program:
    """The concrete things.

    Args:
        open_desk: the desk over a workspace, the office's own where None; takes who is asked for a passphrase as `ask`.
        restore: put a backup in a workspace's place; takes workspace and backup, returns where the old file lies.
        leave_shared: let this machine work with its own workspace again.
        show_failure: tell in a dialog why there is no window.
        ask_in_window: asks in a dialog for the passphrase of a locked workspace.
        open_door: be the workspace's only window; None where there was one, which now is in front
            and opens the file.
        show_window: open the window and return its exit status when it is closed.
        serve_portal: run the reference portal until stopped; takes host, port, data folder and `on_ready`.
        portal_keys: the keys of the reference portal in a data folder.
        portal_beside: the reference portal in this process while the context lasts; yields what it serves.
        doctor: examines the installation with a workspace, which need not open.
        updates: the rules that hold with a workspace, and those that can be installed.
        show_demo: play the main job in the real window; takes the folder and returns what was left there.
    """

    open_desk: Callable[..., Desk]
    restore: Callable[[str | None, Path], Path | None]
    leave_shared: Callable[[], None]
    show_failure: Callable[[AppError], None]
    ask_in_window: Callable[..., Any]
    open_door: Callable[[str | None, str], Any]
    show_window: Callable[[Desk, Any, str], int]
    serve_portal: Callable[..., None]
    portal_keys: Callable[[Path], Any]
    portal_beside: Callable[..., AbstractContextManager[Any]]
    doctor: Callable[[str | None], Doctor]
    updates: Callable[[str | None], Updates]
    show_demo: Callable[[Path], list[Path]]
