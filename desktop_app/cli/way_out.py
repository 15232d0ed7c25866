"""Commands by which information leaves, waits and comes back: publish, outbox, withdraw."""

from __future__ import annotations

from typing import Any

import msgspec

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.disclosures import load
from desktop_app.cli.output import print_findings, print_json, progress, summary
from desktop_app.cli.parser import BadCall, Options
from desktop_app.cli.program import Program
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.outbox.job import JOB_WORDS, Job, JobState
from desktop_app.core.outbox.submission import Receipt


def publish(options: Options, program: Program) -> int:
    """Publish a disclosure: gate, outbox, portal, read back; print the receipt."""
    desk = program.open_desk(options.workspace)
    loaded = load(desk, options.disclosure)
    try:
        job = desk.exchange.publish(loaded, options.portal, progress)
    except HeldBack as error:
        if options.json:
            findings = [finding.as_json() for finding in error.findings]
            print_json({"status": "held_back", "findings": findings, "summary": summary(error.findings)})
        else:
            print_findings(error.findings)
        return HELD_BACK
    return _report(job, options.json)


def _report(job: Job, as_json: bool) -> int:
    if as_json:
        print_json(_job_json(job))
    else:
        print(f"{JOB_WORDS[job.state]}：{job.title}")
        print(job.receipt.url if job.receipt else job.message)
    return DONE if job.state is JobState.DELIVERED else HELD_BACK


def outbox(options: Options, program: Program) -> int:
    """List the outbox, send what is due, or make one job due."""
    desk = program.open_desk(options.workspace)
    if options.action == "retry":
        if options.id is None:
            raise BadCall("outbox retry 后面要写编号。")
        desk.outbox.retry(options.id)
    if options.action != "list":
        desk.outbox.run(progress)
    jobs = desk.outbox.jobs()
    if options.json:
        print_json([_job_json(job) for job in jobs])
    else:
        for job in jobs:
            print(f"{job.id}  {JOB_WORDS[job.state]:<6}{job.title}  {job.message}")
        if not jobs:
            print("发件箱是空的。")
    waiting = any(job.state not in (JobState.DELIVERED, JobState.WITHDRAWN) for job in jobs)
    return HELD_BACK if waiting and options.action != "list" else DONE


def withdraw(options: Options, program: Program) -> int:
    """Take a published item down and print the receipt."""
    receipt = program.open_desk(options.workspace).outbox.withdraw(options.id, options.reason)
    if options.json:
        print_json(_receipt_json(receipt))
    else:
        print(f"已撤回：{receipt.url}")
    return DONE


def _job_json(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "title": job.title,
        "portal": job.portal,
        "status": str(job.state),
        "message": job.message,
        "attempts": job.attempts,
        "queued_at": job.queued_at.isoformat(),
        "next_at": job.next_at.isoformat() if job.next_at else None,
        "receipt": _receipt_json(job.receipt),
    }


def _receipt_json(receipt: Receipt | None) -> Any:
    return None if receipt is None else msgspec.to_builtins(receipt)
