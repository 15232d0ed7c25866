"""Which of Qt's input modules reaches the Chinese input method of a Linux desktop, and what keeps it from it.

PySide6's wheels bring Qt's own `ibus` module and none for fcitx. fcitx5 answers the IBus protocol too (its IBus
frontend), so where a desktop says "fcitx", Qt is told "ibus".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.core.health import Health

FRAMEWORKS = ("fcitx5", "ibus", "fcitx4")
"""Those that are known, in the order in which they are recommended."""
_MODULE = "ibus"
_TITLES = {"fcitx5": "fcitx5", "ibus": "IBus", "fcitx4": "旧版 fcitx（4）"}
_PACKAGES = {"fcitx5": "fcitx5-chinese-addons", "ibus": "ibus-libpinyin"}
_STEPS = "做法见手册“出了问题怎么办—打不出中文”。"
_QT_ASKS = ("QT_IM_MODULES", "QT_IM_MODULE")
"""Read by Qt 6.7 and later in this order; the first is a list."""
_OTHERS_SAY = ("GTK_IM_MODULE", "XMODIFIERS")
_FCITX = re.compile("fcitx5?", re.IGNORECASE)


def framework(environment: Mapping[str, str]) -> str:
    """Return the input method that a desktop announces, `fcitx` or `ibus`; empty where it announces none."""
    said = " ".join(environment.get(name, "") for name in (*_QT_ASKS, *_OTHERS_SAY)).lower()
    return next((name for name in ("fcitx", "ibus") if name in said), "")


def variables_to_set(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment variables that let Chinese be typed; empty where all is well as it stands."""
    asked = {name: environment[name] for name in _QT_ASKS if environment.get(name)}
    if not asked:
        return {"QT_IM_MODULE": "ibus"} if framework(environment) else {}
    fresh = {name: _FCITX.sub("ibus", value) for name, value in asked.items()}
    return {name: value for name, value in fresh.items() if value != asked[name]}


@dataclass(frozen=True, slots=True)
class Desktop:
    """What a desktop has for typing Chinese.

    Args:
        announced: what its variables say, see `framework`.
        modules: Qt's input modules that came with the program.
        installed: frameworks whose programs are there.
        running: those that run as this user.
        on_bus: those that this login's session bus knows; None where there is no bus, or nobody could ask.
        chinese: those with an engine for Chinese.
        is_wayland: whether the window speaks to the desktop by Wayland, which needs no variables.
    """

    announced: str
    modules: frozenset[str]
    installed: frozenset[str]
    running: frozenset[str]
    on_bus: frozenset[str] | None
    chinese: frozenset[str]
    is_wayland: bool = False


def judge(desktop: Desktop) -> tuple[Health, str, str]:
    """Return whether Chinese can be typed, what was found, and what to do."""
    if _MODULE not in desktop.modules:
        return Health.BROKEN, "程序里缺少 Qt 的输入法组件，打不出中文。", "请重新安装程序。"
    one = next((name for name in FRAMEWORKS if name in desktop.running), "")
    return _judge_running(one, desktop) if one else _judge_silent(desktop)


def _judge_silent(desktop: Desktop) -> tuple[Health, str, str]:
    """Nothing runs: is nothing there, or was it not started?"""
    one = next((name for name in FRAMEWORKS if name in desktop.installed), "")
    if not one:
        words = "没有安装中文输入法（fcitx5、IBus 都没有）。"
        hint = f"请技术人员安装 fcitx5 和 {_PACKAGES['fcitx5']}，或 {_PACKAGES['ibus']}，注销后重新登录。{_STEPS}"
        return Health.LIMITED, words, hint
    words = f"装了 {_TITLES[one]}，但没有在运行，打不出中文。"
    return Health.LIMITED, words, f"请注销后重新登录；还不行的，在系统里把它设成默认输入法。{_STEPS}"


def _judge_running(one: str, desktop: Desktop) -> tuple[Health, str, str]:
    """Something runs: is it of this login, known to the desktop, and has it Chinese?"""
    title = _TITLES[one]
    if one == "fcitx4":
        words = "正在运行的是旧版 fcitx（4），本程序没有在它上面试过。"
        return Health.LIMITED, words, f"能打中文就不用管；打不出的，请技术人员换成 fcitx5。{_STEPS}"
    if desktop.on_bus is not None and one not in desktop.on_bus:
        words = f"{title} 在运行，但这次登录的会话总线上找不到它。"
        return Health.LIMITED, words, f"请注销后重新登录，再打开程序。{_STEPS}"
    if one not in desktop.chinese:
        words = f"{title} 在运行，但没有发现拼音、五笔等中文输入法。"
        hint = f"另装了搜狗等输入法、能打中文的就不用管；否则请安装 {_PACKAGES[one]}，在输入法设置里加上拼音。{_STEPS}"
        return Health.LIMITED, words, hint
    if not desktop.announced and not desktop.is_wayland:
        words = f"{title} 在运行，但桌面没有告诉程序用它（没有设 QT_IM_MODULE 或 XMODIFIERS）。"
        return Health.LIMITED, words, f"请在系统里把 {title} 设成默认输入法，注销后重新登录。{_STEPS}"
    how = "由桌面经 Wayland 连接" if desktop.is_wayland and not desktop.announced else "经 IBus 协议连接"
    return Health.GOOD, f"{title} 在运行，有中文输入法，{how}。", ""
