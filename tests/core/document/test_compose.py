from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import hypothesis
import jinja2
import pytest
from hypothesis import strategies as st

from desktop_app.core.document.blocks import (
    AttachmentNote,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    gaps,
    plain_text,
    runs_of,
    text_of,
)
from desktop_app.core.document.compose import compose
from desktop_app.core.document.errors import TemplateError
from desktop_app.core.document.shown import clean
from desktop_app.core.forms.form import Form
from tests.core.document.sample import LOADER, NOTICE, NOTICE_VALUES, notice, red_head_notice, rows


def composed(template: str, values: Mapping[str, Any] = NOTICE_VALUES, **more: Any) -> Document:
    loader = jinja2.ChoiceLoader([jinja2.DictLoader({"social-security/allowance.html": template}), LOADER])
    return compose(Form(NOTICE), values, loader, **more)


def lines(template: str, values: Mapping[str, Any] = NOTICE_VALUES) -> list[str]:
    return plain_text(composed(f"<h1>题</h1>{template}", values)).splitlines()[1:]


def test_answers_are_written_in_official_wording():
    assert plain_text(notice(attachments=["名单"])).splitlines()[:10] == [
        "丰泽镇2026年11月最低生活保障对象公示",
        "根据《最低生活保障审核确认办法》（民发〔2021〕57号），经丰泽镇人民政府审核，现将“幸福”村拟纳入最低生活保障的对象予以公示。",
        "公示期：2026年11月24日至2026年11月30日（7天）。",
        "一、异议的提出",
        "如有异议，请以书面或电话形式反映。",
        "提倡实名，我们将为反映人保密。",
        "监督电话：0452-5820100",
        "受理地址：丰泽镇便民服务中心",
        "特此公示。",
        "最低生活保障对象名单",
    ]


def test_document_knows_its_own_data():
    document = notice()
    assert (document.title, document.issuer, document.issued_on, document.doc_no) == (
        "丰泽镇2026年11月最低生活保障对象公示",
        "龙江县丰泽镇人民政府",
        date(2026, 11, 23),
        "",
    )
    assert red_head_notice().doc_no == "龙政规〔2026〕2号"


def test_runs_know_the_field_they_show():
    paragraph = next(block for block in notice().blocks if isinstance(block, Paragraph))
    assert [(run.text, run.field) for run in paragraph.runs[:2]] == [
        ("根据", None),
        ("《最低生活保障审核确认办法》（民发〔2021〕57号）", "basis"),
    ]


def test_cells_know_their_row_and_column():
    table = next(block for block in notice().blocks if isinstance(block, Table))
    assert table.rows[1][1].runs == (Run("李样本", field="list.1.name"),)


def test_unanswered_required_fields_show_as_gaps():
    document = notice({**NOTICE_VALUES, "tel": ""})
    assert gaps(document) == ("tel",)
    assert "监督电话：____" in plain_text(document)


def test_unanswered_optional_fields_leave_nothing():
    assert "受理地址" not in plain_text(notice({**NOTICE_VALUES, "addr": ""}))
    assert lines("<p>{{ addr }}</p>", {}) == []


def test_caller_says_what_must_be_answered_now():
    assert gaps(notice({}, required=["addr", "tel"])) == ("tel", "addr")


def test_internal_fields_are_never_written():
    assert lines("<p>{{ remark }}</p>") == []


def test_columns_that_stay_private_are_left_out_with_their_header():
    text = plain_text(notice())
    assert "证件号码" not in text
    assert "享受起始月" not in text  # optional and empty in every row


def test_totals_add_up_in_the_columns_unit():
    table = next(block for block in notice().blocks if isinstance(block, Table))
    assert [text_of(cell.runs) for cell in table.total[0]] == ["合计", "", "13", "3135.00", ""]


def test_total_of_an_incomplete_column_is_a_gap():
    broken = [*rows(2), {"name": "孙示例"}]
    assert "list" in gaps(notice({**NOTICE_VALUES, "list": broken}))


def test_empty_list_shows_one_row_of_gaps():
    document = notice({**NOTICE_VALUES, "list": []})
    assert {"list.0.name", "list.0.amount"} <= set(gaps(document))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% if stage == '审核公示' %}<p>甲</p>{% endif %}", ["甲"]),
        ("{% if not addr %}<p>甲</p>{% endif %}", []),
        ("{% if '幸福' in village %}<p>甲</p>{% endif %}", ["甲"]),
        ("{% if period.typed.days > 5 %}<p>{{ period.days }}</p>{% endif %}", ["7"]),
        ("<p>{{ period.start }}起</p>", ["2026年11月24日起"]),
        ("<p>{{ period | day }}</p>", ["2026年11月24日至2026年11月30日"]),
        ("<p>{{ town ~ village }}</p>", ["丰泽镇“幸福”村"]),
        ("<p>{{ list | total('amount') | money }}</p>", ["3135.00元"]),
        ("<p>{{ list | length }}户</p>", ["6户"]),
        ("<p>{{ list.label }}{{ list.columns[2].heading }}</p>", ["名单月保障金额（元）"]),
        (
            "{% for row in list %}<p>{{ row.name }}</p>{% endfor %}",
            ["王示例", "李样本", "张演示", "赵试填", "欧阳样例", "王示例"],
        ),
        ("<section><p>甲\n      乙 丙</p></section>", ["甲乙 丙"]),
        ("<p>甲<br>乙</p>", ["甲", "乙"]),
    ],
)
def test_template_language(template, expected):
    assert lines(template) == expected


