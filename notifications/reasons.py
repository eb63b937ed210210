"""What the office reads of a reason: the words that the checks use too."""

from __future__ import annotations

from inspection.reasons import explain as reason_text

__all__ = ["reason_text"]
