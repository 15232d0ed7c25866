from __future__ import annotations

import pytest

from desktop_app.core.calendar.errors import NoticeTextError
from desktop_app.core.calendar.notice import parse_notice, write_notice
from desktop_app.core.calendar.notice_text import parse_notice_text
from desktop_app.core.calendar.workdays import WorkCalendar

HEAD = (
    "国务院办公厅关于{year}年部分节假日安排的通知\n各省、自治区、直辖市人民政府：\n"
    "现将{year}年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。\n"
)
TAIL = "\n节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。\n国务院办公厅\n"
NOTICES = {
    2024: """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
    2026: """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
}


def whole(year: int) -> str:
    return HEAD.format(year=year) + NOTICES[year] + TAIL


@pytest.mark.parametrize("year", NOTICES)
def test_the_pasted_notice_gives_the_shipped_data(
    calendar: WorkCalendar, calendar_texts: dict[str, str], year: int
):
    pasted = parse_notice_text(whole(year), calendar.statutory)
    shipped = parse_notice(calendar_texts[f"{year}.yaml"], "x")
    assert pasted.holidays == shipped.holidays
    assert pasted.source == shipped.source
    assert parse_notice(write_notice(pasted), "x") == pasted


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(str.maketrans("（）：，", "():,"), id="half-width punctuation"),
        pytest.param(str.maketrans("0123456789", "０１２３４５６７８９"), id="full-width digits"),
        pytest.param(str.maketrans({"月": "月 ", "。": "。\n"}), id="stray blanks and line ends"),
    ],
)
def test_a_paste_from_a_web_page_reads_the_same(calendar: WorkCalendar, damage: dict[int, str]):
    assert parse_notice_text(whole(2026).translate(damage), calendar.statutory) == parse_notice_text(
        whole(2026), calendar.statutory
    )


def test_days_may_name_the_year_before(calendar: WorkCalendar):
    text = "2023年部分节假日安排。元旦：2022年12月31日至2023年1月2日放假调休，共3天。"
    notice = parse_notice_text(
        text, {2023: {"元旦": [calendar.statutory[2026]["元旦"][0].replace(year=2023)]}}
    )
    assert [str(day) for day in notice.off] == ["2023-01-01", "2022-12-31", "2023-01-02"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("1月4日（周日）上班", "1月4日（周六）上班", "2026-01-04（周日） 被写成了“周六”"),
        ("1月1日（周四）", "1月1日（星期天）", "应为周四"),
        ("共9天", "共8天", "写明共 8 天，起止日期却是 9 天"),
        ("5月9日（周六）上班", "5月8日（周五）上班", "2026-05-08（周五）不是周六或周日"),
        ("三、清明节：4月4日（周六）至6日（周一）放假，共3天。\n", "", "法定的清明节"),
        ("5月9日（周六）上班。", "", "相抵后为 14 天"),
        ("6月19日（周五）至21日（周日）放假", "6月19日、20日、21日放假", "读不懂"),
        ("放假调休，共9天", "休息", "实际有 0 句"),
        ("9月20日（周日）、", "9月31日、", "没有“9月31日”这一天"),
        ("10月1日（周四）至", "1日至", "没有“1日”这一天"),
        ("2026年", "今年", "找不到通知是哪一年"),
        ("2026年", "2035年", "没有 2035 年法定节日的日期"),
    ],
)
def test_a_notice_that_does_not_add_up_is_refused(calendar: WorkCalendar, old: str, new: str, says: str):
    assert old in whole(2026)
    with pytest.raises(NoticeTextError) as caught:
        parse_notice_text(whole(2026).replace(old, new), calendar.statutory)
    assert says in caught.value.message
