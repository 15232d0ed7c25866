"""Commands about bulletin boards and requests on application. Neither names who objected or who asks."""

from __future__ import annotations

from desktop_app.cli import DONE
from desktop_app.cli.calls import Options
from desktop_app.cli.output import print_json
from desktop_app.cli.program import Program


def board(options: Options, program: Program) -> int:
    """Print every board: what hangs, until when, what is due."""
    from desktop_app.services.board_duties import DUTY_WORDS

    duties = program.open_desk(options.workspace).board_duties
    states, todo = duties.overview(), duties.todo()
    if options.json:
        print_json(
            {
                "boards": [
                    {
                        "village": one.place.village,
                        "board": one.place.name,
                        "hanging": [
                            {
                                "id": hanging.item.id,
                                "title": hanging.item.title,
                                "counted_from": hanging.posting.counted_from.isoformat(),
                                "may_come_down_on": hanging.clocks.may_come_down_on.isoformat(),
                            }
                            for hanging in one.hanging
                        ],
                        "due": one.due,
                        "posted_this_quarter": one.this_quarter,
                    }
                    for one in states
                ],
                "todo": [
                    {"id": one.item.id, "duty": str(one.duty), "on": one.on.isoformat()} for one in todo
                ],
            }
        )
        return DONE
    for one in states:
        print(f"{one.place}  在贴 {len(one.hanging)} 件，可以取下 {one.due} 件，本季度 {one.this_quarter} 件")
    for duty in todo:
        print(f"[{DUTY_WORDS[duty.duty]}] {duty.item.title}：{duty.words}")
    return DONE


def requests(options: Options, program: Program) -> int:
    """Print the register of requests: numbers, days and how each stands."""
    rows = program.open_desk(options.workspace).requests.rows()
    if options.json:
        print_json(
            [
                {
                    "number": one.request.number,
                    "received_on": one.clock.received_on.isoformat(),
                    "due_on": one.clock.due_on.isoformat(),
                    "provisional": one.clock.provisional,
                    "answer": str(one.request.answer or ""),
                    "answered_on": one.request.answered_on.isoformat() if one.request.answered_on else "",
                    "steps": [str(day) for day in one.clock.days],
                }
                for one in rows
            ]
        )
        return DONE
    for one in rows:
        print(f"{one.request.number}  收到 {one.clock.received_on}  期限 {one.clock.due_on}  {one.state[0]}")
    return DONE
