"""What a command line is made of: options, the commands that they run, and what is said of a wrong one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

from desktop_app.cli.program import Program
from desktop_app.core.errors import UserError

Options = argparse.Namespace
Command = Callable[[Options, Program], int]


class BadCall(UserError):
    """The command line cannot be understood."""

    code = "CLI1"
    hint = "用 gongkai --help 查看用法。"


class CallParser(argparse.ArgumentParser):
    """Says what is wrong in one Chinese line instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        """Raise what the person is told."""
        for english, chinese in _PHRASES:
            message = message.replace(english, chinese)
        raise BadCall(f"命令写法不对：{message}。")


_PHRASES = (
    ("the following arguments are required", "缺少"),
    ("unrecognized arguments", "不认识"),
    ("invalid choice", "没有这个选择"),
    ("choose from", "可用"),
    ("expected one argument", "后面要写一个值"),
    ("argument ", "参数 "),
)


def command(module: str, function: str) -> Command:
    """Return a command that imports its module below `cli` only when it is run."""

    def run(options: Options, program: Program) -> int:
        return int(getattr(import_module(f"desktop_app.cli.{module}"), function)(options, program))

    return run


def add_command(commands: Any, name: str, run: Command, help_text: str) -> Any:
    """Add a command and return its parser."""
    added = commands.add_parser(name, help=help_text, description=help_text)
    added.set_defaults(run=run)
    return added


def add_json(command: Any) -> None:
    """Let a command print one JSON document."""
    command.add_argument("--json", action="store_true", help="只在标准输出打印一份 JSON")
