"""Which of Qt's input modules reaches the Chinese input method of a Linux desktop.

PySide6's wheels bring Qt's own `ibus` module and none for fcitx. fcitx5 answers the IBus protocol too (its IBus
frontend), so where a desktop says "fcitx", Qt is told "ibus".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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
