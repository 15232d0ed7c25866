"""Writes the PDFs of this folder that ReportLab and fpdf2 make: `python write.py FONT.ttf`, outside of the tests.

FONT is a TrueType font with Chinese characters; both are no requirements of this project.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fpdf import FPDF
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HEAD = ["龙江县市场监督管理局", "行政处罚决定书", "龙市监罚〔2026〕37号"]
BODY = [
    "当事人：龙江县丰禾农资经销有限公司",
    "统一社会信用代码：91230221MA0EXAMP17　　法定代表人：王示范",
    "一、违法事实",
    "2026年8月14日，当事人在经营门店收取未标明的费用。",
    "二、处罚依据",
    "依据《中华人民共和国价格法》第四十二条作出处罚。",
    "三、处罚内容",
    "罚款2000元。",
]
FOOT = ["龙江县市场监督管理局", "2026年9月22日"]
ROSTER = [
    ["申请人姓名", "家庭人口数（人）", "保障人数（人）", "月保障金额（元）", "村民小组", "享受起始月"],
    ["赵示例", "3", "2", "1160.00", "一组（东屯）", "2026年12月"],
    ["钱样", "1", "1", "720.00", "一组（东屯）", "2026年12月"],
    ["孙演示", "4", "3", "1530.50", "二组（东屯）", "2026年12月"],
    ["欧阳试样", "2", "2", "1080.00", "三组（西屯）", "2026年12月"],
    ["周虚拟", "5", "4", "1960.00", "三组（西屯）", "2026年12月"],
]
TITLE = "丰泽镇2026年11月最低生活保障对象公示"


def reportlab_decision(path: str, *, turned: bool = False, columns: bool = False) -> None:
    canvas = Canvas(path, pagesize=A4, pageCompression=1)
    width, height = A4
    if turned:  # lies on its side in the file, and the page's own turn sets it upright
        canvas.setPageSize((height, width))
        canvas.setPageRotation(90)
        canvas.translate(height, 0)
        canvas.rotate(90)
    canvas.setFont("Song", 16)
    y = height - 80
    for line in HEAD:
        canvas.drawCentredString(width / 2, y, line)
        y -= 28
    if columns:
        _columns(canvas, y)
    else:
        for line in BODY:
            canvas.drawString(112, y, line)
            y -= 26
    for line in FOOT:
        y -= 26
        canvas.drawRightString(width - 80, y, line)
    canvas.save()


def _columns(canvas: Canvas, top: float) -> None:
    """Set the lines in two columns, as gazettes do."""
    canvas.setFont("Song", 9)
    left = [BODY[0], *BODY[1].split("　　"), *BODY[2:4]]
    for column, lines in enumerate((left, BODY[4:])):
        for number, line in enumerate(lines):
            canvas.drawString(50 + column * 260, top - 24 * number, line)
    canvas.translate(0, -120)


def fpdf_roster(path: str, font: str) -> None:
    pdf = FPDF(orientation="L", format="A4")
    pdf.add_page()
    pdf.add_font("Song", "", font)
    pdf.add_font("Song", "B", font)
    pdf.set_font("Song", size=16)
    pdf.cell(0, 14, TITLE, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Song", size=10)
    with pdf.table() as table:
        for line in ROSTER:
            table.row(line)
    pdf.output(path)


if __name__ == "__main__":
    pdfmetrics.registerFont(TTFont("Song", sys.argv[1]))
    here = Path(__file__).parent
    reportlab_decision(str(here / "decision by ReportLab.pdf"))
    reportlab_decision(str(here / "decision by ReportLab, turned.pdf"), turned=True)
    reportlab_decision(str(here / "decision by ReportLab, two columns.pdf"), columns=True)
    fpdf_roster(str(here / "roster by fpdf2.pdf"), sys.argv[1])
