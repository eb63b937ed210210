"""What the office reads of a reason: the words that the checks use too."""

from __future__ import annotations

from inspection.asking import OF_ACCOUNTS
from inspection.reasons import explain as reason_text
from inspection.refusals import meaning

__all__ = ["reason_text", "with_mend"]


def with_mend(check: str, reason: str, said: str) -> str:
    """What is said of a doubt, and what to do about it, where a platform refused and it does not say so already."""
    found = meaning(reason) if check in OF_ACCOUNTS else None
    return said if found is None or found.mend in said else f"{said}；{found.mend}"
