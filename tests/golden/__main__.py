"""Rewrite the golden files, the base docx and the schema of forms; read the difference before you commit it."""

from __future__ import annotations

from desktop_app import paths
from desktop_app.adapters.writers.docx_base import base_docx
from desktop_app.core.forms.schema import schema_file
from tests.golden import BASE, FOLDER, golden_files

if __name__ == "__main__":
    BASE.write_bytes(base_docx())
    (paths.FORMS / "form.schema.json").write_text(schema_file(), "utf-8")
    for name, content in golden_files().items():
        (FOLDER / name).write_text(content, "utf-8")
