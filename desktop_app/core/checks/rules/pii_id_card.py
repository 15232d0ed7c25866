"""pii.id-card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import ANY_KIND, BETWEEN_DIGITS, LONG_NUMBER, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.id_card import birth_date, id_card_fault
from desktop_app.core.identifiers.masking import mask
from desktop_app.core.identifiers.organisation import is_uscc
from desktop_app.core.identifiers.regions import is_prefecture, is_region

_GAP = r"[ \-\n\t\r\x0b]{0,5}"
_RUN = re.compile(rf"[0-9](?:{_GAP}[0-9]){{13,}}(?:{_GAP}[Xx×ХхχΧ✕])?")
_TOKEN = re.compile(r"[0-9]+[Xx×ХхχΧ✕]?|[Xx×ХхχΧ✕]")
_GROUPED = re.compile(
    r"[0-9](?<![0-9]{2})[0-9]{5}[./·•_,|~(（]+(?:18|19|20)[0-9]{6}[./·•_,|~)）]+[0-9]{3}[0-9Xx](?![0-9])"
)
_DOTTED = re.compile(r"[0-9](?<![0-9]{2})(?:[./·•_,|~][0-9]){16}[./·•_,|~][0-9Xx](?![0-9])")
_MISTYPED = re.compile(r"[0-9OoIl](?<![0-9A-Za-z]{2})[0-9OoIl]{16}[0-9OoIlXx](?![0-9A-Za-z])")
_TURNED = re.compile(r"[0-9Xx](?<![0-9A-Za-z]{2})[0-9]{17}(?![0-9A-Za-z])")
"""From its end to its beginning."""
_PARTED = re.compile(r"[0-9][./·•_,|~(（]")
_LETTERED = re.compile(r"[OoIl]")
"""Without which none of these can be, and which most texts have not."""
_LETTERS_FOR_DIGITS = str.maketrans("OoIl", "0011")
_THINLY_MASKED = re.compile(
    r"[1-9](?<![0-9A-Za-z*][1-9])[0-9]{5}(?=[0-9*]{12}(?![0-9*]))[0-9]*\*[0-9*]*[0-9Xx]?(?![0-9A-Za-z*])"
)
_FEWEST_MASKED = 4
_AMOUNT = re.compile(r"[.,](?!0+(?![0-9]))[0-9]|\s*[元㎡亩%]")
_CALLED_ID = re.compile(
    r"身份证|身份号码|公民身份|社会保障号|身份证件|证件号|户口|ID号|(?:持证|本)人证号", re.IGNORECASE
)
_CALLED_CODE = re.compile(r"信用代码|税号|纳税人|机构代码|执照|注册号")
_CALLED_OTHER = re.compile(
    r"编号|流水|受理号|单号|凭证|回执|序列|条码|发票|代码|文号|宗地|项目号|监管号|案号|批次|订单|标识码|"
    r"许可证|采伐证|登记证号|使用证号|合格证|产权证"
)
_OFFICES = ("1", "5", "9")
"""Who registers offices, associations and firms (GB 32100—2015 5.1), of those that are digits."""
_YOUNG = 2000
_CENTENARIAN = 1921
"""15 digits ended in 1999; where no word calls them an identity number, older births are serial numbers."""
_LENGTH = 18
_LONGEST = 20
_GLUED = (29, 36, 37)
"""An identity number beside a mobile, another identity number, or a card's number."""
_OLD_TAX_NUMBERS = {17: 15, 20: 18}
"""A sole trader's tax number before 2015 was the owner's identity number and two digits."""


@rule(
    "pii.id-card",
    Severity.BLOCK,
    gate=rf"[0-9](?:[{BETWEEN_DIGITS}]{{0,5}}[0-9OoIl]){{13}}",
    fix="mask",
    source="个人信息保护法第二十八条；GB 11643—1999",
    kinds=ANY_KIND,
    claims=True,
    needs=LONG_NUMBER,
)
def id_card(view: View) -> Iterator[Hit]:
    """公民身份号码: region, date, check character; a wrong one counts where words call it so.

    Bad:   身份证号：11010519491231002X
    Good:  项目编号：230221202616654496
    """
    for start, end, number in (*_plain_ones(view), *_disguised(view)):
        message = f"{view.where or '正文中'}含完整的居民身份证号码，请打码或删除。"
        yield Hit(start, end, message, mask("id_card", number))
    for match in _THINLY_MASKED.finditer(view.text) if "*" in view.text else ():
        if match[0].count("*") < _FEWEST_MASKED and is_prefecture(match[0][:4]):
            message = f"{view.where or '正文中'}的身份证号码打码太少，能推算出来，请至少隐去出生日期。"
            yield Hit(*match.span(), message, mask("id_card", match[0]))


