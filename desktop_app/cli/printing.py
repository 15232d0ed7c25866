"""Commands that print: on a printer of this machine, or into a PDF as the printer would get it."""

from __future__ import annotations

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.disclosures import load
from desktop_app.cli.output import print_findings, progress
from desktop_app.cli.program import Program
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.printing import Ticket
from desktop_app.services.desk import Desk
from desktop_app.services.printing import Sheets


def printers(options: Options, program: Program) -> int:
    """Print the names of the printers, the machine's own choice first."""
    for name in program.open_desk(options.workspace).printing.printers():
        print(name)
    return DONE


def print_sheets(options: Options, program: Program) -> int:
    """Print a disclosure, its poster or the calibration sheet."""
    desk = program.open_desk(options.workspace)
    try:
        sheets = _sheets(options, desk)
    except HeldBack as error:
        print_findings(error.findings)
        return HELD_BACK
    last = desk.printing.last_ticket
    ticket = Ticket(
        printer=options.printer or last.printer,
        pages=options.pages,
        copies=options.copies,
        duplex=options.duplex or last.duplex,
        colour=last.colour and not options.gray,
        across=last.across,
        down=last.down,
    )
    count = desk.printing.send(sheets, ticket, file=options.to, progress=progress)
    print(
        f"已交给打印机：{sheets.title}，{count} 页，{ticket.copies} 份。"
        if options.to is None
        else options.to
    )
    return DONE


def _sheets(options: Options, desk: Desk) -> Sheets:
    if options.calibration:
        return desk.printing.calibration()
    if not options.disclosure:
        raise BadCall("请写明要打印哪个公开信息文件，或者写 --calibration 打印校准页。")
    kind = "poster" if options.poster else "pdf"
    made = desk.exchange.rendered(load(desk, options.disclosure), kind, options.paper, progress)
    return Sheets(made.title, made.content)
