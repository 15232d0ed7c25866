"""Rewrite the golden files and the base docx; read the difference before you commit it."""

from __future__ import annotations

from desktop_app.adapters.writers.docx_base import base_docx
from tests.golden import BASE, FOLDER, golden_files

if __name__ == "__main__":
    BASE.write_bytes(base_docx())
    for name, content in golden_files().items():
        (FOLDER / name).write_text(content, "utf-8")