def _plain_ones(view: View) -> Iterator[tuple[int, int, str]]:
    """Numbers in digits with blanks, hyphens or line ends between them."""
    for run in _RUN.finditer(view.text):
        if _AMOUNT.match(view.text, run.end()):
            continue
        called = _called(view, run.start())
        if _touches_letters(run):
            called = "other"  # part of a longer code, unless it cannot be chance
        for start, end in sorted(_candidates(run), key=lambda span: span[0] - span[1]):  # longest first
            number = _plain(view.text[start:end])
            if _is_identity(number, called):
                yield start, end, number


def _disguised(view: View) -> Iterator[tuple[int, int, str]]:
    """Numbers in groups or with letters for digits; only whole and sound ones."""
    for pattern, needed in ((_GROUPED, _PARTED), (_DOTTED, _PARTED), (_MISTYPED, _LETTERED)):
        for match in pattern.finditer(view.text) if needed.search(view.text) else ():
            number = re.sub(r"[^0-9X]", "", match[0].translate(_LETTERS_FOR_DIGITS).upper())
            if len(number) == 18 and needed.search(match[0]) and _is_identity(number, ""):
                yield *match.span(), number
    for match in (
        () if "\u202e" in view.unit.text else _TURNED.finditer(view.text)
    ):  # else shown the right way
        number = match[0][::-1].upper()
        if _is_identity(number, "") and _is_identity(number, _called(view, match.start())):
            yield *match.span(), number


def _touches_letters(run: re.Match[str]) -> bool:
    text, start, end = run.string, run.start(), run.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before + after).isascii() and any(char.isalpha() for char in before + after)


def _candidates(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Spans of 18 or 15 characters in whole groups of digits; ends of longer ones that may be two numbers in one."""
    tokens = [(run.start() + t.start(), run.start() + t.end()) for t in _TOKEN.finditer(run[0])]
    for first, (start, own_end) in enumerate(tokens):
        length = 0
        for token_start, end in tokens[first:]:
            length += end - token_start
            if length in (15, 18):
                yield start, end
            if length > _LONGEST:
                break
        yield from _parts(start, own_end)


def _parts(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Within one group of digits: an old tax number's owner, or identity numbers glued to other numbers."""
    length = end - start
    if length in _OLD_TAX_NUMBERS:
        yield start, start + _OLD_TAX_NUMBERS[length]
    elif length in _GLUED:
        yield start, start + _LENGTH
        yield end - _LENGTH, end


def _plain(text: str) -> str:
    if text.isdigit():
        return text
    digits = re.sub(r"[ \-\n\t\r\x0b]", "", text)
    return re.sub(r"[^0-9]$", "X", digits)


def _called(view: View, start: int) -> str:
    """What the number is called: `id`, `code` (public), `other`, or nothing."""
    said = f"{view.caption} {view.lead(start)[-24:]}"
    for name, pattern in (("id", _CALLED_ID), ("code", _CALLED_CODE), ("other", _CALLED_OTHER)):
        if pattern.search(said):
            return name
    return ""


def _is_identity(number: str, called: str) -> bool:
    if number.endswith("X") and len(number) != 18:
        return False
    born = birth_date(number)
    is_sound = born is not None and id_card_fault(number) is None
    if called == "id":
        is_likely = is_prefecture(number[:4]) and (born is not None or len(number) == 18)
        return is_likely and (is_sound or not _is_office(number))
    if born is None or not is_sound:
        return False
    if called == "code" and (is_uscc(number) or len(number) == 15):
        return False
    if len(number) == 15:
        return called != "other" and is_region(number[:6]) and born.year >= _CENTENARIAN
    if called == "other" and born.year >= _YOUNG:
        return False
    return not _is_office(number)


def _is_office(number: str) -> bool:
    """An office's code that may pass for an identity number: one number in thirty-one passes its check by chance."""
    return number[:1] in _OFFICES and is_prefecture(number[2:6]) and is_uscc(number)
