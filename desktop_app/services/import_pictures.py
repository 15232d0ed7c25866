"""Pages of an imported PDF as pictures, drawn in the guarded process, so that a person compares with the original.

Only documents that were read are drawn: one that bears a state-secret marking never comes so far.
"""

from __future__ import annotations

from io import BytesIO

import msgspec

from desktop_app.adapters.readers.process import Died, GuardedProcess
from desktop_app.core.imports.paper import PIXELS_A_POINT
from desktop_app.core.progress import Progress, silent
from desktop_app.core.shapes import read_msgpack
from desktop_app.services.import_reading import FileUnreadable


class _Request(msgspec.Struct):
    content: bytes
    page: int


def page_picture(content: bytes, page: int, progress: Progress = silent) -> bytes:
    """Return a page as PNG.

    Args:
        page: from 1.

    Raises:
        FileUnreadable: it cannot be drawn.
    """
    process = GuardedProcess(draw)
    try:
        return process.ask(msgspec.msgpack.encode(_Request(content, page)), progress)
    except Died as death:
        raise FileUnreadable(f"第 {page} 页画不出来，请打开原件对照。") from death
    finally:
        process.kill()


def draw(request: bytes, progress: Progress) -> bytes:
    """Draw a page within the process."""
    import pypdfium2

    asked = read_msgpack(request, _Request)
    progress(f"显示第 {asked.page} 页", 0.0)
    document = pypdfium2.PdfDocument(asked.content)
    try:
        out = BytesIO()
        document[asked.page - 1].render(scale=PIXELS_A_POINT).to_pil().save(out, "PNG")
        return out.getvalue()
    finally:
        document.close()
