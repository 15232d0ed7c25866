"""What is said of a clean copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.checks.finding import Severity

if TYPE_CHECKING:
    from desktop_app.services.cleaning import Cleaning


def cleaning_words(cleaning: Cleaning) -> tuple[str, str]:
    """Return what was done, what could not be done and what is still found, and the colour that supports it."""
    left = [one for one in cleaning.left if one.severity is not Severity.NOTE]
    words = [f"已清理：{'；'.join(cleaning.done)}。"]
    if cleaning.undone:
        words.append(f"没能做：{'；'.join(cleaning.undone)}。")
    words.append(f"再查一遍，还有 {len(left)} 处问题，不能直接公开。" if left else "再查一遍，没有发现问题。")
    return "".join(words), "amber" if left or cleaning.undone else "green"
