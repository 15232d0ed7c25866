"""The JSON Schema of form files, generated from `spec`, and its faults in the form's own words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from desktop_app.core.forms.rules import VALIDATORS
from desktop_app.core.forms.source import Fault, Source
from desktop_app.core.forms.spec import FormSpec

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


@lru_cache(maxsize=1)
def form_schema() -> dict[str, Any]:
    """Return the schema from which editors complete and with which the linter finds every fault of shape."""
    schema = msgspec.json.schema(FormSpec)
    schema["$defs"]["Rule"]["properties"]["rule"]["enum"] = sorted(VALIDATORS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "政务公开助手表单",
        **schema,
    }


def schema_file() -> str:
    """Return the schema as `forms/form.schema.json` holds it for editors, where a field may say `use`."""
    schema = deepcopy(form_schema())
    for name in ("Field", "Column"):
        shape = schema["$defs"][name]
        shape["properties"]["use"] = {"type": "string"}
        shape["anyOf"] = [{"required": ["use"]}, {"required": shape.pop("required")}]
    return f"{msgspec.json.format(msgspec.json.encode(schema, order='sorted'), indent=2).decode()}\n"


def shape_faults(source: Source, schema: dict[str, Any] | None = None) -> list[Fault]:
    """Return every place where a file departs from a schema, that of forms where none is given, with its line."""
    from jsonschema import Draft202012Validator

    errors = sorted(
        Draft202012Validator(schema or form_schema()).iter_errors(source.data),
        key=lambda e: list(map(str, e.path)),
    )
    # each missing key is an error of its own, and all of them make one sentence
    return list(
        dict.fromkeys(
            fault for error in errors for part in _deepest(error) for fault in _faults(source, part)
        )
    )


def _deepest(error: ValidationError) -> list[ValidationError]:
    """Of the branches of an `anyOf`, the one whose error stands deepest tells most: return its errors there."""
    if not error.context:
        return [error]
    meant = _meant(error.context)
    best = max(meant, key=lambda one: len(one.absolute_path))
    told = [
        one
        for one in meant
        if one.schema_path[0] == best.schema_path[0] and len(one.absolute_path) == len(best.absolute_path)
    ]
    return [part for one in told for part in _deepest(one)]


def _meant(errors: Sequence[ValidationError]) -> Sequence[ValidationError]:
    """Leave out the branches that are for another `kind` than the one that is written."""
    others = {
        error.schema_path[0]
        for error in errors
        if error.validator == "enum" and list(error.relative_path)[-1:] == ["kind"]
    }
    return [error for error in errors if error.schema_path[0] not in others] or errors


def _faults(source: Source, error: ValidationError) -> Iterator[Fault]:
    path = tuple(error.absolute_path)
    rule: Any = error.validator_value
    if error.validator == "additionalProperties":
        shape: Any = error.schema
        known = shape.get("properties", {})
        instance: Any = error.instance
        for key in sorted(set(instance) - set(known)):
            yield source.fault((*path, key), f"不认识“{key}”{_did_you_mean(key, known)}。")
        return
    yield source.fault(path, _sentence(str(error.validator), rule, error.instance, _where(path)))


def _sentence(validator: str, rule: Any, instance: Any, where: str) -> str:
    if validator == "required":
        return f"{where}缺少{'、'.join(f'“{key}”' for key in rule if key not in instance)}。"
    if validator == "enum":
        allowed = [str(one) for one in rule]
        return (
            f"“{instance}”不是可用的值{_did_you_mean(str(instance), allowed)}；可用：{'、'.join(allowed)}。"
        )
    if validator == "type":
        return f"{where}应当是{_TYPES.get(str(rule), '别的类型')}。"
    return f"{where}不合规定（{validator}）。"


_TYPES = {
    "string": "文字（必要时加引号）",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "“键: 值”的一组",
}


def _where(path: tuple[str | int, ...]) -> str:
    return f"“{'.'.join(map(str, path))}”" if path else "文件"


def _did_you_mean(word: str, known: Any) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"，是不是“{close[0]}”" if close else ""
