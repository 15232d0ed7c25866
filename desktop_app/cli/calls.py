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


class _HelpFormatter(argparse.HelpFormatter):
    """Says how a command is called in Chinese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Head the line with its Chinese name."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Name a section in Chinese."""
        super().start_section(_SECTIONS.get(heading or "", heading))


class CallParser(argparse.ArgumentParser):
    """Speaks Chinese, and says what is wrong in one line instead of printing its usage."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_HelpFormatter, add_help=False)
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def error(self, message: str) -> NoReturn:
        """Raise what the person is told."""
        for english, chinese in _PHRASES:
            message = message.replace(english, chinese)
        raise BadCall(f"命令写法不对：{message}。")


_SECTIONS = {"positional arguments": "参数", "options": "选项"}
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
