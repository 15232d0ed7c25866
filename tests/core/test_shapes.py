"""Types are learnt by one thread at a time, here and nowhere else."""

from __future__ import annotations

import ast
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from desktop_app import paths
from desktop_app.core.shapes import read_json, read_msgpack, read_yaml, shaped

PROGRAM = Path(paths.__file__).parent
OWNER = PROGRAM / "core" / "shapes.py"

MEETING = """
import threading, time
from msgspec import Struct
from {module} import {function} as shaped

learning = threading.Event()

def slowly():
    learning.set()
    time.sleep(0.3)
    return str

class Village(Struct):
    name: "slowly()"

class Town(Struct):
    village: Village

def meet():
    assert shaped({{"village": {{"name": "x"}}}}, Town).village.name == "x"

first = threading.Thread(target=meet)
first.start()
learning.wait()
meet()
first.join()
"""


class Village(msgspec.Struct, frozen=True):
    name: str
    people: int = 0


def status(module: str, function: str) -> int:
    """Return how a process ends in which a thread meets a type while another learns it."""
    return subprocess.run([sys.executable, "-c", MEETING.format(module=module, function=function)]).returncode


def test_two_threads_may_meet_a_type_at_the_same_time():
    assert status("desktop_app.core.shapes", "shaped") == 0


def test_the_library_alone_dies_of_it():
    """Fails when its makers have mended it: then this module may go."""
    assert status("msgspec", "convert") == -signal.SIGSEGV


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_json, b'{"name": "\xe5\xbc\xa0\xe5\xae\xb6\xe6\x9d\x91", "people": 3}'),
        (read_yaml, "name: 张家村\npeople: 3\n"),
        (read_msgpack, msgspec.msgpack.encode({"name": "张家村", "people": 3})),
        (shaped, {"name": "张家村", "people": 3}),
    ],
)
def test_data_becomes_what_it_says(read, content):
    assert read(content, Village) == Village("张家村", 3)


def test_text_is_a_number_only_where_that_is_asked():
    assert shaped({"name": "张家村", "people": "3"}, Village, strict=False) == Village("张家村", 3)
    with pytest.raises(msgspec.ValidationError, match="people"):
        shaped({"name": "张家村", "people": "3"}, Village)


def asks_for_a_type(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    typed = len(call.args) > 1 or any(keyword.arg == "type" for keyword in call.keywords)
    return name == "msgspec.convert" or (
        name.startswith("msgspec.") and name.endswith((".decode", "Decoder")) and typed
    )


def test_nothing_else_in_the_program_has_the_library_learn_a_type():
    asking = {
        f"{file.relative_to(PROGRAM)}:{node.lineno}"
        for file in PROGRAM.rglob("*.py")
        if file != OWNER
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and asks_for_a_type(node)
    }
    assert not asking
