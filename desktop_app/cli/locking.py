"""Commands that lock a workspace and take the lock off; passphrases never stand on the command line."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from getpass import getpass

from desktop_app.cli import DONE
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.output import print_json, progress
from desktop_app.cli.program import Program
from desktop_app.services.lock import PASSPHRASE_VARIABLE, Lock, proposed_passphrase


def lock(options: Options, program: Program) -> int:
    """Lock the workspace by a new passphrase, and write the sheet for the safe where one is wanted."""
    if options.generate and options.sheet is None:
        raise BadCall("程序定的密码短语要印在密码单上，请加 --sheet FILE.pdf。")
    guard = program.open_desk(options.workspace).lock
    old = _current(guard)
    fresh = proposed_passphrase() if options.generate else _chosen()
    guard.set(fresh, old, remember=options.remember, progress=progress)
    if options.sheet is not None:
        from desktop_app.services.files import write_file

        print(write_file(options.sheet, guard.sheet(fresh).content))
    print("已加密：工作区和它的备份。密码短语忘了没有别的办法找回。")
    return DONE


def unlock(options: Options, program: Program) -> int:
    """Take the lock off."""
    guard = program.open_desk(options.workspace).lock
    if guard.state.is_locked:
        guard.remove(_current(guard), progress)
    print("工作区没有加密。")
    return DONE


def state(options: Options, program: Program) -> int:
    """Say whether workspace and copies are locked."""
    found = program.open_desk(options.workspace).lock.state
    if options.json:
        print_json(asdict(found))
    elif not found.is_locked:
        print("没有加密。")
    else:
        asked = "本机打开时不问密码短语" if found.is_remembered else "每次打开都问密码短语"
        left = f"；有 {found.plain} 份副本还没有加密" if found.plain else ""
        print(f"已加密，{asked}{left}。")
    return DONE


def _current(guard: Lock) -> str:
    if not guard.state.is_locked:
        return ""
    return os.environ.get(PASSPHRASE_VARIABLE, "") or _line("现在的密码短语：")


def _chosen() -> str:
    fresh = _line("新的密码短语：")
    if sys.stdin.isatty() and getpass("再输一遍：") != fresh:
        raise BadCall("两遍输的不一样。")
    return fresh


def _line(prompt: str) -> str:
    """Return a line that the terminal does not show, or one of standard input where that is no terminal."""
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
