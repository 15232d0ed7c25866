"""The commands about what an office keeps: ledger, reports, upkeep of deadlines, boards, requests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app.cli.calls import CallParser, add_command, add_json, command


def add_records(commands: Any) -> None:
    """Add what is about what was done."""
    ledger = add_command(commands, "ledger", command("records", "ledger"), "台账")
    ledger.add_argument("--year", type=int)
    ledger.add_argument("--area", default="")
    ledger.add_argument("--status", default="")
    ledger.add_argument("--text", default="", help="标题、文号、正文里的字词")
    ledger.add_argument("--late", action="store_true", help="只看逾期的")
    ledger.add_argument("--export", type=Path, metavar="FILE.xlsx")
    add_json(ledger)
    add_json(
        add_command(
            commands, "todo", command("records", "todo"), "要办的事：没公开的和按周期该写的，最急的在前"
        )
    )
    calendar = add_command(
        commands, "calendar", command("records", "calendar"), "读入国务院办公厅放假通知，列出变动的期限"
    )
    calendar.add_argument("file", type=Path, metavar="FILE.txt", help="通知全文（UTF-8 文本）")
    calendar.add_argument("--checked-by", default="", metavar="NAME", help="核对人；写了才采用")
    add_json(calendar)
    verify = add_command(
        commands, "verify", command("records", "verify"), "核对办理经过有没有被改动、删除或截断"
    )
    verify.add_argument("--head", metavar="NUMBER:SHA256", help="签了字的月报表上的链尾")
    add_json(verify)
    accepted = add_command(
        commands, "accepted", command("records", "accepted"), "一条信息里接受了哪些检查结果、理由是什么"
    )
    accepted.add_argument("id", metavar="ID")
    add_json(accepted)
    evidence = add_command(
        commands, "evidence", command("records", "evidence"), "把一条信息的留痕材料打成一个 zip"
    )
    evidence.add_argument("id", metavar="ID")
    evidence.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
    report = add_command(commands, "report", command("records", "story_sheet"), "报表")
    reports = report.add_subparsers(title="报表", parser_class=CallParser, required=True)
    sheet = add_command(reports, "story", command("records", "story_sheet"), "办理经过月报表，打印签字后存档")
    sheet.add_argument("--month", required=True, metavar="2026-11")
    sheet.add_argument("--out", required=True, type=Path, metavar="DIR")
    sheet.add_argument("--format", default="pdf", choices=("pdf", "docx"))
    annual = add_command(
        reports,
        "annual",
        command("records", "annual_report"),
        "政府信息公开工作年度报告，表里的数字从台账来",
    )
    annual.add_argument("--year", required=True, type=int)
    annual.add_argument("--out", required=True, type=Path, metavar="FILE.docx")
    duties = add_command(
        reports, "duties", command("records", "duties_report"), "落实台账：文件逐句要求公开什么、公开了没有"
    )
    duties.add_argument("--year", required=True, type=int)
    duties.add_argument("--own", action="store_true", help="只看本单位牵头的")
    duties.add_argument("--out", type=Path, metavar="FILE.xlsx")
    add_json(duties)
    backup = add_command(commands, "backup", command("records", "backup"), "备份整个工作区，并核对备份")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = add_command(
        commands, "restore", command("records", "restore"), "用备份恢复工作区；现有的文件改名保留"
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    move = add_command(
        commands, "move", command("sharing", "move"), "把整个工作区复制到共享服务器（或取回本机），逐表核对"
    )
    move.add_argument(
        "target", metavar="URL_OR_PATH", help="postgresql://用户@服务器/数据库，或新的文件、文件夹"
    )
    move.add_argument("--use", action="store_true", help="核对无误后，这台电脑以后用那一个")
    add_json(move)
    join = add_command(commands, "join", command("sharing", "join"), "这台电脑以后用共享工作区")
    join.add_argument("target", metavar="URL")
    add_command(commands, "leave", command("sharing", "leave"), "这台电脑以后用本机自己的工作区")
    lock = add_command(
        commands, "lock", command("locking", "lock"), "用密码短语加密工作区和备份，或换密码短语"
    )
    lock.add_argument("--generate", action="store_true", help="由程序定一个，印在密码单上")
    lock.add_argument("--remember", action="store_true", help="记在系统的密码保管里，本机打开时不再问")
    lock.add_argument("--sheet", type=Path, metavar="FILE.pdf", help="写一份密码单，打印封存后删掉")
    add_command(commands, "unlock", command("locking", "unlock"), "解除工作区的加密")
    state = add_command(commands, "lock-state", command("locking", "state"), "工作区和备份有没有加密")
    add_json(state)


def add_boards(commands: Any) -> None:
    """Add what is about bulletin boards."""
    board = add_command(
        commands, "board", command("boards", "board"), "各公示栏贴着什么、到哪天、该办什么；登记张贴、异议"
    )
    add_json(board)
    actions = board.add_subparsers(title="动作", parser_class=CallParser)
    hang = add_command(actions, "hang", command("board_work", "hang"), "登记张贴")
    hang.add_argument("id", metavar="ID", help="公开信息的编号")
    hang.add_argument("--place", required=True, help="设置里的公示栏，如 永发村村委会公示栏")
    hang.add_argument("--on", metavar="2026-09-28", help="张贴日期；不写是今天")
    for option, words in (
        ("--by", "张贴人"),
        ("--witness", "见证人"),
        ("--sheet", "贴的是哪一份"),
        ("--notes", "备注"),
    ):
        hang.add_argument(option, default="", help=words)
    hang.add_argument(
        "--photo", action="append", default=[], type=Path, metavar="FILE", help="现场照片，可以几张"
    )
    down = add_command(actions, "down", command("board_work", "down"), "登记取下")
    down.add_argument("id", metavar="POSTING_ID", help="张贴登记的编号")
    down.add_argument("--on", metavar="2026-10-14", help="取下日期；不写是今天")
    down.add_argument("--reason", default="", help="期限没满提前取下的原因")
    take = add_command(
        actions, "object", command("board_work", "take_objection"), "登记异议；联系方式从标准输入读"
    )
    take.add_argument("id", metavar="ID")
    take.add_argument("--way", required=True, help="电话、来信、来访……")
    take.add_argument("--summary", required=True, help="异议内容，不写是谁")
    answer = add_command(actions, "answer", command("board_work", "answer_objection"), "登记异议的核查和答复")
    answer.add_argument("id", metavar="OBJECTION_ID")
    answer.add_argument("--handled", required=True, help="怎样核查的")
    answer.add_argument(
        "--outcome", required=True, choices=("rejected", "upheld"), help="不成立，或成立已更正"
    )
    answer.add_argument("--on", metavar="2026-10-08", help="答复日期；不写是今天")
    for name, words in (("record", "现场公示情况记录"), ("result", "公示结果报告")):
        paper = add_command(actions, name, command("board_work", f"{name}_paper"), words)
        paper.add_argument("id", metavar="ID")
        paper.add_argument("--out", required=True, type=Path, metavar="DIR")
        paper.add_argument("--format", default="pdf", choices=("pdf", "docx"))


def add_requests(commands: Any) -> None:
    """Add what is about requests on application."""
    requests = add_command(
        commands, "requests", command("boards", "requests"), "依申请公开登记：编号、期限和进度；登记、答复"
    )
    add_json(requests)
    actions = requests.add_subparsers(title="动作", parser_class=CallParser)
    register = add_command(
        actions,
        "register",
        command("request_work", "register"),
        "登记一件申请；从标准输入读 JSON，不留在命令行里",
    )
    register.add_argument("--sample", action="store_true", help="打印 JSON 的样子")
    for name, words in (("letter", "起草答复书，打印草稿的编号"), ("answered", "登记已经答复")):
        added = add_command(actions, name, command("request_work", name), words)
        added.add_argument("number", metavar="NUMBER", help="登记编号，如 2026-001")
        added.add_argument("--answer", required=True, help="答复类型，如 granted、refused")
    added.add_argument("--on", metavar="2026-10-20", help="答复日期；不写是今天")
    extend = add_command(actions, "extend", command("request_work", "extend"), "登记延期")
    extend.add_argument("number", metavar="NUMBER")
    extend.add_argument("--days", required=True, type=int, help="几个工作日")
    extend.add_argument("--approver", required=True, help="批准人")
    extend.add_argument("--reason", required=True)
    for name, words in (("correct", "登记补正告知"), ("corrected", "登记收到补正")):
        added = add_command(actions, name, command("request_work", name), words)
        added.add_argument("number", metavar="NUMBER")
        added.add_argument("--on", metavar="2026-10-08", help="日期；不写是今天")
