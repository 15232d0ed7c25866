"""The commands that open the window, for a person or for the demonstration."""

from __future__ import annotations

from contextlib import ExitStack

from desktop_app import paths
from desktop_app.adapters.workspace.errors import WorkspaceLocked
from desktop_app.cli import DONE
from desktop_app.cli.calls import Options
from desktop_app.cli.program import Program
from desktop_app.core.errors import AppError


def window(options: Options, program: Program) -> int:
    """Open the desktop window; with `--with-portal`, the reference portal runs beside it.

    A hand-over package that was opened goes to the window that is there.
    """
    package = str(options.package.resolve()) if options.package else ""
    with ExitStack() as stack:
        door = program.open_door(options.workspace, package)
        if door is None:
            return DONE
        stack.callback(door.close)
        if options.with_portal:
            stack.enter_context(program.portal_beside(paths.portal_folder()))
        try:
            desk = program.open_desk(options.workspace, ask=program.ask_in_window)
        except WorkspaceLocked:
            return DONE  # the person gave up
        except AppError as error:
            program.show_failure(error)  # who starts the window sees no terminal
            raise
        stack.callback(desk.close)
        return program.show_window(desk, door, package)


def demo(options: Options, program: Program) -> int:
    """Play the main job from end to end and say where the results lie."""
    made = program.show_demo(options.out)
    print(f"演示完成，文书、网页、张贴版和窗口截图在：{options.out.resolve()}")
    for path in made:
        print(path)
    return DONE
