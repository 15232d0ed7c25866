"""Signed packs of rules: installing one, saying what holds, and making one at the county's information centre."""

from __future__ import annotations

import os

import msgspec

from desktop_app import __version__
from desktop_app.cli import DONE
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.output import print_json, progress
from desktop_app.cli.program import Program


def install(options: Options, program: Program) -> int:
    """Take a pack from a disc."""
    taken = program.updates(options.workspace).install(options.pack, progress)
    print(f"已装上第 {taken.serial} 号更新包“{taken.name}”（{taken.issued_on}），重新打开程序后起作用。")
    return DONE


def status(options: Options, program: Program) -> int:
    """Say which rules hold, and which of them came with a pack."""
    updates = program.updates(options.workspace)
    found, version = updates.current(), updates.version
    if options.json:
        print_json({"program": __version__, "pack": msgspec.to_builtins(found), "digest": version.digest})
    elif found is None:
        print(f"用的是 {__version__} 版程序自带的规则，没有装更新包。摘要 {version.digest}。")
    else:
        print(
            f"第 {found.serial} 号更新包“{found.name}”（{found.issued_on}），摘要 {version.digest}。和程序自带的不同："
        )
        for path, serial in sorted(found.changed.items()):
            print(f"  {path}　第 {serial} 号")
    return DONE


def make(options: Options, _program: Program) -> int:
    """Make a signed pack of the files below a folder, which lie there as they lie below the program's."""
    from desktop_app.adapters.updates.pack import key_from, write_pack
    from desktop_app.core.updates.manifest import Manifest

    if options.out.exists():
        raise BadCall(f"“{options.out}”已经存在，没有覆盖。")
    files = {
        file.relative_to(options.folder).as_posix(): file.read_bytes()
        for file in sorted(options.folder.rglob("*"))
        if file.is_file()
    }
    manifest = Manifest(
        options.serial, options.name, options.issued, __version__, files=(), removed=tuple(options.remove)
    )
    key = key_from(options.key.read_text("utf-8"))
    print(f"{write_pack(options.out, manifest, files, key)}：{len(files)} 个文件")
    return DONE


def key(options: Options, _program: Program) -> int:
    """Make a pair of keys: the private one stays with whoever makes packs, the public one goes to the offices."""
    from desktop_app.adapters.updates.pack import key_text, new_key

    public = options.out.with_suffix(".pub")
    if options.out.exists() or public.exists():
        raise BadCall(f"“{options.out.name}”或“{public.name}”已经存在，没有覆盖。")
    raw, shared = new_key()
    with os.fdopen(os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{key_text(raw)}\n")
    public.write_text(f"{key_text(shared)}\n", "utf-8")
    print(f"私钥：{options.out}（自己保管，不要外传）")
    print(f"公钥：{public}（放进各单位程序的 resources/update-keys 文件夹）")
    return DONE
