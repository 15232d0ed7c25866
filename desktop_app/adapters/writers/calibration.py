"""A sheet that tells whether a printer prints true to size, how near to the edge, and how large type looks."""

from __future__ import annotations

from desktop_app.adapters.writers.fonts import FontSet
from desktop_app.adapters.writers.typesetting import archival_pdf
from desktop_app.adapters.writers.typst_parts import opening
from desktop_app.adapters.writers.written import Written
from desktop_app.core.document.blocks import Document
from desktop_app.core.printing import RULER_MM

_SHEET = """\
#set page(width: 210mm, height: 297mm, margin: 20mm, background: {{
  for inset in (5, 10, 15) {{
    place(top + left, dx: inset * 1mm, dy: inset * 1mm,
      rect(width: (210 - 2 * inset) * 1mm, height: (297 - 2 * inset) * 1mm, stroke: 0.4pt))
    let words = text(font: song-face, size: 7pt, str(inset) + " 毫米")
    place(top + center, dy: inset * 1mm + 0.5mm, box(fill: white, words))
  }}
}})
#set text(font: song-face, size: 12pt, lang: "zh", region: "cn", fallback: false, cjk-latin-spacing: none)
#set par(leading: 0.6em)
#let ruler = {{
  line(length: {ruler}mm, stroke: 0.6pt)
  for at in range(0, {ticks}) {{
    let long = if calc.rem(at, 10) == 0 {{ 4 }} else if calc.rem(at, 5) == 0 {{ 3 }} else {{ 2 }}
    place(top + left, dx: at * 1mm, line(angle: 90deg, length: long * 1mm, stroke: 0.4pt))
  }}
}}
#align(center, text(font: title-face, weight: "bold", size: 22pt, "打印校准页"))
#v(4mm)
#{{
  "打印时选“实际大小”，不要选“适合纸张”。用直尺量下面两条线，都应当是 {ruler} 毫米；"
  "不是的，把量出的长度填在打印窗口的“校准”里。"
  "外面三个框离纸边 5、10、15 毫米，缺了哪一个，说明打印机印不到那么靠边。"
}}
#v(6mm)
横线
#v(2mm)
#block(height: 6mm, width: {ruler}mm, ruler)
#v(2mm)
#grid(columns: (20mm, 1fr), {{
  [竖线]
  v(2mm)
  box(width: 6mm, height: {ruler}mm,
    place(top + left, rotate(90deg, origin: top + left, block(width: {ruler}mm, ruler))))
}}, {{
  set par(leading: 0.5em, spacing: 0.7em)
  for (size, distance) in ((12, "贴在眼前看"), (16, "一步远（0.6 米）"), (22, "1 米"), (26, "1 米，老年人"),
    (36, "1.5 米"), (42, "2 米")) {{
    par(text(size: size * 1pt, "公示" + str(size) + "磅") + text(size: 11pt, "　" + distance))
  }}
  v(2mm)
  grid(columns: 11, ..range(0, 11).map(step => rect(width: 9mm, height: 9mm, stroke: 0.3pt, fill: luma(step * 10%))))
  v(1mm)
  text(font: hei-face, fill: rgb("FF0000"), size: 16pt, "红头用的红色")
}})
"""


def write_calibration(fonts: FontSet) -> Written:
    """Write the sheet, always the same bytes."""
    document = Document((), title="打印校准页")
    sheet = _SHEET.format(ruler=f"{RULER_MM:g}", ticks=round(RULER_MM) + 1)
    return Written(archival_pdf(f"{opening(document, fonts.families)}\n{sheet}", fonts, None))
