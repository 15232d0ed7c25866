"""The commands and their options, as the contract fixes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app import __version__
from desktop_app.cli.calls import CallParser, Options, add_command, add_json, command
from desktop_app.cli.office_calls import add_boards, add_records, add_requests
from desktop_app.cli.portal_keys import add_key_commands

_PAPERS = ("A4", "A3", "A2", "A4x2", "A4x4")


def parse(arguments: Sequence[str]) -> Options:
    """Return the options with `run`, the command to run.

    Raises:
        BadCall: the call is wrong.
    """
    parser = CallParser(prog="gongkai", description="政务公开助手")
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}", help="显示版本")
    parser.add_argument("--workspace", metavar="URL_OR_PATH", help="工作区文件或文件夹")
    parser.add_argument("--with-portal", action="store_true", help="打开窗口时在旁边启动演示门户")
    parser.set_defaults(run=command("window", "window"), package=None)
    commands = parser.add_subparsers(title="命令", metavar="命令", parser_class=CallParser)
    for add in (
        _add_forms,
        _add_disclosures,
        _add_printing,
        _add_imports,
        _add_way_out,
        add_records,
        add_boards,
        add_requests,
        _add_portal,
        _add_upkeep,
        _add_demo,
    ):
        add(commands)
    return parser.parse_args(arguments)


def _add_forms(commands: Any) -> None:
    forms = add_command(commands, "forms", command("forms", "forms"), "列出公开事项类型")
    forms.add_argument("--area", help="领域编号，如 finance")
    forms.add_argument("--search", metavar="TEXT", help="汉字、拼音或首字母")
    add_json(forms)
    lint = add_command(commands, "lint", command("forms", "lint"), "检查表单和模板文件")
    lint.add_argument("path", nargs="?", type=Path, help="文件或文件夹；不写就检查全部")
    sample = add_command(commands, "sample", command("forms", "sample"), "打印一份完整的样例")
    sample.add_argument("form", metavar="FORM_ID")
    due = add_command(commands, "due", command("forms", "due"), "计算最迟公开日期")
    due.add_argument("form", metavar="FORM_ID")
    due.add_argument("--event", required=True, metavar="2026-09-28[T10:00]", help="起算的日期或时间")
    add_json(due)


def _add_disclosures(commands: Any) -> None:
    check = add_command(
        commands, "check", command("disclosures", "check"), "检查有没有缺项、有没有不该公开的内容"
    )
    check.add_argument("paths", nargs="+", metavar="PATH", help="公开信息 JSON 或附件；- 表示标准输入")
    check.add_argument("--no-ocr", action="store_true", help="不识别扫描件")
    add_json(check)
    clean = add_command(
        commands, "clean", command("cleaning", "clean"), "另存一份去掉隐藏内容、个人信息打码的文件"
    )
    clean.add_argument("path", metavar="PATH")
    clean.add_argument("--out", required=True, type=Path, metavar="FILE")
    render = add_command(commands, "render", command("disclosures", "render"), "生成文书")
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
    printed = add_command(commands, "print", command("printing", "print_sheets"), "打印公文、张贴稿或校准页")
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
    redline = add_command(commands, "redline", command("redline", "redline"), "两份公开信息的修改对照稿")
    redline.add_argument("before", metavar="OLD.json")
    redline.add_argument("after", metavar="NEW.json")
    redline.add_argument("--out", required=True, type=Path, metavar="DIR")
    redline.add_argument("--format", default="pdf", choices=("pdf", "docx"))
    style = add_command(
        commands, "style", command("styles", "style"), "本单位的公文样式文件，用 Word 或 WPS 修改"
    )
    style.add_argument("--reset", action="store_true", help="恢复标准样式")
    number = add_command(commands, "number", command("numbers", "next_number"), "本单位的下一个发文字号")
    number.add_argument("--year", type=int, metavar="2026")
    add_command(commands, "printers", command("printing", "printers"), "列出打印机")


def _add_imports(commands: Any) -> None:
    imported = add_command(
        commands, "import", command("imports", "import_file"), "从表格、Word 或 PDF 预填公开信息"
    )
    imported.add_argument("form", metavar="FORM_ID")
    imported.add_argument("file", nargs="?", metavar="FILE")
    imported.add_argument("--template", type=Path, metavar="OUT.xlsx", help="写一份空白表")
    imported.add_argument("--out", type=Path, metavar="DIR", help="每条公开信息另存一个 JSON 文件")
    imported.add_argument(
        "--returned", type=Path, metavar="OUT.xlsx", help="写一份标明问题、退回原单位的副本"
    )
    imported.add_argument("--keep", action="store_true", help="建立草稿，几条的成为一批")
    add_json(imported)
    actions = ("list", "check", "submit", "approve", "render", "publish", "report", "exchange")
    batch = add_command(
        commands, "batch", command("batches", "batch"), "一份名单里的几条一起检查、送审、审签、发布、报送"
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
    add_json(batch)


_OUTBOX_ACTIONS = (
    *("list", "run", "retry", "pause", "urge", "check", "compare", "overwrite", "leave", "page"),
    *("handover", "handin", "pack", "receipt", "correct", "replace", "mask"),
)


def _add_way_out(commands: Any) -> None:
    publish = add_command(commands, "publish", command("way_out", "publish"), "发布到门户并核对")
    publish.add_argument("disclosure", metavar="DISCLOSURE.json")
    publish.add_argument("--portal", required=True, metavar="NAME")
    publish.add_argument("--replaces", metavar="ID", help="更正或替换哪一条已公开的信息")
    publish.add_argument("--as", dest="kind", default="correct", choices=("correct", "replace", "mask"))
    publish.add_argument("--reason", default="", metavar="TEXT", help="更正或替换的理由，会公开显示")
    add_json(publish)
    pack = add_command(commands, "pack", command("packages", "pack"), "制作移交包，用光盘或 U 盘带到上网机")
    pack.add_argument("disclosure", metavar="DISCLOSURE.json")
    pack.add_argument("--out", required=True, type=Path, metavar="FILE.zip")
    pack.add_argument("--portal", default="", metavar="NAME", help="用这个门户的交换格式和栏目写著录信息")
    unpack = add_command(commands, "unpack", command("packages", "unpack"), "打开并核对移交包")
    unpack.add_argument("package", type=Path, metavar="FILE.zip")
    unpack.add_argument("--out", type=Path, metavar="DIR", help="核对无误后把文件放到这里；不写就只核对")
    unpack.add_argument("--portal", metavar="NAME", help="核对无误后发布到这个门户，打印回执")
    unpack.add_argument(
        "--receipt", type=Path, metavar="FILE.json", help="发布后把回执存成文件，带回原电脑登记"
    )
    unpack.add_argument("--agreed", action="store_true", help="已看过移交包里写明理由的内容，同意照样发布")
    add_json(unpack)
    outbox = add_command(
        commands, "outbox", command("way_out", "outbox"), "查看、发送发件箱；核对已公开的网页"
    )
    outbox.add_argument("action", nargs="?", default="list", choices=_OUTBOX_ACTIONS)
    outbox.add_argument("id", nargs="?", metavar="ID")
    outbox.add_argument("--out", type=Path, metavar="PATH", help="page、handover、pack：放到哪里")
    outbox.add_argument(
        "--reason", default="", metavar="TEXT", help="correct、replace、mask：理由，会公开显示"
    )
    outbox.add_argument("--url", metavar="URL", help="outbox handin：手工录入后公开网页的网址")
    add_json(outbox)
    withdraw = add_command(commands, "withdraw", command("way_out", "withdraw"), "撤回已公开的信息")
    withdraw.add_argument("id", metavar="ID")
    withdraw.add_argument("--reason", required=True, metavar="TEXT")
    add_json(withdraw)


def _add_portal(commands: Any) -> None:
    portal = add_command(
        commands, "portal", command("portal", "serve"), "门户：列出、试一试、登记口令；演示门户"
    )
    actions = portal.add_subparsers(title="动作", parser_class=CallParser, required=True)
    serve = add_command(actions, "serve", command("portal", "serve"), "启动演示门户")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8800)
    serve.add_argument("--data", type=Path, metavar="DIR")
    add_json(add_command(actions, "list", command("portal", "list_all"), "列出能发布到的门户"))
    try_out = add_command(
        actions, "try", command("portal", "try_out"), "按门户设置登录、查找，显示每个请求和回答"
    )
    try_out.add_argument("name", metavar="NAME")
    try_out.add_argument("--all", action="store_true", help="连同试发、读回、撤回；只用于还没有对外的网站")
    add_json(try_out)
    secret = add_command(actions, "secret", command("portal", "secret"), "登记门户的口令，从标准输入读一行")
    secret.add_argument("secret_name", metavar="SECRET")
    add_key_commands(actions)


def _add_upkeep(commands: Any) -> None:
    doctor = add_command(commands, "doctor", command("upkeep", "doctor"), "检查本机的安装有什么不对")
    doctor.add_argument("--portal", action="store_true", help="也连一下选用的门户")
    doctor.add_argument(
        "--bundle", type=Path, metavar="FILE.zip", help="写一份给技术人员的诊断包，不含个人信息"
    )
    add_json(doctor)
    update = add_command(
        commands, "update", command("updates", "status"), "规则更新：表单、模板、放假安排、门户设置"
    )
    actions = update.add_subparsers(title="动作", parser_class=CallParser, required=True)
    install = add_command(actions, "install", command("updates", "install"), "装上一个签了名的更新包")
    install.add_argument("pack", type=Path, metavar="FILE")
    add_json(add_command(actions, "status", command("updates", "status"), "现在用的是哪一版规则"))
    make = add_command(actions, "make", command("updates", "make"), "信息中心用：做一个更新包")
    make.add_argument("folder", type=Path, metavar="DIR", help="里面照程序文件夹的样子放要更新的文件")
    make.add_argument("--serial", required=True, type=int, metavar="N", help="编号，一次比一次大")
    make.add_argument("--name", required=True, metavar="TEXT")
    make.add_argument("--issued", required=True, metavar="2026-11-26")
    make.add_argument("--key", required=True, type=Path, metavar="FILE", help="私钥文件")
    make.add_argument("--remove", action="append", default=[], metavar="PATH", help="要去掉的文件")
    make.add_argument("--out", required=True, type=Path, metavar="FILE")
    key = add_command(actions, "key", command("updates", "key"), "信息中心用：做一对签名用的钥匙")
    key.add_argument("out", type=Path, metavar="FILE")


def _add_demo(commands: Any) -> None:
    opened = add_command(commands, "open", command("window", "window"), "打开窗口，核对并接收一个移交包")
    opened.add_argument("package", type=Path, metavar="FILE.zip")
    demo = add_command(commands, "demo", command("window", "demo"), "用样例把主要工作从头到尾做一遍")
    demo.add_argument("--out", type=Path, default=Path("gongkai-demo"), metavar="DIR")
