"""Names of organisations and people, suggested from those used before."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.completer import Suggestions
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.fields.line import LineField


class NameField(LineField):
    """One name, or several separated by ；; “ljxzfbgs” finds 龙江县政府办公室."""

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        several = asked.kind == "orgs"
        if several and not asked.example:
            self.line.setPlaceholderText("几个单位之间用“；”隔开")
        self.suggestions = Suggestions(self.line, tools.match, self._known, several=several)
        self.suggestions.chosen.connect(self._on_edited)

    def _known(self) -> Sequence[str]:
        return self.tools.names("person" if self.asked.kind == "person" else "org")
