"""A form file's text to a `Form`, or an error that names file and line."""

from __future__ import annotations

import msgspec

from desktop_app.core.errors import UserError
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.source import Fault, Source
from desktop_app.core.forms.spec import FormSpec


class FormFileError(UserError):
    """A file in forms/ does not follow the form format; the form is left out of the catalogue.

    Args:
        faults: one or more, in the file's order.
    """

    code = "F101"
    hint = "请按所示行号修改表单文件，再运行 gongkai lint 核对。"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("；".join(map(str, faults[:3])))
        self.faults = faults


def load_form(text: str, file: str) -> Form:
    """Return the form that a file defines.

    Args:
        file: the file's name, for messages.

    Raises:
        FormFileError: the YAML, the shape or an expression is wrong.
    """
    source = Source(text, file)
    if source.faults:
        raise FormFileError(source.faults)
    try:
        return Form(msgspec.convert(source.data, FormSpec))
    except msgspec.ValidationError as error:
        from desktop_app.core.forms.schema import shape_faults  # only a broken file pays for the schema

        raise FormFileError(shape_faults(source) or [source.fault((), str(error))]) from error
    except UserError as error:
        raise FormFileError([source.fault((), error.message)]) from error
