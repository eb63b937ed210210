"""Probes are kept once for each moment and vantage; a week of them, and what stands behind an address, comes back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.availability import WINDOW, Answering, AvailabilityProbe, EndpointFacts
from inspection.outages import UNDER_WAY, unavailability
from inspection.records import Probe, Verdict
from store import bulk
from store.recording import Batch
from store.service_tables import availability
from store.store import Store
from tests.store.samples import NOW, SITE

TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)
SECONDS = st.none() | st.floats(0, 60)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
PROBES = st.builds(
    AvailabilityProbe,
    site=st.just(SITE),
    slot=MOMENTS,
    vantage=st.sampled_from(["甲", "乙", "丙"]),
    probed_at=MOMENTS,
    outcome=st.sampled_from(list(Answering)),
    reason=st.none() | st.sampled_from(["timeout", "http-503"]),
    status=st.none() | st.integers(100, 999),
    detail=TEXT,
    lookup_seconds=SECONDS,
    connect_seconds=SECONDS,
    first_byte_seconds=SECONDS,
    total_seconds=SECONDS,
)


def probe(slot: datetime = NOW, vantage: str = "甲", outcome: Answering = Answering.UP) -> AvailabilityProbe:
    return AvailabilityProbe(SITE, slot, vantage, slot, outcome)


def seen(store: Store, as_of: datetime = NOW) -> list[AvailabilityProbe]:
    record = store.availability(SITE, as_of)
    assert record is not None
    return list(record.probes)


def test_a_site_that_nobody_watches_has_no_record(store: Store) -> None:
    assert store.availability(SITE, NOW) is None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=PROBES)
def test_a_probe_comes_back_as_it_was(store: Store, one: AvailabilityProbe) -> None:
    store.record_probe(one)

    (back,) = (found for found in seen(store, one.slot) if (found.slot, found.vantage) == (one.slot, one.vantage))

    assert replace(back, detail="") == replace(one, detail="")
    assert len(back.detail) >= len(one.detail.encode("utf-16-le", "surrogatepass")) // 4


def test_a_moment_looked_at_twice_from_one_place_is_one_probe_the_later(store: Store) -> None:
    store.record_probe(probe(outcome=Answering.DOWN))
    store.record_probe(probe(outcome=Answering.UP))

    assert [one.outcome for one in seen(store)] == [Answering.UP]


def test_two_vantages_have_a_probe_each(store: Store) -> None:
    store.record_probe(probe(vantage="乙"))
    store.record_probe(probe(vantage="甲"))

    assert {one.vantage for one in seen(store)} == {"甲", "乙"}


def test_the_same_moment_written_by_many_at_once_is_one_probe(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: store.record_probe(probe()), range(24)))

    assert len(seen(store)) == 1


def test_what_was_looked_at_is_known_by_moment_and_vantage(store: Store) -> None:
    store.record_probe(probe())

    assert store.was_probed(SITE, NOW, "甲")
    assert not store.was_probed(SITE, NOW, "乙")
    assert not store.was_probed(SITE, NOW + timedelta(minutes=30), "甲")
    assert not store.was_probed("别处", NOW, "甲")


def test_the_record_reaches_a_week_back_and_never_ahead(store: Store) -> None:
    edges = [NOW - WINDOW - UNDER_WAY, NOW - WINDOW, NOW, NOW + timedelta(seconds=1)]
    for slot in edges:
        store.record_probe(probe(slot))

    assert [one.slot for one in seen(store)] == edges[1:3]


def test_other_sites_are_not_mixed_in(store: Store) -> None:
    store.record_probe(replace(probe(), site="别处"))

    assert store.availability(SITE, NOW) is None


def test_when_watching_began_is_told_within_the_week_only(store: Store) -> None:
    store.record_probe(probe(NOW - timedelta(days=2)))
    young = store.availability(SITE, NOW)
    store.record_probe(probe(NOW - timedelta(days=30)))
    old = store.availability(SITE, NOW)

    assert young is not None
    assert old is not None
    assert (young.since, old.since) == (NOW - timedelta(days=2), None)


FACTS = EndpointFacts(
    vantage="甲",
    looked_at=NOW,
    ipv4=("203.0.113.7",),
    ipv6=("2001:db8::7", "2001:db8::8"),
    ipv6_answers=False,
    certificate_until=NOW + timedelta(days=30),
    certificate_name="某某局",
    certificate_error="域名不符",
    https_redirect=True,
    extra={"http": "refused"},
)


@pytest.mark.parametrize("facts", [FACTS, EndpointFacts("甲", NOW), EndpointFacts("甲", NOW, lookup_error="dns")])
def test_what_stands_behind_an_address_comes_back_as_it_was(store: Store, facts: EndpointFacts) -> None:
    store.record_endpoint(SITE, facts)

    assert store.endpoints(SITE) == [facts]


def test_a_vantage_knows_only_what_it_learnt_last(store: Store) -> None:
    store.record_endpoint(SITE, FACTS)
    store.record_endpoint(SITE, replace(FACTS, looked_at=NOW + timedelta(hours=6), certificate_error=""))

    assert [one.certificate_error for one in store.endpoints(SITE)] == [""]


def test_what_was_learnt_long_after_the_day_of_judgement_is_not_known_on_it(store: Store) -> None:
    store.record_probe(probe())
    store.record_endpoint(SITE, replace(FACTS, looked_at=NOW + timedelta(days=3)))

    record = store.availability(SITE, NOW)

    assert record is not None
    assert record.endpoints == []


def finished_round(store: Store, *urls: tuple[str, Verdict]) -> None:
    round_id = store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="p", started_at=NOW)
    store.record(round_id, Batch(probes=[Probe(url, verdict) for url, verdict in urls]))
    store.finish_round(round_id, finished_at=NOW, complete=True, counters={})  # type: ignore[typeddict-item]


def test_addresses_elsewhere_are_sound_ones_of_different_houses_and_no_neighbours(store: Store) -> None:
    finished_round(
        store,
        ("https://mzj.sh.gov.cn/", Verdict.SOUND),
        ("https://www.sh.gov.cn/", Verdict.SOUND),
        ("https://rsj.sh.gov.cn/", Verdict.SOUND),
        ("https://www.mca.gov.cn/", Verdict.FAULTY),
        ("https://chinanpo.mca.gov.cn/", Verdict.SOUND),
        ("https://www.mca.gov.cn/a", Verdict.SOUND),
        ("http://203.0.113.9:8080/", Verdict.SOUND),
        ("https://www.12345.example/", Verdict.SOUND),
    )

    assert store.control_addresses(SITE, ["mzj.sh.gov.cn"]) == [
        "https://chinanpo.mca.gov.cn/",
        "http://203.0.113.9:8080/",
        "https://www.12345.example/",
    ]


def test_without_a_finished_round_no_address_elsewhere_is_known(store: Store) -> None:
    store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="p", started_at=NOW)

    assert store.control_addresses(SITE, ["mzj.sh.gov.cn"]) == []


def test_a_week_of_sixty_thousand_probes_is_read_and_judged_in_seconds(tmp_path: Path) -> None:
    moments = [NOW - timedelta(minutes=30 * n) for n in range(336)]
    rows = [
        {"site": SITE, "slot": slot, "vantage": f"v{n}", "probed_at": slot, "outcome": "up", "detail": ""}
        for slot in moments
        for n in range(180)
    ]
    with Store.open(f"sqlite:///{tmp_path / 'big.db'}") as store:
        with store.writing() as connection:
            bulk.insert(connection, availability, rows)

        began = time.process_time()
        record = store.availability(SITE, NOW)
        assert record is not None
        week = unavailability(record.probes, NOW).week

    assert week.decided == 336
    assert time.process_time() - began < 4
