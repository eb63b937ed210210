"""What a child of a round does not hear. Apart from its parent's words, which know the plan and the store."""

from __future__ import annotations

import signal


def heed_the_parent_alone() -> None:
    """Take no notice of signals that ask to end."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
