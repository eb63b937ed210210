"""Everything that a browser may look at has its turn."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from inspection.visits import View, Visit
from schedulers.visit_turns import Candidates, Looked, failures, turns
from spiders.soft404 import shape

START = datetime(2026, 3, 2, 6, tzinfo=UTC)


def portal(seed: int) -> Candidates:
    chance = random.Random(seed)
    columns = [f"https://a.example/c{n}/" for n in range(chance.randint(1, 6))]
    services = [f"https://a.example/bsfw/s{n}.html" for n in range(chance.randint(0, 5))]
    articles = [f"https://a.example/c1/2026/t{n:04d}.html" for n in range(chance.randint(0, 9))]
    others = [f"https://a.example/{'abc'[n % 3]}/{'xyz'[n % 2]}{n}.html" for n in range(chance.randint(0, 40))]
    urls = [*columns, *services, *articles, *others]
    return Candidates((), columns, services, articles, others, {url: shape(url) for url in urls})


def seen(look: Looked, at: datetime, reason: str | None = None, **facts: int) -> tuple[Looked, Visit]:
    return look, Visit(look[0], look[1], at, "round", reason, facts=facts)


@pytest.mark.parametrize("seed", range(12))
def test_every_page_has_its_turn_and_pages_of_one_kind_as_often_as_each_other(seed: int) -> None:
    candidates, last, times = portal(seed), dict[Looked, Visit](), dict[Looked, int]()
    urls = set(candidates.families)

    for day in range(60):
        for number, look in enumerate(turns(candidates, last, 8)):
            last |= [seen(look, START + timedelta(days=day, seconds=number))]
            times[look] = times.get(look, 0) + 1

    assert {url for url, view in times if view is View.DESK} == urls
    for alike in filter(None, (candidates.columns, candidates.services, candidates.articles)):
        counts = [times[url, View.DESK] for url in alike]
        assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("seed", range(6))
def test_of_each_template_one_page_is_looked_at_on_a_phone(seed: int) -> None:
    candidates = portal(seed)

    looks = turns(candidates, {}, 10_000)

    phones = [candidates.families[url] for url, view in looks if view is View.PHONE]
    assert sorted(phones) == sorted(set(candidates.families.values()))


def test_a_template_that_was_never_seen_comes_before_another_page_of_one_that_was() -> None:
    others = ["https://a.example/x/1.html", "https://a.example/x/2.html", "https://a.example/y/1.html"]
    candidates = Candidates(others=others, families={url: shape(url) for url in others})

    looks = turns(candidates, dict([seen((others[0], View.DESK), START)]), 99)

    assert [url for url, view in looks if view is View.DESK] == [others[2], others[1], others[0]]


def test_what_an_open_issue_was_found_on_is_looked_at_again_first() -> None:
    candidates = Candidates(again=[("https://a.example/b", View.PHONE)], columns=["https://a.example/c/"])

    assert turns(candidates, {}, 1) == [("https://a.example/b", View.PHONE)]


def test_what_failed_twice_in_a_row_waits_for_all_others() -> None:
    columns = ["https://a.example/1/", "https://a.example/2/"]
    failed = seen((columns[0], View.DESK), START, "timeout", failures=2)
    last = dict([failed, seen((columns[1], View.DESK), START + timedelta(days=9))])
    same = dict.fromkeys(columns, "one template")

    looks = turns(Candidates(columns=columns, families=same), last, 99)

    assert [url for url, view in looks if view is View.DESK] == columns[::-1]


def test_failures_are_counted_in_a_row() -> None:
    assert failures(None) == 0
    assert failures(seen(("u", View.DESK), START)[1]) == 0
    assert failures(seen(("u", View.DESK), START, "crashed")[1]) == 1
    assert failures(seen(("u", View.DESK), START, "crashed", failures=3)[1]) == 3
