"""The command that opens the window."""

from __future__ import annotations

from contextlib import ExitStack

from desktop_app import paths
from desktop_app.cli.parser import Options
from desktop_app.wiring import open_desk


def window(options: Options) -> int:
    """Open the desktop window; with `--with-portal`, the reference portal runs beside it."""
    from desktop_app.ui.app import run

    with ExitStack() as stack:
        if options.with_portal:
            stack.enter_context(_portal_beside())
        desk = open_desk(options.workspace)
        stack.callback(desk.close)
        return run(desk)


def _portal_beside() -> ExitStack:
    from desktop_app.portal_server.server import PortalAddressError, running

    stack = ExitStack()
    try:
        stack.enter_context(running(paths.portal_folder(), port=8800))
    except PortalAddressError:
        pass  # one is running already, or another program has the address: the window then says what it finds
    return stack
