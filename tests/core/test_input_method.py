from __future__ import annotations

import pytest

from desktop_app.core.input_method import framework, variables_to_set

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