def test_numbering_leaves_no_hole():
    order = "{% set one = numbering() %}{% set two = numbering(2) %}"
    template = order + "<h2>{{ one.next() }}甲</h2><h3>{{ two.next() }}乙</h3><h2>{{ one.next() }}丙</h2>"
    assert lines(template) == ["一、甲", "（一）乙", "二、丙"]


def test_attachments_are_numbered_only_when_there_are_several():
    note = AttachmentNote(("名单", "说明"))
    assert note.lines() == ("附件：1.名单", "2.说明")
    assert AttachmentNote(("名单",)).lines() == ("附件：名单",)


class TestRichText:
    """GB/T 9704-2012 7.3.3."""

    def blocks(self, text: str) -> list[Any]:
        document = red_head_notice({**NOTICE_VALUES, "body": text})
        return [block for block in document.blocks if any(run.field == "body" for run in runs_of(block))]

    def test_first_sentence_alone_is_the_heading(self):
        (block,) = self.blocks("（一）主次干道。由县住建局清除。另行通知。")
        assert isinstance(block, Heading)
        assert (block.level, text_of(block.runs), text_of(block.body)) == (
            2,
            "（一）主次干道。",
            "由县住建局清除。另行通知。",
        )

    def test_numbered_lines_with_a_text_below_are_headings(self):
        heading, paragraph = self.blocks("1.雪停后清除\n十二小时内清除完毕。")
        assert isinstance(heading, Heading)
        assert isinstance(paragraph, Paragraph)

    def test_numbered_lines_in_a_row_are_items(self):
        assert all(isinstance(block, Paragraph) for block in self.blocks("1.人行道\n2.车行道"))

    def test_decimal_numbers_begin_no_heading(self):
        (block,) = self.blocks("1.5万元以上的项目")
        assert isinstance(block, Paragraph)


@pytest.mark.parametrize(
    ("template", "line", "part"),
    [
        ("<h1>题</h1>\n<p>{{ titel }}</p>", 2, "titel"),
        ("<h1>题</h1>\n\n<div>甲</div>", 3, "<div>"),
        ("<h1>题</h1>\n<p style='x'>甲</p>", 2, "style"),
        ('<h1>题</h1>\n<p class="{{ town }}">甲</p>', 2, "class"),
        ("<h1>题</h1>\n<p>甲", 2, "</p>"),
        ("<h1>题</h1>\n<p>甲<p>乙</p></p>", 2, "<p>"),
        ("<h1>题</h1>\n{% if %}", 2, "写法有误"),
        ("<h1>题</h1>\n<p>{{ town | upper }}</p>", 2, "upper"),
        ("<h1>题</h1>\n<p>{{ town.typed + 1 }}</p>", 2, "TypeError"),
        ("<h1>题</h1>\n<p>{{ town.__class__ }}</p>", 2, "不允许"),
        ("<h1>题</h1>\n<p><span data-field='tel'>甲</span></p>", 2, "data-field"),
        (
            "<h1>题</h1>\n<table><tbody><tr><td>1</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>",
            2,
            "格数",
        ),
        ("<p>没有标题</p>", 1, "<h1>"),
        ("<h1>题</h1>\n\n{% include '_shared/none.html' %}", 0, "没有这个文件"),
    ],
)
def test_wrong_template_is_named_with_its_line(template, line, part):
    with pytest.raises(TemplateError) as caught:
        composed(template)
    assert (caught.value.code, caught.value.line) == ("T101", line)
    assert part in caught.value.message


def test_fault_within_a_shared_part_carries_that_parts_name():
    loader = {"_shared/bad.html": "\n<p>{{ nothing }}</p>"}
    template = "<h1>题</h1>{% include '_shared/bad.html' %}"
    both = jinja2.ChoiceLoader(
        [jinja2.DictLoader({**loader, "social-security/allowance.html": template}), LOADER]
    )
    with pytest.raises(TemplateError) as caught:
        compose(Form(NOTICE), NOTICE_VALUES, both)
    assert (caught.value.name, caught.value.line) == ("_shared/bad.html", 2)


SPECIALS = st.lists(
    st.sampled_from(
        [*"<>&\"'{}#[]*_$@\\`~=/%-|^字“”〔\x00\x1b\u2028\ufeff\n\r\t", "<script>", "{{", "{%", "&amp;"]
    )
).map("".join)


@hypothesis.given(SPECIALS)
def test_values_never_break_out_of_their_place(text):
    document = notice(
        {**NOTICE_VALUES, "village": f"村{text}村", "objection": text, "list": [{"name": f"甲{text}乙"}]}
    )
    shape = [
        (type(block), getattr(block, "role", None))
        for block in document.blocks
        if "objection" not in fields(block)
    ]
    plain = notice({**NOTICE_VALUES, "village": "村", "objection": "", "list": [{"name": "甲"}]})
    assert shape == [
        (type(block), getattr(block, "role", None))
        for block in plain.blocks
        if "objection" not in fields(block)
    ]
    village = [run.text for block in document.blocks for run in runs_of(block) if run.field == "village"]
    assert "".join(village) == clean(f"村{text}村")


def fields(block: Any) -> set[str | None]:
    return {run.field for run in runs_of(block)}
