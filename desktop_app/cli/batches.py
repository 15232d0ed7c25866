"""The command `batch`: disclosures of one list on their way together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.output import print_json, progress
from desktop_app.cli.program import Program
from desktop_app.core.credit.validate import CreditFault
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.states import STATE_WORDS
from desktop_app.core.imports.batch import Batch
from desktop_app.services.batches import Outcome
from desktop_app.services.credit import held_words
from desktop_app.services.desk import Desk
from desktop_app.services.reviews import Signature


def batch(options: Options, program: Program) -> int:
    """List the batches, or do one work over all disclosures of a batch."""
    desk = program.open_desk(options.workspace)
    if options.action == "list":
        return _list(desk, as_json=options.json)
    if options.id is None:
        raise BadCall(f"batch {options.action} 后面要写批次编号，用 gongkai batch list 查。")
    found = desk.batches.get(options.id)
    match options.action:
        case "report":
            print(desk.batches.write_report(found, _out(options)))
            return DONE
        case "exchange":
            return _exchange(desk, found, options)
        case _:
            return _tell(_work(desk, found, options), as_json=options.json)


def _work(desk: Desk, found: Batch, options: Options) -> Sequence[Outcome]:
    batches = desk.batches
    match options.action:
        case "check":
            return batches.check(found, progress)
        case "submit":
            return batches.submit(found, progress)
        case "approve":
            return _approve(desk, found, options)
        case "render":
            kinds = [part.strip() for part in options.format.split(",") if part.strip()]
            return batches.render(found, _out(options), kinds, progress)
        case _:
            return batches.publish(found, options.portal, progress)


def _approve(desk: Desk, found: Batch, options: Options) -> Sequence[Outcome]:
    """Sign for the person named; a registered one is asked for the password."""
    if not options.by:
        raise BadCall("batch approve 要写明审查人：--by 姓名。")
    password = ""
    if desk.people.are_registered:
        from getpass import getpass

        password = getpass("密码：")
    review = Confidentiality(
        classified=False,
        reviewed_by=options.by,
        reviewed_on=desk.now().date().isoformat(),
        conclusion="public",
    )
    return desk.batches.approve(found, Signature(options.by, password), review, progress)


def _exchange(desk: Desk, found: Batch, options: Options) -> int:
    written = desk.credit.write_batch(found, _out(options))
    if options.json:
        faults = [_fault_json(one) for one in written.faults]
        held = [item.id for item in written.held]
        print_json({"path": str(written.path), "rows": written.rows, "held": held, "faults": faults})
    else:
        print(written.path)
        for one in written.faults:
            print(f"[{'必须改' if one.is_refused else '请核对'}] 第 {one.row} 行“{one.name}”：{one.message}")
        if words := held_words(written.held):
            print(words)
    return HELD_BACK if written.faults or written.held else DONE


def _fault_json(one: CreditFault) -> dict[str, Any]:
    return {
        "row": one.row,
        "code": one.code,
        "name": one.name,
        "message": one.message,
        "refused": one.is_refused,
    }


def _list(desk: Desk, *, as_json: bool) -> int:
    batches = [(one, desk.batches.items(one)) for one in desk.batches.all()]
    if as_json:
        print_json([_batch_json(one, [item.state for item in items]) for one, items in batches])
        return DONE
    for one, items in batches:
        counts = [(words, sum(item.state is state for item in items)) for state, words in STATE_WORDS.items()]
        standing = "、".join(f"{words} {count}" for words, count in counts if count)
        print(f"{one.id}  {one.name}  {standing}")
    if not batches:
        print("还没有批次。")
    return DONE


def _batch_json(one: Batch, states: Sequence[Any]) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "form": one.form,
        "file": one.file,
        "made_at": one.made_at.isoformat(),
        "items": list(one.items),
        "states": {str(state): states.count(state) for state in dict.fromkeys(states)},
    }


def _tell(outcomes: Sequence[Outcome], *, as_json: bool) -> int:
    if as_json:
        print_json(
            [
                {
                    "id": one.item.id,
                    "title": one.item.title,
                    "state": str(one.item.state),
                    "done": one.done,
                    "message": one.message,
                    "findings": [finding.as_json() for finding in one.findings],
                }
                for one in outcomes
            ]
        )
    else:
        for one in outcomes:
            print(f"{'完成' if one.done else '没有完成'}  {one.item.title}  {one.message}".rstrip())
        print(f"{sum(one.done for one in outcomes)}/{len(outcomes)} 件完成。")
    return DONE if all(one.done for one in outcomes) else HELD_BACK


def _out(options: Options) -> Any:
    if options.out is None:
        raise BadCall(f"batch {options.action} 要写 --out，写到哪里。")
    return options.out
