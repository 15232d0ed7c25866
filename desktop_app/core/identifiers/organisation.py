"""Organisations' numbers: the unified social credit code (统一社会信用代码) and the code within it.

Both are public for organisations and never masked by default.
"""

from __future__ import annotations

import re

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Without I, O, S, V and Z, which are taken for digits (GB 32100-2015)."""
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_SHAPE = re.compile(r"[0-9A-Z]{8}-?[0-9X]")
_SHORTEST_NAME = 5
_NAME_ENDS = re.compile(
    r"(?:公司|集团|厂|店|部|社|行|站|场|中心|局|政府|委员会|办公室|学校|小学|中学|医院|卫生院|协会|学会|商会|大队|所|处|院)$"
)
_LOOK_AT_THE_LICENCE = "请对照营业执照核对。"


def names_organisation(text: str) -> bool:
    """Say whether a text is an organisation's name by its length and ending; a person's has at most four characters."""
    name = text.strip()
    return len(name) >= _SHORTEST_NAME and _NAME_ENDS.search(name) is not None


def uscc_fault(text: str) -> str | None:
    """Return what is wrong with a unified social credit code, as a Chinese sentence; None where nothing is.

    Source: GB 32100-2015.
    """
    code = text.strip().upper()
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，现为 {len(code)} 位，{_LOOK_AT_THE_LICENCE}"
    if strange := next((char for char in code if char not in _ALPHABET), None):
        return f"统一社会信用代码不会出现“{strange}”（不用字母 I、O、S、V、Z），{_LOOK_AT_THE_LICENCE}"
    if code[17] != (check := _uscc_check(code[:17])):
        return f"校验码不符：第 18 位应为 {check}，{_LOOK_AT_THE_LICENCE}"
    return None


def org_code_fault(text: str) -> str | None:
    """Return what is wrong with an organisation code such as `D2143569-X`; None where nothing is.

    Source: GB 11714-1997.
    """
    code = text.strip().upper()
    if not _ORGANISATION_SHAPE.fullmatch(code):
        return "组织机构代码应为 8 位数字或字母加 1 位校验码，如 D2143569-X，请对照代码证核对。"
    if code[-1] != (check := _org_check(code[:8])):
        return f"校验码不符：最后一位应为 {check}，请对照代码证核对。"
    return None


def is_uscc(code: str) -> bool:
    """Tell whether both check characters are right: that of the code and that of the organisation in it."""
    return uscc_fault(code) is None and org_code_fault(code[8:17]) is None


def _uscc_check(seventeen: str) -> str:
    total = sum(_ALPHABET.index(char) * weight for char, weight in zip(seventeen, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def _org_check(eight: str) -> str:
    total = sum(int(char, 36) * weight for char, weight in zip(eight, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]
