"""What can be wrong with a hand-over package."""

from __future__ import annotations

from desktop_app.core.errors import UserError


class DescriptionFaulty(UserError):
    """What the profile's exchange form makes describes no item."""

    code = "K105"
    hint = "请对照 docs/portals.md 修改门户设置里的 exchange。"


class BagDamaged(UserError):
    """The package is not what was packed."""

    code = "K101"
    hint = "请不要使用里面的文件，请原单位重新制作移交包。"
