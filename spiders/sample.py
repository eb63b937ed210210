"""Pages that nothing speaks of a change in: when they have changed all the same, the whole site has."""

from __future__ import annotations

from collections.abc import Mapping

from spiders.changes import Changes
from spiders.earlier import Earlier
from spiders.ledger import Ledger

RARE = 12  # pages that lead to what is a page's own, not the template's
_FEWEST = 5
_SHARE = 1 / 3  # from which on everything is looked at


class Sample:
    """Pages looked at because their turn came, or because they are young."""

    def __init__(self, earlier: Earlier, ledger: Ledger, changes: Changes) -> None:
        self._earlier, self._ledger, self._changes = earlier, ledger, changes
        self._pages: list[str] = []
        self._compared = 0
        self._others = 0

    def add(self, url: str) -> None:
        """One page that is being looked at; what an earlier round knew as no page says nothing."""
        if url in self._earlier.pages:
            self._pages.append(url)

    def is_transformed(self, degrees: Mapping[int, int]) -> bool:
        """Whether many are gone, or lead elsewhere. `degrees`: how many pages lead to each target.

        To be asked when what was added has been looked at.
        """
        fresh = self._pages[self._compared :]
        self._compared += len(fresh)
        self._others += sum(self._is_another(url, degrees) for url in fresh)
        return self._compared >= _FEWEST and self._others >= max(3.0, self._compared * _SHARE)

    def _is_another(self, url: str, degrees: Mapping[int, int]) -> bool:
        """Whether a page is gone, or has lost most of what it alone, or few others, led to."""
        if url in self._changes.lost:
            probe = self._ledger.probes.get(url)
            return url in self._ledger.aliases or (probe is not None and probe.status in (404, 410))
        graph, key = self._earlier.graph, self._earlier.key(url)
        own = {target for target in graph.before(key) if degrees.get(target, 0) <= RARE}
        return len(own & graph.now(key)) * 2 < len(own)
