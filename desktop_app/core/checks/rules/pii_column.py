"""pii.column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.people import is_office_table, is_treasury_table, lists_organisations
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.unit import UnitKind
from desktop_app.core.checks.view import View

_ALWAYS = re.compile(
    r"身份证|身份号|公民身份|社会保障号|社保号|护照号|通行证号|家庭(?:详细)?(?:住|地)址|现居?住址|户籍(?:地址|所在地|地)|住址|居住地(?:址)?$|"
    r"(?:居住|常住|住宅)地址|住宅电话|(?:家长|监护人|家属|亲属|父亲|母亲|父母|户主|本人|个人|家庭|紧急联系人|住户|业主)的?(?:联系)?(?:电话|方式|手机)"
)
_CERTIFICATE = re.compile(
    r"^(?:(?:本人|有效|个人|申请人|户主|家长|监护人|学生)?(?:证件|证照)(?:号码?|编号))$"
)
_ACCOUNT = re.compile(r"银行[账帐]|[账帐]号|[账帐]户(?!名)|卡号|一卡通|存折|银行卡|折号|工资卡|惠农卡|社保卡")
_CONTACT = re.compile(
    r"联系电话|联系方式|手机|电话号码|移动电话|^(?:宅|住宅|家|个人|业主|车主|农户|客户)?电话$|微信号?$|QQ号?$|(?:联系|个人|本人|私人)(?:电子)?(?:邮箱|邮件)|^(?:电子)?(?:邮箱|邮件)(?:地址)?$|^E-?mail$"
)
_OF_A_PERSON = re.compile(
    r"(?<!联系)(?<!负责)(?<!收款)(?<!法)人(?:员)?(?:的)?(?:银行|收款)?[账帐卡]|本人|户主|农户|学生|家长"
)
_OFFICE_LABEL = re.compile(
    r"办公|监督|咨询|值班|举报|投诉|服务|热线|对公|单位[账帐]|缴款|财政|受理|公开电话|传真|客服|是否|复印件|原件|份数|核验|张数|数量|类型|单位|部门|学校|医院|企业|公司|机构|窗口|银行名|有无"
)
_MASKED = re.compile(r"[*＊×●■□]{2,}|[xX]{3,}|某")
_EMPTY = re.compile(r"[\s\-—/_、，：:无略年月日省市州县区乡镇街道社区村屯组号路弄巷栋幢单元室（）()□☐○]*")
"""Also what a blank form has printed: 　　乡（镇）　　村　　组."""


@rule(
    "pii.column",
    Severity.BLOCK,
    gate="证|号|址|户籍|电话|联系|手机|卡|折|邮|mail",
    fix="remove",
    source="个人信息保护法第六条、第二十八条",
    kinds=frozenset({UnitKind.HEADER}),
)
def column(view: View) -> Iterator[Hit]:
    """敏感列: a header that declares personal data, unless every cell below is masked or empty.

    Bad:   身份证号（下面各行有内容）
    Good:  监督电话
    """
    label = re.sub(r"\s", "", view.text)
    cells = [cell for cell in view.unit.column if not _EMPTY.fullmatch(cell)]
    if view.unit.published_contact or not _declares(label, view):
        return
    if all(_MASKED.search(cell) for cell in cells):
        return
    yield Hit(0, len(view.text), f"表格列“{label[:20]}”属于个人敏感信息，请删去整列或全部打码。", label[:20])


def _declares(label: str, view: View) -> bool:
    if _OFFICE_LABEL.search(label):
        return False
    if _ALWAYS.search(label) or _CERTIFICATE.search(label):
        return True
    if not (_ACCOUNT.search(label) or _CONTACT.search(label)) or lists_organisations(view.unit.row):
        return False
    if is_treasury_table(view.headers):
        return False
    return _OF_A_PERSON.search(label) is not None or not is_office_table(view.headers)
