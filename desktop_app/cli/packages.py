"""Commands for machines that no network reaches: pack, and unpack on the other side."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import msgspec

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.disclosures import load, read_bytes
from desktop_app.cli.output import print_findings, print_json, progress
from desktop_app.cli.program import Program
from desktop_app.core.disclosure.gate import HeldBack


def pack(options: Options, program: Program) -> int:
    """Write the hand-over package of a disclosure that the gate lets out, and print its path."""
    desk = program.open_desk(options.workspace)
    try:
        loaded = load(desk, options.disclosure)
        print(desk.exchange.pack(loaded, options.out, progress, options.portal))
    except HeldBack as error:
        print_findings(error.findings)
        return HELD_BACK
    return DONE


def unpack(options: Options, program: Program) -> int:
    """Verify a hand-over package and say what is in it; with `--out`, put its files there; or hand it to a portal."""
    from desktop_app.services.exchange import unpack as unpack_package

    if options.portal:
        return _deliver(options, program)
    with TemporaryDirectory(prefix="gongkai-unpack-") as folder:
        record = unpack_package(read_bytes(str(options.package)), Path(folder))
        if options.out:
            _keep(Path(folder) / record.key, options.out / record.key)
    if options.json:
        print_json(msgspec.to_builtins(record))
        return DONE
    print(f"核对无误：{record.title}（{record.issuer}）")
    for file in record.files:
        print(f"  {file.title}  {file.name}")
    return DONE


def _deliver(options: Options, program: Program) -> int:
    """Publish what was carried across and print the receipt, which is carried back."""
    from desktop_app.services.carrying import deliver, receipt_file
    from desktop_app.services.files import write_file

    portal = program.open_desk(options.workspace).outbox.open(options.portal)
    try:
        receipt = deliver(read_bytes(str(options.package)), portal, progress, agreed=options.agreed)
    except HeldBack as error:
        print_findings(error.findings)
        return HELD_BACK
    if options.receipt is not None:
        write_file(options.receipt, receipt_file(receipt))
    if options.json:
        print_json(msgspec.to_builtins(receipt))
    else:
        print(f"已公开并核对：{receipt.url}")
    return DONE


def _keep(source: Path, target: Path) -> None:
    if target.exists():
        raise BadCall(f"“{target}”已经存在，没有覆盖。")
    try:
        copytree(source, target)
    except OSError as error:
        raise BadCall(f"文件没有放到“{target}”（{error.strerror}）。") from error
