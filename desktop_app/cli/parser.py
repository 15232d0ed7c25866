"""The commands and their options, as the contract fixes them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from desktop_app import __version__
from desktop_app.cli.program import Program
from desktop_app.core.errors import UserError

Options = argparse.Namespace

_PAPERS = ("A4", "A3", "A2", "A4x2", "A4x4")


class BadCall(UserError):
    """The command line cannot be understood."""

    code = "CLI1"
    hint = "用 gongkai --help 查看用法。"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one Chinese line instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        for english, chinese in _PHRASES:
            message = message.replace(english, chinese)
        raise BadCall(f"命令写法不对：{message}。")


_PHRASES = (
    ("the following arguments are required", "缺少"),
    ("unrecognized arguments", "不认识"),
    ("invalid choice", "没有这个选择"),
    ("choose from", "可用"),
    ("expected one argument", "后面要写一个值"),
    ("argument ", "参数 "),
)


Command = Callable[[Options, Program], int]


def _command(module: str, function: str) -> Command:
    """Return a command that imports its module only when it is run."""

    def run(options: Options, program: Program) -> int:
        return int(getattr(import_module(f"desktop_app.cli.{module}"), function)(options, program))

    return run


def parse(arguments: Sequence[str]) -> Options:
    """Return the options with `run`, the command to run.

    Raises:
        BadCall: the call is wrong.
    """
    parser = _Parser("gongkai", description="政务公开助手", add_help=True)
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}")
    parser.add_argument("--workspace", metavar="URL_OR_PATH", help="工作区文件或文件夹")
    parser.add_argument("--with-portal", action="store_true", help="打开窗口时在旁边启动演示门户")
    parser.set_defaults(run=_command("window", "window"))
    commands = parser.add_subparsers(title="命令", parser_class=_Parser)
    for add in (
        _add_forms,
        _add_disclosures,
        _add_printing,
        _add_imports,
        _add_way_out,
        _add_records,
        _add_boards,
        _add_requests,
        _add_portal,
        _add_upkeep,
        _add_demo,
    ):
        add(commands)
    return parser.parse_args(arguments)


def _add(commands: Any, name: str, run: Command, help_text: str) -> Any:
    command = commands.add_parser(name, help=help_text, description=help_text)
    command.set_defaults(run=run)
    return command


def _json(command: Any) -> None:
    command.add_argument("--json", action="store_true", help="只在标准输出打印一份 JSON")


def _add_forms(commands: Any) -> None:
    forms = _add(commands, "forms", _command("forms", "forms"), "列出公开事项类型")
    forms.add_argument("--area", help="领域编号，如 finance")
    forms.add_argument("--search", metavar="TEXT", help="汉字、拼音或首字母")
    _json(forms)
    lint = _add(commands, "lint", _command("forms", "lint"), "检查表单和模板文件")
    lint.add_argument("path", nargs="?", type=Path, help="文件或文件夹；不写就检查全部")
    sample = _add(commands, "sample", _command("forms", "sample"), "打印一份完整的样例")
    sample.add_argument("form", metavar="FORM_ID")
    due = _add(commands, "due", _command("forms", "due"), "计算最迟公开日期")
    due.add_argument("form", metavar="FORM_ID")
    due.add_argument("--event", required=True, metavar="2026-09-28[T10:00]", help="起算的日期或时间")
    _json(due)


def _add_disclosures(commands: Any) -> None:
    check = _add(commands, "check", _command("disclosures", "check"), "检查有没有缺项、有没有不该公开的内容")
    check.add_argument("paths", nargs="+", metavar="PATH", help="公开信息 JSON 或附件；- 表示标准输入")
    check.add_argument("--no-ocr", action="store_true", help="不识别扫描件")
    _json(check)
    clean = _add(commands, "clean", _command("cleaning", "clean"), "另存一份去掉隐藏内容、个人信息打码的文件")
    clean.add_argument("path", metavar="PATH")
    clean.add_argument("--out", required=True, type=Path, metavar="FILE")
    render = _add(commands, "render", _command("disclosures", "render"), "生成文书")
    render.add_argument("disclosure", metavar="DISCLOSURE.json")
    render.add_argument("--out", required=True, type=Path, metavar="DIR")
    render.add_argument("--format", default="docx,pdf,html", help="docx,pdf,html,poster 中的几种")
    render.add_argument(
        "--paper",
        default="A4",
        choices=_PAPERS,
        help="张贴版的纸张；A4x2、A4x4 用几张 A4 拼",
    )


def _add_printing(commands: Any) -> None:
    printed = _add(commands, "print", _command("printing", "print_sheets"), "打印公文、张贴稿或校准页")
    printed.add_argument("disclosure", nargs="?", metavar="DISCLOSURE.json")
    printed.add_argument("--poster", action="store_true", help="打印张贴稿，不是公文")
    printed.add_argument("--calibration", action="store_true", help="打印校准页")
    printed.add_argument("--paper", default="A4", choices=_PAPERS, help="张贴稿的纸张")
    printed.add_argument("--printer", default="", help="打印机名称；不写就用上次的或默认的")
    printed.add_argument("--pages", default="", metavar="1-3,5")
    printed.add_argument("--copies", type=int, default=1)
    printed.add_argument("--duplex", choices=("none", "long", "short"), help="单面、双面长边翻、双面短边翻")
    printed.add_argument("--gray", action="store_true", help="只用黑色")
    printed.add_argument("--to", type=Path, metavar="FILE.pdf", help="打到文件里")
    redline = _add(commands, "redline", _command("redline", "redline"), "两份公开信息的修改对照稿")
    redline.add_argument("before", metavar="OLD.json")
    redline.add_argument("after", metavar="NEW.json")
    redline.add_argument("--out", required=True, type=Path, metavar="DIR")
    redline.add_argument("--format", default="pdf", choices=("pdf", "docx"))
    style = _add(commands, "style", _command("styles", "style"), "本单位的公文样式文件，用 Word 或 WPS 修改")
    style.add_argument("--reset", action="store_true", help="恢复标准样式")
    number = _add(commands, "number", _command("numbers", "next_number"), "本单位的下一个发文字号")
    number.add_argument("--year", type=int, metavar="2026")
    _add(commands, "printers", _command("printing", "printers"), "列出打印机")


def _add_imports(commands: Any) -> None:
    imported = _add(
        commands, "import", _command("imports", "import_file"), "从表格、Word 或 PDF 预填公开信息"
    )
    imported.add_argument("form", metavar="FORM_ID")
    imported.add_argument("file", nargs="?", metavar="FILE")
    imported.add_argument("--template", type=Path, metavar="OUT.xlsx", help="写一份空白表")
    imported.add_argument("--out", type=Path, metavar="DIR", help="每条公开信息另存一个 JSON 文件")
    imported.add_argument(
        "--returned", type=Path, metavar="OUT.xlsx", help="写一份标明问题、退回原单位的副本"
    )
    imported.add_argument("--keep", action="store_true", help="建立草稿，几条的成为一批")
    _json(imported)
    actions = ("list", "check", "submit", "approve", "render", "publish", "report", "exchange")
    batch = _add(
        commands, "batch", _command("batches", "batch"), "一份名单里的几条一起检查、送审、审签、发布、报送"
    )
    batch.add_argument("action", nargs="?", default="list", choices=actions)
    batch.add_argument("id", nargs="?", metavar="ID")
    batch.add_argument("--by", default="", metavar="NAME", help="审签：审查人")
    batch.add_argument("--portal", metavar="NAME", help="发布：门户；不写就用设置里选的")
    batch.add_argument("--format", default="docx,pdf", help="生成文书：docx,pdf,html 中的几种")
    batch.add_argument(
        "--out",
        type=Path,
        metavar="PATH",
        help="文书的文件夹，情况表（xlsx）或双公示报送文件（xls、xlsx、json）",
    )
    _json(batch)


_OUTBOX_ACTIONS = (
    *("list", "run", "retry", "pause", "urge", "check", "compare", "overwrite", "leave", "page"),
    *("handover", "handin"),
)


def _add_way_out(commands: Any) -> None:
    publish = _add(commands, "publish", _command("way_out", "publish"), "发布到门户并核对")
    publish.add_argument("disclosure", metavar="DISCLOSURE.json")
    publish.add_argument("--portal", required=True, metavar="NAME")
    publish.add_argument("--replaces", metavar="ID", help="更正或替换哪一条已公开的信息")
    publish.add_argument("--as", dest="kind", default="correct", choices=("correct", "replace", "mask"))
    publish.add_argument("--reason", default="", metavar="TEXT", help="更正或替换的理由，会公开显示")
    _json(publish)
    pack = _add(commands, "pack", _command("packages", "pack"), "制作移交包，用光盘或 U 盘带到上网机")
    pack.add_argument("disclosure", metavar="DISCLOSURE.json")
    pack.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
    unpack = _add(commands, "unpack", _command("packages", "unpack"), "打开并核对移交包")
    unpack.add_argument("package", type=Path, metavar="FILE.zip")
    unpack.add_argument("--out", type=Path, metavar="DIR", help="核对无误后把文件放到这里；不写就只核对")
    unpack.add_argument("--portal", metavar="NAME", help="核对无误后发布到这个门户，打印回执")
    _json(unpack)
    outbox = _add(commands, "outbox", _command("way_out", "outbox"), "查看、发送发件箱；核对已公开的网页")
    outbox.add_argument("action", nargs="?", default="list", choices=_OUTBOX_ACTIONS)
    outbox.add_argument("id", nargs="?", metavar="ID")
    outbox.add_argument("--out", type=Path, metavar="PATH", help="page、handover：放到哪里")
    outbox.add_argument("--url", metavar="URL", help="outbox handin：手工录入后公开网页的网址")
    _json(outbox)
    withdraw = _add(commands, "withdraw", _command("way_out", "withdraw"), "撤回已公开的信息")
    withdraw.add_argument("id", metavar="ID")
    withdraw.add_argument("--reason", required=True, metavar="TEXT")
    _json(withdraw)


def _add_records(commands: Any) -> None:
    ledger = _add(commands, "ledger", _command("records", "ledger"), "台账")
    ledger.add_argument("--year", type=int)
    ledger.add_argument("--area", default="")
    ledger.add_argument("--status", default="")
    ledger.add_argument("--text", default="", help="标题、文号、正文里的字词")
    ledger.add_argument("--late", action="store_true", help="只看逾期的")
    ledger.add_argument("--export", type=Path, metavar="FILE.xlsx")
    _json(ledger)
    _json(_add(commands, "todo", _command("records", "todo"), "要办的事：没公开的和按周期该写的，最急的在前"))
    calendar = _add(
        commands, "calendar", _command("records", "calendar"), "读入国务院办公厅放假通知，列出变动的期限"
    )
    calendar.add_argument("file", type=Path, metavar="FILE.txt", help="通知全文（UTF-8 文本）")
    calendar.add_argument("--checked-by", default="", metavar="NAME", help="核对人；写了才采用")
    _json(calendar)
    verify = _add(commands, "verify", _command("records", "verify"), "核对办理经过有没有被改动、删除或截断")
    verify.add_argument("--head", metavar="NUMBER:SHA256", help="签了字的月报表上的链尾")
    _json(verify)
    accepted = _add(
        commands, "accepted", _command("records", "accepted"), "一条信息里接受了哪些检查结果、理由是什么"
    )
    accepted.add_argument("id", metavar="ID")
    _json(accepted)
    evidence = _add(commands, "evidence", _command("records", "evidence"), "把一条信息的留痕材料打成一个 zip")
    evidence.add_argument("id", metavar="ID")
    evidence.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
    report = _add(commands, "report", _command("records", "story_sheet"), "报表")
    reports = report.add_subparsers(title="报表", parser_class=_Parser, required=True)
    sheet = _add(reports, "story", _command("records", "story_sheet"), "办理经过月报表，打印签字后存档")
    sheet.add_argument("--month", required=True, metavar="2026-11")
    sheet.add_argument("--out", required=True, type=Path, metavar="DIR")
    sheet.add_argument("--format", default="pdf", choices=("pdf", "docx"))
    annual = _add(
        reports,
        "annual",
        _command("records", "annual_report"),
        "政府信息公开工作年度报告，表里的数字从台账来",
    )
    annual.add_argument("--year", required=True, type=int)
    annual.add_argument("--out", required=True, type=Path, metavar="FILE.docx")
    duties = _add(
        reports, "duties", _command("records", "duties_report"), "落实台账：文件逐句要求公开什么、公开了没有"
    )
    duties.add_argument("--year", required=True, type=int)
    duties.add_argument("--own", action="store_true", help="只看本单位牵头的")
    duties.add_argument("--out", type=Path, metavar="FILE.xlsx")
    _json(duties)
    backup = _add(commands, "backup", _command("records", "backup"), "备份整个工作区，并核对备份")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = _add(
        commands, "restore", _command("records", "restore"), "用备份恢复工作区；现有的文件改名保留"
    )
    restore.add_argument("file", type=Path, metavar="FILE")


def _add_boards(commands: Any) -> None:
    board = _add(
        commands, "board", _command("boards", "board"), "各公示栏贴着什么、到哪天、该办什么；登记张贴、异议"
    )
    _json(board)
    actions = board.add_subparsers(title="动作", parser_class=_Parser)
    hang = _add(actions, "hang", _command("board_work", "hang"), "登记张贴")
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
    down = _add(actions, "down", _command("board_work", "down"), "登记取下")
    down.add_argument("id", metavar="POSTING_ID", help="张贴登记的编号")
    down.add_argument("--on", metavar="2026-10-14", help="取下日期；不写是今天")
    down.add_argument("--reason", default="", help="期限没满提前取下的原因")
    take = _add(actions, "object", _command("board_work", "take_objection"), "登记异议；联系方式从标准输入读")
    take.add_argument("id", metavar="ID")
    take.add_argument("--way", required=True, help="电话、来信、来访……")
    take.add_argument("--summary", required=True, help="异议内容，不写是谁")
    answer = _add(actions, "answer", _command("board_work", "answer_objection"), "登记异议的核查和答复")
    answer.add_argument("id", metavar="OBJECTION_ID")
    answer.add_argument("--handled", required=True, help="怎样核查的")
    answer.add_argument(
        "--outcome", required=True, choices=("rejected", "upheld"), help="不成立，或成立已更正"
    )
    answer.add_argument("--on", metavar="2026-10-08", help="答复日期；不写是今天")
    for name, words in (("record", "现场公示情况记录"), ("result", "公示结果报告")):
        paper = _add(actions, name, _command("board_work", f"{name}_paper"), words)
        paper.add_argument("id", metavar="ID")
        paper.add_argument("--out", required=True, type=Path, metavar="DIR")
        paper.add_argument("--format", default="pdf", choices=("pdf", "docx"))


def _add_requests(commands: Any) -> None:
    requests = _add(
        commands, "requests", _command("boards", "requests"), "依申请公开登记：编号、期限和进度；登记、答复"
    )
    _json(requests)
    actions = requests.add_subparsers(title="动作", parser_class=_Parser)
    register = _add(
        actions,
        "register",
        _command("request_work", "register"),
        "登记一件申请；从标准输入读 JSON，不留在命令行里",
    )
    register.add_argument("--sample", action="store_true", help="打印 JSON 的样子")
    for name, words in (("letter", "起草答复书，打印草稿的编号"), ("answered", "登记已经答复")):
        command = _add(actions, name, _command("request_work", name), words)
        command.add_argument("number", metavar="NUMBER", help="登记编号，如 2026-001")
        command.add_argument("--answer", required=True, help="答复类型，如 granted、refused")
    command.add_argument("--on", metavar="2026-10-20", help="答复日期；不写是今天")
    extend = _add(actions, "extend", _command("request_work", "extend"), "登记延期")
    extend.add_argument("number", metavar="NUMBER")
    extend.add_argument("--days", required=True, type=int, help="几个工作日")
    extend.add_argument("--approver", required=True, help="批准人")
    extend.add_argument("--reason", required=True)
    for name, words in (("correct", "登记补正告知"), ("corrected", "登记收到补正")):
        command = _add(actions, name, _command("request_work", name), words)
        command.add_argument("number", metavar="NUMBER")
        command.add_argument("--on", metavar="2026-10-08", help="日期；不写是今天")


def _add_portal(commands: Any) -> None:
    portal = _add(commands, "portal", _command("portal", "serve"), "门户：列出、试一试、登记口令；演示门户")
    actions = portal.add_subparsers(title="动作", parser_class=_Parser, required=True)
    serve = _add(actions, "serve", _command("portal", "serve"), "启动演示门户")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8800)
    serve.add_argument("--data", type=Path, metavar="DIR")
    _json(_add(actions, "list", _command("portal", "list_all"), "列出能发布到的门户"))
    try_out = _add(actions, "try", _command("portal", "try_out"), "按门户设置登录、查找，显示每个请求和回答")
    try_out.add_argument("name", metavar="NAME")
    try_out.add_argument("--all", action="store_true", help="连同试发、读回、撤回；只用于还没有对外的网站")
    _json(try_out)
    secret = _add(actions, "secret", _command("portal", "secret"), "登记门户的口令，从标准输入读一行")
    secret.add_argument("secret_name", metavar="SECRET")


def _add_upkeep(commands: Any) -> None:
    doctor = _add(commands, "doctor", _command("upkeep", "doctor"), "检查本机的安装有什么不对")
    doctor.add_argument("--portal", action="store_true", help="也连一下选用的门户")
    doctor.add_argument(
        "--bundle", type=Path, metavar="FILE.zip", help="写一份给技术人员的诊断包，不含个人信息"
    )
    _json(doctor)
    update = _add(
        commands, "update", _command("updates", "status"), "规则更新：表单、模板、放假安排、门户设置"
    )
    actions = update.add_subparsers(title="动作", parser_class=_Parser, required=True)
    install = _add(actions, "install", _command("updates", "install"), "装上一个签了名的更新包")
    install.add_argument("pack", type=Path, metavar="FILE")
    _json(_add(actions, "status", _command("updates", "status"), "现在用的是哪一版规则"))
    make = _add(actions, "make", _command("updates", "make"), "信息中心用：做一个更新包")
    make.add_argument("folder", type=Path, metavar="DIR", help="里面照程序文件夹的样子放要更新的文件")
    make.add_argument("--serial", required=True, type=int, metavar="N", help="编号，一次比一次大")
    make.add_argument("--name", required=True, metavar="TEXT")
    make.add_argument("--issued", required=True, metavar="2026-11-26")
    make.add_argument("--key", required=True, type=Path, metavar="FILE", help="私钥文件")
    make.add_argument("--remove", action="append", default=[], metavar="PATH", help="要去掉的文件")
    make.add_argument("--out", required=True, type=Path, metavar="FILE")
    key = _add(actions, "key", _command("updates", "key"), "信息中心用：做一对签名用的钥匙")
    key.add_argument("out", type=Path, metavar="FILE")


def _add_demo(commands: Any) -> None:
    demo = _add(commands, "demo", _command("window", "demo"), "用样例把主要工作从头到尾做一遍")
    demo.add_argument("--out", type=Path, default=Path("gongkai-demo"), metavar="DIR")
