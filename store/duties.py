"""What people said of duties."""

from __future__ import annotations

from collections.abc import Sequence

from inspection.duties import Ticked
from store.database import Database


class DutyStore(Database):
    """The part of the store that knows what people said is done."""

    def ticked(self, site: str) -> Sequence[Ticked]:
        """Everything said and not taken back, oldest first."""
        return ()
