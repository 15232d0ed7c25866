"""QR codes by segno: error level M, with the quiet zone of four modules that ISO/IEC 18004 asks for."""

from __future__ import annotations

import io

QUIET_MODULES = 4
_PNG_SCALE = 8


def qr_svg(text: str) -> tuple[str, float]:
    """Return a drawing, and how much wider it is than the code itself because of its quiet zone."""
    import segno

    code = segno.make_qr(text, error="m", boost_error=False)
    modules = code.symbol_size(border=0)[0]
    drawing = io.BytesIO()
    code.save(drawing, kind="svg", border=QUIET_MODULES, xmldecl=False, nl=False)
    return drawing.getvalue().decode(), (modules + 2 * QUIET_MODULES) / modules


def qr_png(text: str) -> bytes:
    """Return a picture; same text, same bytes."""
    import segno

    picture = io.BytesIO()
    code = segno.make_qr(text, error="m", boost_error=False)
    code.save(picture, kind="png", border=QUIET_MODULES, scale=_PNG_SCALE)
    return picture.getvalue()
