"""The part of the store that remembers accounts: their sources round by round, and every article ever seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from inspection.media import Comment
from inspection.sources import Known, SourceReading
from store import account_known, account_sources, readings
from store.credentials import CredentialStore
from store.paces import PaceStore
from store.readings import Covered

KNOWN_LIMIT = 2000


class AccountStore(CredentialStore, PaceStore):
    """What was read of accounts, what is known of them, what was refused, and whose turn it is."""

    def record_sources(self, round_id: str, readings: Iterable[SourceReading]) -> None:
        """Write what sources said, in this order; the round's earlier readings of the same accounts are replaced.

        All readings of one account belong in one call. Of articles only what a list shows is kept: no bodies, no links.
        """
        self._write(account_sources.record, round_id, list(readings))  # it may be written twice

    def sources(self, round_id: str) -> dict[str, tuple[SourceReading, ...]]:
        """By account, as recorded. Articles as each source listed them: without `text`, `body_links`, `related`,
        `document_number`, `source` and `read_in_full`.
        """
        return self._read(account_sources.of_round, round_id)

    def comments(self, round_id: str) -> dict[str, tuple[Comment, ...]]:
        """By account, each comment once, whichever sources told it; accounts without any are left out."""
        return self._read(account_sources.comments_of_round, round_id)

    def last_good(self, site: str, account: str) -> dict[str, datetime]:
        """By source's label: the `as_of` of the last finished round that found it READ or BLANK; UTC."""
        return self._ask(lambda connection: account_sources.last_good(connection, site, account))

    def covered_before(self, site: str, account: str, before_round: str) -> Covered | None:
        """How far back the newest earlier finished round that could say so knew all of the account, and its `as_of`."""
        key = self._key(before_round)
        return self._ask(lambda connection: readings.covered_before(connection, site, account, key))

    def known_articles(
        self, site: str, account: str, since: date | None = None, limit: int = KNOWN_LIMIT
    ) -> tuple[Known, ...]:
        """Articles that rounds have seen, newest first; an undated one counts by the day when it was first seen."""
        return self._ask(lambda connection: account_known.of_account(connection, site, account, since, limit))

    def save_known(self, site: str, account: str, known: Iterable[Known]) -> None:
        """Add these, or bring them up to date, each by its article's address.

        What is given counts, but `first_seen_at` never moves later, `last_seen_at` and `looked_at` never earlier.
        """
        given = list(known)

        def once() -> None:
            with self.writing_round() as connection:
                account_known.save(connection, site, account, given)

        self.patience.persist(once)
