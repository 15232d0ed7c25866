"""Commands by which information leaves, waits and comes back: publish, outbox, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.disclosures import load, read_bytes
from desktop_app.cli.output import print_findings, print_json, progress, summary
from desktop_app.cli.program import Program
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.outbox.job import JOB_WORDS, KIND_WORDS, SETTLED_STATES, Job, JobState
from desktop_app.core.outbox.submission import Receipt
from desktop_app.core.outbox.succession import Succession
from desktop_app.services.exchange import Succeeding

if TYPE_CHECKING:
    from desktop_app.services.by_hand import ByHandEntry
    from desktop_app.services.carrying import Carrying
    from desktop_app.services.outbox import Outbox
    from desktop_app.services.public_pages import PublicPages
    from desktop_app.services.successions import Successions


def publish(options: Options, program: Program) -> int:
    """Publish a disclosure: gate, outbox, portal, read back; print the receipt."""
    desk = program.open_desk(options.workspace)
    loaded = load(desk, options.disclosure)
    try:
        job = desk.exchange.publish(loaded, options.portal, progress, _succeeding(options))
    except HeldBack as error:
        if options.json:
            findings = [finding.as_json() for finding in error.findings]
            print_json({"status": "held_back", "findings": findings, "summary": summary(error.findings)})
        else:
            print_findings(error.findings)
        return HELD_BACK
    return _report(job, options.json)


def _succeeding(options: Options) -> Succeeding | None:
    """Return what the disclosure takes the place of, as the call says it."""
    if options.replaces is None:
        return None
    if not options.reason.strip():
        raise BadCall("更正或替换要用 --reason 写明理由，它会公开显示。")
    return Succeeding(options.replaces, Succession(options.kind), options.reason.strip())


def _report(job: Job, as_json: bool) -> int:
    if as_json:
        print_json(_job_json(job))
    else:
        print(f"{JOB_WORDS[job.state]}：{job.title}")
        print(job.receipt.url if job.receipt else job.message)
    return DONE if job.state is JobState.DELIVERED else HELD_BACK


def outbox(options: Options, program: Program) -> int:
    """List the outbox, send what is due, or do something with one job or its page."""
    desk = program.open_desk(options.workspace)
    box = desk.outbox
    if options.action in _ABOUT_ONE and options.id is None:
        raise BadCall(f"outbox {options.action} 后面要写编号。")
    if options.action in _BEGINNING:
        return _begin(desk.successions, options)
    if options.action == "pack":
        return _pack(desk.carrying, options)
    if options.action == "receipt":
        return _report(desk.carrying.take_receipt(read_bytes(options.id)), options.json)
    if options.action in ("handover", "handin"):
        return _by_hand(desk.by_hand, options)
    if options.action in _PAGES:
        return _PAGES[options.action](desk.public_pages, options)
    if options.action in _MENDING:
        _MENDING[options.action](box, options.id)
    if options.action in ("run", "retry", "overwrite"):
        box.run(progress)
    return _listed(box, options)


def _listed(box: Outbox, options: Options) -> int:
    jobs = box.jobs()
    if options.json:
        print_json([_job_json(job) for job in jobs])
    else:
        for job in jobs:
            print(f"{job.id}  {KIND_WORDS[job.kind]}  {JOB_WORDS[job.state]:<6}{job.title}  {job.message}")
        if not jobs:
            print("发件箱是空的。")
    waiting = any(job.state not in SETTLED_STATES for job in jobs)
    return HELD_BACK if waiting and options.action != "list" else DONE


def _check(pages: PublicPages, options: Options) -> int:
    """Read one published page again, or all of them."""
    if options.id is not None:
        return _compare(pages, options)
    wrong = pages.check_all(progress)
    if options.json:
        print_json([_job_json(job) for job in wrong])
    else:
        for job in wrong:
            print(f"{job.id}  {job.title}  {job.message}")
        print("已公开的网页都打得开，内容都一致。" if not wrong else f"{len(wrong)} 个网页有问题。")
    return HELD_BACK if wrong else DONE


def _compare(pages: PublicPages, options: Options) -> int:
    """Show what was published and what the portal shows now, where they differ."""
    _job, found = pages.check(options.id)
    if options.json:
        print_json([{"what": one.what, "ours": one.ours, "theirs": one.theirs} for one in found])
        return HELD_BACK if found else DONE
    for one in found:
        print(
            f"【{one.what}】\n  我们发布的：{one.ours or '（没有）'}\n  门户上现在：{one.theirs or '（没有）'}"
        )
    if not found:
        print("网页与审定稿一致。")
    return HELD_BACK if found else DONE


def _page(pages: PublicPages, options: Options) -> int:
    """Write the kept public page into a file."""
    if options.out is None:
        raise BadCall("outbox page 要用 --out 写明存到哪里。")
    content = pages.kept(options.id)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise BadCall(f"没有写成“{options.out}”（{error.strerror}）。") from error
    print(options.out)
    return DONE


_PAGES: dict[str, Callable[[PublicPages, Options], int]] = {
    "check": _check,
    "compare": _compare,
    "page": _page,
}
_MENDING: dict[str, Callable[[Outbox, str], object]] = {
    "retry": lambda box, job: box.retry(job),
    "pause": lambda box, job: box.pause(job),
    "urge": lambda box, job: box.urge(job),
    "overwrite": lambda box, job: box.overwrite(job),
    "leave": lambda box, job: box.leave(job),
}
_BEGINNING = ("correct", "replace", "mask")
_ABOUT_ONE = {*_MENDING, "compare", "page", "handover", "handin", "pack", "receipt", *_BEGINNING}


def _begin(successions: Successions, options: Options) -> int:
    """Begin the draft of what takes the place of a published disclosure; it is reviewed like any other."""
    if not options.reason.strip():
        raise BadCall(f"outbox {options.action} 要用 --reason 写明理由，它会公开显示。")
    draft = successions.begin(options.id, Succession(options.action), options.reason, progress)
    if options.json:
        print_json({"id": draft.id, "title": draft.title})
    else:
        print(f"已拟稿，请在“草稿”里看过、送审：{draft.id}  {draft.title}")
    return DONE


def _pack(carrying: Carrying, options: Options) -> int:
    """Write the package of one that waits."""
    if options.out is None:
        raise BadCall("outbox pack 要用 --out 写明存成哪个文件。")
    print(carrying.pack(options.id, options.out))
    return DONE


def _by_hand(entry: ByHandEntry, options: Options) -> int:
    """Write down what a person carries into a portal's form, or take the address of the page that came of it."""
    if options.action == "handin":
        if options.url is None:
            raise BadCall("outbox handin 要用 --url 写明公开网页的网址。")
        return _report(entry.hand_in(options.id, options.url), options.json)
    if options.out is None:
        raise BadCall("outbox handover 要用 --out 写明放到哪个文件夹。")
    handover = entry.handover(options.id)
    paths = iter(entry.write_files(handover, options.out))
    shown = [
        {"label": one.label, "text": str(next(paths)) if one.file else one.text, "html": one.html}
        for one in handover.pieces
    ]
    if options.json:
        print_json({"entry_url": handover.entry_url, "advice": handover.advice, "pieces": shown})
    else:
        print("\n\n".join(f"【{one['label']}】\n{one['text']}" for one in shown))
    return DONE


def withdraw(options: Options, program: Program) -> int:
    """Take a published item down and print the receipt; offline, it waits in the outbox."""
    job = program.open_desk(options.workspace).outbox.withdraw(options.id, options.reason, progress)
    if job.state is not JobState.DELIVERED or job.receipt is None:
        return _report(job, options.json)
    if options.json:
        print_json(_receipt_json(job.receipt))
    else:
        print(f"已撤回：{job.receipt.url}")
    return DONE


def _job_json(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "title": job.title,
        "portal": job.portal,
        "kind": str(job.kind),
        "status": str(job.state),
        "message": job.message,
        "attempts": job.attempts,
        "queued_at": job.queued_at.isoformat(),
        "next_at": job.next_at.isoformat() if job.next_at else None,
        "receipt": _receipt_json(job.receipt),
    }


def _receipt_json(receipt: Receipt | None) -> Any:
    return None if receipt is None else msgspec.to_builtins(receipt)
