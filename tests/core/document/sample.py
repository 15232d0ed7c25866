"""One 公示 with a list, and one 通知 with a red head, for every test of documents and writers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import jinja2

from desktop_app.core.document.blocks import (
    AttachmentNote,
    Block,
    Document,
    Heading,
    Layout,
    Paragraph,
    Role,
    Run,
    Title,
)
from desktop_app.core.document.compose import compose
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.spec import Column, DocumentPart, Field, FormSpec
from tests.conftest import REPOSITORY

NOTICE_TEMPLATE = """\
{% import "_shared/parts.html" as parts %}
{% set order = numbering() %}
<h1>{{ title }}</h1>
<p>根据{{ basis }}，经{{ town }}人民政府审核，现将{{ village }}拟纳入最低生活保障的对象
   予以公示。</p>
{{ parts.period(period) }}
<h2>{{ order.next() }}异议的提出</h2>
{{ objection | paragraphs }}
{{ parts.hotline(tel) }}
{{ parts.contact(addr, "受理地址") }}
{% if stage == "审核公示" %}<p>特此<strong>公示</strong>。</p>{% else %}<p>特此公布。</p>{% endif %}
{{ parts.listing(list, caption="最低生活保障对象名单", totals=["members", "amount"]) }}
{{ parts.attachment_note(attachments) }}
{{ parts.signature(issuer_org, issue_date) }}
"""

RED_HEAD_TEMPLATE = """\
{% import "_shared/parts.html" as parts %}
<h1>{{ title }}</h1>
<p class="doc_no">{{ doc_no }}</p>
{{ parts.addressees(addressees) }}
{{ body | rich }}
{{ parts.attachment_note(attachments) }}
{{ parts.signature(issuer_org, issue_date) }}
{{ parts.note("此件公开发布") }}
"""


def _field(kind: Any, label: str, *, required: bool = True, **more: Any) -> Field:
    return Field(kind=kind, label=label, required=required, **more)


NOTICE = FormSpec(
    form="social-security.allowance",
    version=1,
    name="最低生活保障对象公示",
    area_name="社会救助",
    document_kind="公示",
    phase="during",
    steps=(),
    fields={
        "title": _field("text", "标题"),
        "basis": _field("long_text", "依据"),
        "town": _field("text", "乡镇"),
        "village": _field("text", "村（社区）"),
        "stage": _field("choice", "阶段", choices=("审核公示", "确认公布")),
        "period": _field("date_range", "公示起止日期"),
        "objection": _field("long_text", "异议提出方式"),
        "tel": _field("phone", "监督电话"),
        "addr": _field("text", "受理地址", required=False),
        "issuer_org": _field("org", "落款单位"),
        "issue_date": _field("date", "落款日期"),
        "remark": _field("text", "内部备注", public=False),
        "list": _field(
            "table",
            "名单",
            columns={
                "no": Column(label="序号", kind="number"),
                "name": Column(label="申请人姓名", kind="person", required=True),
                "members": Column(label="家庭人口数", kind="number", required=True),
                "amount": Column(label="月保障金额", unit="元", kind="money", required=True),
                "group": Column(label="村民小组", required=True),
                "card": Column(label="证件号码", kind="id_card", required=True, personal="omit"),
                "start": Column(label="享受起始月"),
            },
        ),
    },
    document=DocumentPart(template="social-security/allowance", columns=("社会救助/最低生活保障对象",)),
)

RED_HEAD = FormSpec(
    form="policy.notice",
    version=1,
    name="通知",
    area_name="政策",
    document_kind="通知",
    phase="after",
    steps=(),
    fields={
        "title": _field("text", "标题"),
        "doc_no": _field("doc_no", "发文字号"),
        "addressees": _field("orgs", "主送机关"),
        "body": _field("rich_text", "正文"),
        "issuer_org": _field("org", "发文机关"),
        "issue_date": _field("date", "成文日期"),
    },
    document=DocumentPart(template="policy/notice", columns=("政策文件",), layout="red_head"),
)

LOADER = jinja2.ChoiceLoader(
    [
        jinja2.DictLoader(
            {"social-security/allowance.html": NOTICE_TEMPLATE, "policy/notice.html": RED_HEAD_TEMPLATE}
        ),
        jinja2.FileSystemLoader(REPOSITORY / "templates" / "documents"),
    ]
)

_NAMES = ("王示例", "李样本", "张演示", "赵试填", "欧阳样例")


def rows(count: int) -> list[dict[str, Any]]:
    """Rows of the list."""
    return [
        {
            "name": _NAMES[number % 5],
            "members": number % 4 + 1,
            "amount": f"{520 + number}.00",
            "group": f"第{number % 5 + 1}村民小组",
        }
        for number in range(count)
    ]


NOTICE_VALUES: Mapping[str, Any] = {
    "title": "丰泽镇2026年11月最低生活保障对象公示",
    "basis": "《最低生活保障审核确认办法》（民发〔2021〕57号）",
    "town": "丰泽镇",
    "village": "“幸福”村",
    "stage": "审核公示",
    "period": {"start": "2026-11-24", "end": "2026-11-30"},
    "objection": "　　如有异议，请以书面或电话形式反映。\r\n\r\n 提倡实名，我们将为反映人保密。",
    "tel": "0452-5820100",
    "addr": "丰泽镇便民服务中心",
    "issuer_org": "龙江县丰泽镇人民政府",
    "issue_date": "2026-11-23",
    "list": rows(6),
}

RED_HEAD_VALUES: Mapping[str, Any] = {
    "title": "龙江县人民政府关于加强城区冬季清除冰雪管理的通知",
    "doc_no": "龙政规〔2026〕2号",
    "addressees": ["各乡（镇）人民政府", "县直各有关单位"],
    "body": "为保障冬季道路安全畅通，现就有关事项通知如下：\n一、责任划分\n"
    "（一）主次干道。由县住房和城乡建设局组织清除。\n"
    "1.雪停后清除\n小雪、中雪12小时内清除完毕。\n1.人行道；\n2.车行道。\n二、施行日期。本通知自2026年10月15日起施行。",
    "issuer_org": "龙江县人民政府",
    "issue_date": "2026-09-21",
}


def notice(values: Mapping[str, Any] = NOTICE_VALUES, **more: Any) -> Document:
    """The 公示."""
    return compose(Form(NOTICE), values, LOADER, **more)


def red_head_notice(values: Mapping[str, Any] = RED_HEAD_VALUES, **more: Any) -> Document:
    """The 通知 with a red head."""
    return compose(Form(RED_HEAD), values, LOADER, **more)


def _part(role: Role, text: str) -> Paragraph:
    return Paragraph((Run(text),), role)


_TEXT = "为进一步规范政务公开工作，保障人民群众依法获取政府信息，现将有关事项函告如下，请予支持并反馈意见。"
_PLACE = "龙江县人民政府"


def _formal(layout: Layout, title: str, *more: Block, paragraphs: int = 4, **given: Any) -> Document:
    text = [
        _part("addressee", "齐齐哈尔市人民政府："),
        Heading(1, (Run("一、基本情况"),)),
        *(_part("body", _TEXT * 2) for _ in range(paragraphs)),
        AttachmentNote(("工作方案", "责任分工表")),
    ]
    signed = [
        *(_part("signature", one) for one in (_PLACE, *given.get("partners", ()))),
        _part("date", "2026年9月21日"),
    ]
    return Document(
        (Title((Run(title),)), *text, *signed, *more),
        layout,
        title=title,
        issuer=_PLACE,
        issued_on=date(2026, 9, 21),
        **given,
    )


IMPRINT = (
    _part(
        "copies",
        "抄送：县委办公室，县人大常委会办公室，县政协办公室，县监委，县人民法院，县人民检察院，县武装部，各人民团体。",
    ),
    _part("printed", "龙江县人民政府办公室\n2026年9月21日印发"),
)


def upward() -> Document:
    """A 请示 with every mark of its head, two signers and an imprint."""
    return _formal(
        "red_head",
        "龙江县人民政府关于申请农村公路改造补助资金的请示",
        _part("note", "（联系人：王示例，电话：0452-5820100）"),
        _part("doc_no", "龙政呈〔2026〕3号"),
        _part("copy_no", "000012"),
        _part("classification", "内部★1年"),
        _part("urgency", "特急"),
        *(_part("signer", name) for name in ("王示例", "李样本", "欧阳试填")),
        *IMPRINT,
    )


def joint() -> Document:
    """A 通知 of two offices."""
    return _formal(
        "red_head",
        "龙江县人民政府龙江县人民武装部关于做好征兵工作的通知",
        _part("doc_no", "龙政发〔2026〕9号"),
        *IMPRINT,
        partners=("龙江县人民武装部",),
    )


def joint_of(*partners: str) -> Document:
    """A 通知 of several offices."""
    title = "龙江县人民政府等部门关于做好征兵工作的通知"
    number = _part("doc_no", "龙政发〔2026〕9号")
    return _formal("red_head", title, number, *IMPRINT, partners=partners)


def letter() -> Document:
    """A 函 of two pages."""
    return _formal(
        "letter",
        "龙江县人民政府关于商请支持政务公开工作的函",
        _part("doc_no", "龙政函〔2026〕6号"),
        _part("urgency", "加急"),
        IMPRINT[0],
        paragraphs=6,
    )


def order() -> Document:
    """An order that its signer's stamp makes valid (10.2, 7.3.5.3)."""
    title = "龙江县封山禁火令"
    blocks: tuple[Block, ...] = (
        Title((Run(title),)),
        _part("doc_no", "第3号"),
        *(_part("body", _TEXT * 2) for _ in range(2)),
        _part("signatory", "县长　　王示例"),
        _part("date", "2026年9月21日"),
    )
    return Document(blocks, "order", title=title, issuer=_PLACE, issued_on=date(2026, 9, 21))


def minutes() -> Document:
    """Minutes with those who were there."""
    title = "研究政务公开和冬季供热保障工作"
    blocks: tuple[Block, ...] = (
        Title((Run(title),)),
        _part("doc_no", "〔2026〕第9期"),
        *(_part("body", _TEXT * 2) for _ in range(6)),
        _part("attendance", "出席：王示例、李样本、张演示、赵试填、欧阳样例、王示例、李样本、张演示、赵试填"),
        _part("attendance", "请假：孙某某"),
        *IMPRINT,
    )
    return Document(blocks, "minutes", title=title, issuer=_PLACE, mark="龙江县人民政府常务会议纪要")
