"""What is written down about requests on application. Who asks comes on standard input and is printed nowhere."""

from __future__ import annotations

import sys
from datetime import date

import msgspec

from desktop_app.cli import DONE
from desktop_app.cli.board_work import day_of
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.output import print_json
from desktop_app.cli.program import Program
from desktop_app.core.requests.record import ANSWER_WORDS, Answer, Applicant, Way
from desktop_app.core.shapes import read_json
from desktop_app.services.desk import Desk


class _Registration(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A request as the register takes it in."""

    way: Way
    submitted_on: date
    content: str
    applicant: Applicant
    confirmed_on: date | None = None
    obtain_way: str = "纸质"
    obtain_path: str = "当面领取"


_SAMPLE = _Registration(
    way=Way.IN_PERSON,
    submitted_on=date(2026, 9, 28),
    content="某镇2025年农村厕所改造项目资金使用情况",
    applicant=Applicant("自然人", "赵示例", "赵示例", "0452-5820166", "龙江镇示例路9号"),
)


def register(options: Options, program: Program) -> int:
    """Take a request into the register and print its number and the day by which it must be answered."""
    if options.sample:
        print_json(msgspec.to_builtins(_SAMPLE))
        return DONE
    try:
        asked = read_json(sys.stdin.buffer.read(), _Registration)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadCall("标准输入里的登记内容不对，请对照 gongkai requests register --sample。") from error
    desk = program.open_desk(options.workspace)
    request = desk.requests.register(
        asked.way,
        asked.submitted_on,
        asked.content,
        asked.applicant,
        confirmed_on=asked.confirmed_on,
        obtain_way=asked.obtain_way,
        obtain_path=asked.obtain_path,
    )
    print(f"{request.number}  期限 {desk.requests.get(request.id).clock.due_on}")
    return DONE


def letter(options: Options, program: Program) -> int:
    """Begin the answer letter and print its draft's id."""
    desk = program.open_desk(options.workspace)
    print(desk.requests.letter(_id(desk, options.number), _answer(options.answer)).id)
    return DONE


def answered(options: Options, program: Program) -> int:
    """Note that the answer was given."""
    desk = program.open_desk(options.workspace)
    desk.requests.answered(_id(desk, options.number), _answer(options.answer), day_of(options.on, desk))
    print(f"{options.number} 已登记答复。")
    return DONE


def extend(options: Options, program: Program) -> int:
    """Extend the time for the answer, and print the new day."""
    desk = program.open_desk(options.workspace)
    request_id = _id(desk, options.number)
    desk.requests.extend(request_id, options.days, options.approver, options.reason)
    print(f"{options.number}  期限 {desk.requests.get(request_id).clock.due_on}")
    return DONE


def correct(options: Options, program: Program) -> int:
    """Note that the applicant was asked to correct the request."""
    desk = program.open_desk(options.workspace)
    desk.requests.ask_correction(_id(desk, options.number), day_of(options.on, desk))
    print(f"{options.number} 等待补正。")
    return DONE


def corrected(options: Options, program: Program) -> int:
    """Note that the correction came, and print the new day."""
    desk = program.open_desk(options.workspace)
    request_id = _id(desk, options.number)
    desk.requests.take_correction(request_id, day_of(options.on, desk))
    print(f"{options.number}  期限 {desk.requests.get(request_id).clock.due_on}")
    return DONE


def _id(desk: Desk, number: str) -> str:
    found = next((one.request.id for one in desk.requests.rows() if one.request.number == number), None)
    if found is None:
        raise BadCall(f"依申请公开登记里没有 {number}。")
    return found


def _answer(text: str) -> Answer:
    try:
        return Answer(text)
    except ValueError as error:
        known = "、".join(f"{one}（{words}）" for one, words in ANSWER_WORDS.items())
        raise BadCall(f"没有“{text}”这种答复，可用：{known}。") from error
