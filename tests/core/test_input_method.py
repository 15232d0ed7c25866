from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop_app.core.health import Health
from desktop_app.core.input_method import Desktop, framework, judge, variables_to_set

IBUS = {"QT_IM_MODULE": "ibus"}


@pytest.mark.parametrize(
    ("environment", "found", "variables"),
    [
        ({"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}, "fcitx", IBUS),
        ({"QT_IM_MODULE": "fcitx5"}, "fcitx", IBUS),
        ({"QT_IM_MODULES": "wayland;fcitx"}, "fcitx", {"QT_IM_MODULES": "wayland;ibus"}),
        ({"GTK_IM_MODULE": "fcitx"}, "fcitx", IBUS),
        ({"XMODIFIERS": "@im=ibus"}, "ibus", IBUS),
        ({"QT_IM_MODULE": "ibus"}, "ibus", {}),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, "fcitx", {}),
        ({}, "", {}),
    ],
    ids=["kylin", "fcitx5", "a list", "GTK alone", "X alone", "ibus already", "chosen otherwise", "nothing"],
)
def test_qt_is_led_to_the_input_method_that_the_desktop_announces(
    environment: dict[str, str], found: str, variables: dict[str, str]
):
    assert (framework(environment), variables_to_set(environment)) == (found, variables)


WELL = Desktop(
    announced="fcitx",
    modules=frozenset({"ibus", "compose"}),
    installed=frozenset({"fcitx5"}),
    running=frozenset({"fcitx5"}),
    on_bus=frozenset({"fcitx5"}),
    chinese=frozenset({"fcitx5"}),
)
NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("changed", "health", "words"),
    [
        ({}, Health.GOOD, "fcitx5 在运行，有中文输入法，经 IBus 协议连接"),
        ({"on_bus": None}, Health.GOOD, "fcitx5 在运行"),
        ({"announced": "", "is_wayland": True}, Health.GOOD, "经 Wayland 连接"),
        ({"modules": frozenset({"compose"})}, Health.BROKEN, "缺少 Qt 的输入法组件"),
        ({"running": NONE, "installed": NONE, "on_bus": NONE}, Health.LIMITED, "没有安装中文输入法"),
        ({"running": NONE, "on_bus": NONE}, Health.LIMITED, "装了 fcitx5，但没有在运行"),
        ({"on_bus": NONE}, Health.LIMITED, "会话总线上找不到它"),
        ({"chinese": NONE}, Health.LIMITED, "没有发现拼音"),
        ({"announced": ""}, Health.LIMITED, "桌面没有告诉程序用它"),
        ({"running": frozenset({"fcitx4"}), "on_bus": None}, Health.LIMITED, "旧版 fcitx（4）"),
    ],
    ids=[
        "well",
        "no bus",
        "wayland",
        "no module",
        "nothing",
        "not started",
        "other login",
        "no pinyin",
        "silent",
        "old",
    ],
)
def test_what_keeps_chinese_from_being_typed_is_said_with_what_to_do(
    changed: dict[str, Any], health: Health, words: str
):
    found, said, hint = judge(replace(WELL, **changed))
    assert found is health
    assert words in said
    assert bool(hint) is (health is not Health.GOOD)
