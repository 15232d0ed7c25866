"""A form file's text to a `Form`, or an error that names file and line."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from desktop_app.core.errors import UserError
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.source import Fault, Shared, Source
from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.shapes import shaped


class FormFileError(UserError):
    """A file in forms/ does not follow the form format; the form is left out of the catalogue.

    Args:
        faults: one or more, in the file's order.
    """

    code = "F101"
    hint = "请按所示行号修改表单文件，再运行 gongkai lint 核对。"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("；".join(str(fault).rstrip("。") for fault in faults[:3]) + "。")
        self.faults = faults


def load_form(text: str, file: str, shared: Shared | None = None) -> Form:
    """Return the form that a file defines.

    Args:
        file: the file's name, for messages.
        shared: what the fields that say `use` stand for.

    Raises:
        FormFileError: the YAML, the shape or an expression is wrong.
    """
    source = Source(text, file, shared)
    if source.faults:
        raise FormFileError(source.faults)
    try:
        return Form(shaped(source.data, FormSpec))
    except msgspec.ValidationError as error:
        from desktop_app.core.forms.schema import shape_faults  # only a broken file pays for the schema

        raise FormFileError(shape_faults(source) or [source.fault((), str(error))]) from error
    except UserError as error:
        raise FormFileError([source.fault((), error.message)]) from error


def load_shared(text: str, file: str) -> Shared:
    """Return the fields and columns that a `_shared.yaml` offers, by name.

    Raises:
        FormFileError: the YAML is wrong, or something in it is no field.
    """
    source = Source(text, file)
    faults = source.faults or list(_no_fields(source))
    if faults:
        raise FormFileError(faults)
    return dict(source.data)


def _no_fields(source: Source) -> Iterator[Fault]:
    if not isinstance(source.data, dict):
        yield source.fault((), "要写成“名称: 字段”的一组。")
        return
    for name, part in source.data.items():
        if not isinstance(part, dict):
            yield source.fault((name,), f"“{name}”要写成“键: 值”的一组。")
