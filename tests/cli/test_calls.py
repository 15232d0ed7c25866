from __future__ import annotations

import re

import pytest

from desktop_app.cli.calls import BadCall
from desktop_app.cli.parser import parse


@pytest.mark.parametrize("call", [["--help"], ["render", "--help"], ["portal", "--help"], ["board", "-h"]])
def test_help_speaks_chinese(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(call)
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：gongkai")
    assert "显示用法" in told
    assert not re.search(r"\b(usage|options|positional|show)\b", told)


@pytest.mark.parametrize("call", [["frobnicate"], ["render"], ["forms", "--bogus"], ["render", "--out"]])
def test_a_wrong_call_is_told_in_chinese(call: list[str]) -> None:
    with pytest.raises(BadCall) as told:
        parse(call)
    assert str(told.value).startswith("命令写法不对：")
    assert not re.search(r"\b(argument|required|choice|unrecognized|expected)\b", str(told.value))
