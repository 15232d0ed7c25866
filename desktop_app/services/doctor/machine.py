"""The parts of an installation that belong to the machine: program, fonts, office program, keyring, input method."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop_app import __version__
from desktop_app.core.errors import AppError
from desktop_app.core.health import Health, Part

_FOLDERS = ("forms", "templates", "resources")
_FEWEST_FORMS = 200
"""The program brings more than that; fewer mean a folder that was copied in part."""


def program(home: Path) -> Part:
    """Whether the program's own files are all there."""
    title = "程序文件"
    missing = [name for name in _FOLDERS if not (home / name).is_dir()]
    count = len(list((home / "forms").glob("*/[!_]*.yaml")))
    if missing or count < _FEWEST_FORMS:
        what = f"缺少文件夹 {'、'.join(missing)}" if missing else f"只有 {count} 类表单"
        return Part("program", title, Health.BROKEN, f"程序文件不全：{what}。", "请重新安装程序。")
    return Part("program", title, Health.GOOD, f"版本 {__version__}，{count} 类表单。")


def fonts(home: Path) -> Part:
    """Whether documents can be set, and in which typefaces."""
    from desktop_app.adapters.writers.fonts import font_folders, load_fonts

    title = "公文字体"
    try:
        found = load_fonts(font_folders(home))
    except AppError as error:
        return Part("fonts", title, Health.BROKEN, error.message, error.hint)
    stand_ins = found.substitutes()
    if stand_ins:
        hint = "要用方正小标宋、仿宋_GB2312 等字体，请由单位购买安装；Word 文档里写的仍是规定的字体名。"
        return Part("fonts", title, Health.LIMITED, "".join(stand_ins), hint)
    return Part("fonts", title, Health.GOOD, "规定的五种字体都有。")


def office_program() -> Part:
    """Whether documents of old formats can be read."""
    from desktop_app.adapters.readers.legacy.converted import office_program as found

    title = "旧格式文件（doc、ppt、wps）"
    if found() is None:
        words = "没有安装 LibreOffice，旧格式的文档和幻灯片读不了，检查时不放行。"
        hint = "可以安装 LibreOffice；或者用 WPS 打开后另存为 docx、pptx 再检查。"
        return Part("office-program", title, Health.LIMITED, words, hint)
    return Part("office-program", title, Health.GOOD, "有 LibreOffice，读得了。")


def recognition() -> Part:
    """Whether pictures and scans can be read."""
    from desktop_app.adapters.readers.recognition import is_available

    title = "扫描件和图片上的字"
    if not is_available():
        words = "没有安装文字识别组件，扫描件里的字读不了，检查时会提示人工核对。"
        return Part("recognition", title, Health.LIMITED, words, "需要的话请技术人员安装带文字识别的版本。")
    return Part("recognition", title, Health.GOOD, "有文字识别组件，读得了。")


def keyring() -> Part:
    """Whether the system keeps passwords."""
    from keyring import get_keyring
    from keyring.backends.fail import Keyring as Nowhere

    title = "系统的密码保管"
    if isinstance(get_keyring(), Nowhere):
        words = "这台电脑没有密码保管服务，门户口令存进用密码短语加密的文件，每次打开程序要输入一次。"
        hint = "要省去这一步，麒麟、统信请安装 gnome-keyring。"
        return Part("keyring", title, Health.LIMITED, words, hint)
    return Part("keyring", title, Health.GOOD, "可以保管门户口令。")


def input_method() -> Part:
    """Whether Chinese can be typed into the window."""
    from desktop_app.adapters.input_methods.desktop import look
    from desktop_app.core.input_method import judge

    title = "中文输入法"
    if sys.platform != "linux":
        return Part("input-method", title, Health.GOOD, "用系统自带的输入法。")
    return Part("input-method", title, *judge(look(os.environ)))
