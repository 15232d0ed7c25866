"""A form of the program as the office's own copy, to be changed without touching the program."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

from desktop_app.core.document.compose import ENDING
from desktop_app.core.errors import OutsideError
from desktop_app.services.catalogue import Catalogue

_SCHEMA = Path("forms", "form.schema.json")
"""Where a form's first line says that editors find it."""


class OwnFormUnwritable(OutsideError):
    """The copy could not be written."""

    code = "F141"
    hint = "请检查数据文件夹的权限和磁盘空间。"


def copy_form(catalogue: Catalogue, form_id: str, home: Path, office: Path) -> Path:
    """Copy a form and its template into the office's folder and return the form's file there.

    What the office has already is left as it is; the schema beside its forms, by which editors help, is the program's
    of now.

    Args:
        home: the program's folder, which holds `templates/`.
        office: the folder that holds the office's own `forms/` and `templates/`.

    Raises:
        OwnFormUnwritable: the disk refuses.
    """
    area, _, name = form_id.partition(".")
    template = Path("templates", "documents", catalogue.form(form_id).spec.document.template + ENDING)
    form = office / "forms" / area / f"{name}.yaml"
    try:
        _copy(catalogue.files(form_id)[-1], form)
        _copy(home / template, office / template)
        copyfile(home / _SCHEMA, office / _SCHEMA)
    except OSError as error:
        raise OwnFormUnwritable(f"表单没有复制成功（{error.strerror}）。") from error
    return form


def _copy(source: Path, target: Path) -> None:
    if not target.exists() and source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
