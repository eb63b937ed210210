"""What the checks are handed: everything that the round learnt, out of the store, as plain values."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from inspection.calendar import Workdays
from inspection.observed import Observed
from inspection.plan import Plan
from inspection.visits import View, Visit
from schedulers.belonging import with_columns
from schedulers.contents import contents_of
from schedulers.files import known_files
from schedulers.fronts import front_of
from schedulers.leaks import unlinked
from schedulers.lexicons import lexicons_of
from schedulers.noting import noted_of
from schedulers.seeing import Seen
from spiders.accounts.reach import how_far_back
from store.store import Store

_KNOWN = 5000  # articles of one account, the newest


def observe(plan: Plan, store: Store, seen: Seen, *, complete: bool, folder: Path) -> Observed:
    """One round's knowledge, columns first, then accounts, in the plan's order. `folder`: where the plan stands."""
    readings = seen.readings
    named = {plan.site.home_url, *(plan.column_url(column) for column in plan.columns)}
    columns = {column.name: readings[column.name] for column in plan.columns if column.name in readings}
    named.update(article.url for reading in columns.values() for article in reading.articles)
    # What no page links to was met on the way of a redirect; the link that led there has its own verdict.
    targets = [
        target
        for target in store.targets_not_sound(seen.round_id, home=plan.site.home_url)
        if target.link_count or target.probe.url in named
    ]
    names = [account.name for account in plan.accounts]
    known = {
        account.name: store.known_articles(
            plan.site.name, account.name, how_far_back(plan, account, seen.as_of, "full"), _KNOWN
        )
        for account in plan.accounts
    }
    led_to = named | {target.probe.url for target in targets}
    since = store.first_seen(seen.round_id, [column.name for column in plan.columns])
    sources, comments = (store.sources(seen.round_id), store.comments(seen.round_id)) if names else ({}, {})
    return Observed(
        plan=plan,
        as_of=seen.as_of,
        workdays=Workdays(plan.workdays),
        home=seen.sweep.ledger.home,
        targets=tuple(with_columns(targets, plan, readings, known)),
        columns=columns | {name: readings[name] for name in names if name in readings},
        sources={name: sources[name] for name in names if name in sources},
        comments={name: comments[name] for name in names if name in comments},
        known=known,
        availability=store.availability(plan.site.name, seen.as_of) if plan.availability.enabled else None,
        visits=_visits(plan, store, seen),
        noted=noted_of(plan, store, seen),
        contents=contents_of(plan, store, seen),
        lexicons=lexicons_of(plan, folder),
        ticked=tuple(store.ticked(plan.site.name)),
        first_seen={url: one.seen_at for url, one in since.items()},
        lacked_at={url: one.lacked_at for url, one in since.items()},
        front=front_of(plan, store, seen),
        unlinked=unlinked(plan, store, seen.round_id, led_to) if seen.browsed.kind != "watch" else (),
        complete=complete,
    )


def _visits(plan: Plan, store: Store, seen: Seen) -> list[Visit] | None:
    """The last look at each address, as far back as a look holds, and what files said; None: nobody looks."""
    since, until = seen.as_of - plan.verify_within, max(seen.browsed.now(), datetime.now(UTC))
    looks = store.visits(plan.site.name, since, until, [view for view in View if view is not View.FILE])
    known = looks + known_files(seen.browsed)
    return known or None
