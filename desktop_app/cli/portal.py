"""The command that runs the reference portal."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from desktop_app import paths
from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.output import print_json, progress
from desktop_app.cli.program import Program


def serve(options: Options, program: Program) -> int:
    """Serve until stopped."""
    program.serve_portal(options.host, options.port, options.data or paths.portal_folder(), on_ready=_tell)
    return DONE


def _tell(serving: Any) -> None:
    print(f"演示门户已启动：{serving.url}", flush=True)
    print(f"收件口令在：{serving.token_file}", flush=True)


def list_all(options: Options, program: Program) -> int:
    """List the portals, with what is wrong with a profile."""
    portals = program.open_desk(options.workspace).portals()
    if options.json:
        print_json([{"name": p.name, "title": p.title, "place": p.place, "fault": p.fault} for p in portals])
    else:
        for portal in portals:
            print(f"{portal.name:<16}{portal.title}  {portal.fault or portal.place}")
    return HELD_BACK if any(portal.fault for portal in portals) else DONE


def try_out(options: Options, program: Program) -> int:
    """Try a profile step by step; secrets are masked in all that is shown."""
    desk = program.open_desk(options.workspace).portal_desk
    text = desk.text(options.name)
    if not text:
        raise BadCall(f"没有名为“{options.name}”的门户。")
    trial = desk.try_out(text, progress, whole=options.all)
    if options.json:
        shown = [{"step": e.step, "request": e.request, "answer": e.answer} for e in trial.exchanges]
        print_json({"ok": trial.is_good, "message": trial.words, "exchanges": shown})
    else:
        for number, one in enumerate(trial.exchanges, start=1):
            print(f"── {number} {one.step}\n{_indented(one.request)}\n  →\n{_indented(one.answer)}")
        print(trial.words)
    return DONE if trial.is_good else HELD_BACK


def secret(options: Options, program: Program) -> int:
    """Keep a secret in the keyring, or in the sealed file that GONGKAI_PASSPHRASE opens."""
    desk = program.open_desk(options.workspace)
    secrets = desk.portal_desk.secrets
    given = getpass("口令：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    secrets.put(options.secret_name, given)
    print(f"{'已登记' if given else '已删除'}“{options.secret_name}”，存在{secrets.place}里。")
    if given and (sent := desk.outbox.go_on(progress)):
        print(f"等口令的 {len(sent)} 件接着发送，结果见 gongkai outbox。")
    return DONE


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
