"""A benchmark portal that changes: articles are published, reworded and withdrawn, as editors do between two rounds."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks import words
from benchmarks.addresses import Addresses
from benchmarks.nouns import Article
from benchmarks.site import draw


class Changing:
    """One portal on disk, and its changes. What does not change keeps its bytes and its time."""

    def __init__(self, folder: Path, pages: int, *, seed: int = 1, addresses: Addresses | None = None) -> None:
        self._chance = random.Random(f"{seed} changes")
        self.portal, self._writer = draw(folder, pages, seed=seed, addresses=addresses or Addresses())
        self._writer.write()

    def overnight(self, share: float) -> int:
        """Change that share of the articles: a third is new, a third is reworded, a third is gone. Returns how many."""
        count = max(3, int(len(self.portal.articles) * share))
        doing: tuple[Callable[[], None], ...] = (self._publish, self._reword, self._withdraw)
        for number in range(count):
            doing[number % 3]()
        self._writer.renew()
        return count

    def _publish(self) -> None:
        chance, column = self._chance, self._chance.randrange(len(words.COLUMNS))
        newest = max(date.fromisoformat(article.date) for article in self.portal.articles)
        folder = words.COLUMNS[column][0]
        path = f"/{folder}/{newest:%Y%m%d}/{chance.getrandbits(128):032x}.html"
        title = words.title(chance, len(self.portal.articles) + 1)
        self._writer.publish(Article(path, title, newest.isoformat(), column))

    def _reword(self) -> None:
        self._writer.reword(self._pick(), "（修订）")

    def _withdraw(self) -> None:
        self._writer.withdraw(self._pick())

    def _pick(self) -> Article:
        return self._chance.choice([a for column in self._writer.columns for a in column])
