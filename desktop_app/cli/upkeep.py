"""Commands that keep an installation well."""

from __future__ import annotations

from dataclasses import asdict

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import Options
from desktop_app.cli.output import print_json, progress
from desktop_app.cli.program import Program
from desktop_app.core.health import HEALTH_WORDS, Health


def doctor(options: Options, program: Program) -> int:
    """Say what is wrong with the installation; with `--bundle`, write it down for the technician."""
    examiner = program.doctor(options.workspace)
    parts = examiner.examine(progress, call_portal=options.portal)
    if options.json:
        print_json([asdict(part) for part in parts])
    else:
        for part in parts:
            print(f"[{HEALTH_WORDS[part.health]}] {part.title}：{part.words}{part.hint}")
    if options.bundle:
        written = examiner.write_bundle(parts, options.bundle)
        if not options.json:
            print(f"诊断包：{written}")
    return HELD_BACK if any(part.health is Health.BROKEN for part in parts) else DONE
