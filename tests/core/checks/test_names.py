"""Names in running text are found by what stands beside them and by what they are made of; words are not names."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.checks.names import acts_for_office, is_name, names

FORMS = Path(__file__).parents[3] / "forms"


def _named(text: str) -> list[str]:
    return [text[start:end] for start, end in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天去看了葛桂珍，她腿脚不便。", ["葛桂珍"]),
        ("三组的鄢立国上周住院了。", ["鄢立国"]),
        ("发给闫淑芬、战德才两户各一袋面。", ["闫淑芬"]),
        ("申请人：欧阳明月", ["欧阳明月"]),
        ("四年级二班 訾雨桐 满分", ["訾雨桐"]),
        ("联系邻居后得知冯守田因病住院", ["冯守田"]),
        ("03,郤子墨,男,初二", ["郤子墨"]),
        ("姓名：国大壮，单位：第二砖厂", ["国大壮"]),
        ("学生高一鸣，家住东明村", ["高一鸣"]),
        ("麻小凤（6岁）由祖母照看", ["麻小凤"]),
        ("伍长顺|男|61岁|已落实", ["伍长顺"]),
        ("他叫宿铁柱，今年七十。", ["宿铁柱"]),
    ],
)
def test_a_name_in_running_text_is_found(text: str, expected: list[str]) -> None:
    assert set(expected) <= set(_named(text))


@pytest.mark.parametrize(
    "text",
    [
        "全县成立工作专班，安全生产常抓不懈，石油天然气管道沿线严禁施工。",
        "农村居民最低生活保障标准为每人每年六千元，高龄津贴按月发放。",
        "龙民发〔2026〕19号文件自发布之日起施行，原通知同时废止。",
        "黄金周期间，江南大道和文化路单向通行，请车主绕行。",
        "村民张某某、李某反映的问题已办结；庞先生、吴女士不再上访。",
        "花生、向日葵、白菜种子到货，单价见公示栏，凭证领取。",
        "童工违法，儿童福利机构应当严格管理，余款年底付清。",
    ],
)
def test_words_are_no_names(text: str) -> None:
    assert _named(text) == []


@pytest.mark.parametrize(
    "text", ["副县长李志强出席会议", "李志强副县长出席", "医生李志强坐诊", "李志强介绍了经验", "评委：李志强"]
)
def test_who_speaks_by_office_is_told_apart(text: str) -> None:
    start = text.index("李志强")
    assert acts_for_office(text, start, start + 3)
    assert not acts_for_office("村民李志强患病", 2, 5)


def test_a_cell_is_a_name_by_its_own_characters() -> None:
    assert is_name(" 鄢立国 ")
    assert not is_name("安全生")
    assert not is_name("胃癌术后")


def test_the_prose_of_all_forms_is_hardly_ever_taken_for_names() -> None:
    lines = [line for file in FORMS.rglob("*.yaml") for line in file.read_text("utf-8").splitlines()]
    mistaken = [line[start:end] for line in lines for start, end in names(line)]
    assert sum(map(len, lines)) > 1_000_000
    assert len(mistaken) <= 10, mistaken
