"""The checks of what is watched around the clock: certain where a week was seen, honest where it was not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.check import Check
from checks.expiring_certificate import ExpiringCertificate
from checks.frequent_outage import FrequentOutage
from checks.missing_https_redirect import MissingHttpsRedirect
from checks.missing_ipv6 import MissingIpv6
from checks.slow_first_byte import SlowFirstByte
from inspection.availability import Answering, AvailabilityProbe, AvailabilityRecord, CertificateFault, EndpointFacts
from inspection.findings import Severity
from inspection.observed import Observed
from tests.checks.rounds import Said, observed, said
from tests.checks.watched import facts, probe, slots

OF_ENDPOINTS = (ExpiringCertificate(), MissingIpv6(), MissingHttpsRedirect())
SITE = "某某局"


def watched(
    probes: Sequence[AvailabilityProbe] | None = None, *endpoints: EndpointFacts, **availability: Any
) -> Observed:
    round_ = observed(plan={"availability": availability})
    seen = [probe(slot) for slot in slots(round_.as_of)] if probes is None else probes
    return replace(round_, availability=AvailabilityRecord(seen, endpoints))


AS_OF = watched().as_of


def down(count: int, days: float = 7, a_day: int = 48) -> Said:
    moments = slots(AS_OF, days, a_day)
    gone = set(moments[:count])
    every = [probe(slot, Answering.DOWN if slot in gone else Answering.UP) for slot in moments]
    return said(FrequentOutage(), watched(every))


def looked(check: Check, *endpoints: EndpointFacts, **availability: Any) -> Said:
    return said(check, watched(None, *endpoints, **availability))


# 336 moments a week: 3 % are 10.08, 5 % are 16.8.
@pytest.mark.parametrize(
    ("count", "severity"),
    [(0, None), (10, None), (11, Severity.WARNING), (16, Severity.WARNING), (17, Severity.CRITICAL)],
)
def test_three_percent_is_an_early_word_and_five_a_veto(count: int, severity: Severity | None) -> None:
    heard = down(count)

    assert [fault.severity for fault in heard.faults] == ([severity] if severity else [])
    assert heard.untold == []


def test_exactly_five_percent_is_a_veto() -> None:
    assert down(7, a_day=20).faults[0].severity is Severity.CRITICAL  # 7 of 140


def test_the_early_word_says_how_far_the_veto_is() -> None:
    assert "再有 6 次即达单项否决线（5%）" in down(11).faults[0].title


def test_the_veto_says_so_with_its_figures() -> None:
    title = down(17).faults[0].title

    assert "探测 336 次，打不开 17 次（5.1%）" in title
    assert "已达单项否决线（5%）" in title


def test_two_days_with_many_failures_are_told_as_two_days() -> None:
    (fault,) = down(8, days=2).faults

    assert fault.severity is Severity.ERROR
    assert "起观测" in fault.title
    assert "七天中有 5 天有效探测不足 20 次" in fault.title
    assert "已达单项否决线" not in fault.title


def test_as_many_failures_as_a_whole_week_may_have_are_a_veto_after_two_days() -> None:
    (fault,) = down(17, days=2).faults

    assert (fault.severity, "已达单项否决线" in fault.title) == (Severity.CRITICAL, True)


def test_two_days_with_few_failures_say_nothing_of_a_week() -> None:
    heard = down(1, days=2)

    assert (heard.faults, heard.reasons) == ([], [(SITE, "too-few-probes")])


def test_one_failure_on_the_first_morning_is_no_habit() -> None:
    assert down(1, days=0.5).faults == []


def test_a_day_with_nineteen_probes_leaves_the_week_open() -> None:
    every = [probe(slot) for slot in slots(AS_OF, 7, 20)]

    heard = said(FrequentOutage(), watched(every[:5] + every[6:]))

    assert heard.reasons == [(SITE, "too-few-probes")]


def test_what_our_own_line_cost_is_no_failure_of_the_site() -> None:
    every = [probe(slot, Answering.UNKNOWN if n % 5 == 0 else Answering.UP) for n, slot in enumerate(slots(AS_OF))]

    heard = said(FrequentOutage(), watched(every))

    assert (heard.faults, heard.untold) == ([], [])


@given(count=st.integers(0, 336), broken=st.sampled_from(["甲", "乙", "丙"]))
def test_one_office_of_three_with_a_broken_line_changes_nothing(count: int, broken: str) -> None:
    gone = set(slots(AS_OF)[:count])
    true = {slot: Answering.DOWN if slot in gone else Answering.UP for slot in slots(AS_OF)}
    alone = [probe(slot, outcome) for slot, outcome in true.items()]
    three = [
        probe(slot, Answering.DOWN if name == broken else outcome, name)
        for slot, outcome in true.items()
        for name in ("甲", "乙", "丙")
    ]

    titles = [[fault.title for fault in said(FrequentOutage(), watched(seen)).faults] for seen in (alone, three)]

    assert titles[0] == titles[1]


@given(data=st.data(), days=st.floats(0.2, 7), a_day=st.sampled_from([20, 48, 96]))
def test_a_veto_is_never_said_of_less_than_a_weeks_worth_of_failures(
    data: st.DataObject, days: float, a_day: int
) -> None:
    moments = slots(AS_OF, days, a_day)
    outcomes = data.draw(st.lists(st.sampled_from(list(Answering)), min_size=len(moments), max_size=len(moments)))
    every = [probe(slot, outcome) for slot, outcome in zip(moments, outcomes, strict=True)]

    heard = said(FrequentOutage(), watched(every))

    whole = days == 7 and outcomes.count(Answering.UNKNOWN) == 0
    for fault in heard.faults:
        if fault.severity is Severity.CRITICAL and not whole:
            assert outcomes.count(Answering.DOWN) >= 7  # 5 % of the fewest probes that a week may have
    assert heard.faults or heard.untold or whole or len(every) >= 140


@pytest.mark.parametrize("check", [FrequentOutage(), SlowFirstByte(), *OF_ENDPOINTS], ids=lambda check: check.name)
def test_where_nobody_watches_nothing_is_said(check: Check) -> None:
    heard = said(check, observed())

    assert (heard.faults, heard.untold) == ([], [])


@pytest.mark.parametrize("check", OF_ENDPOINTS, ids=lambda check: check.name)
def test_what_was_learnt_three_days_ago_is_out_of_date(check: Check) -> None:
    old = replace(facts(AS_OF), looked_at=AS_OF - timedelta(days=3))

    assert looked(check, old).reasons == [(SITE, "endpoint-not-looked-at")]


@pytest.mark.parametrize("check", OF_ENDPOINTS, ids=lambda check: check.name)
def test_an_address_that_could_not_be_looked_up_leaves_everything_open(check: Check) -> None:
    blind = EndpointFacts("甲", AS_OF, lookup_error="dns")

    heard = looked(check, blind)

    assert (heard.faults, len(heard.untold)) == ([], 1)


FAULTY: dict[str, dict[str, Any]] = {
    "expiring-certificate": {"certificate_error": CertificateFault.NAME},
    "missing-ipv6": {"ipv6": (), "ipv6_answers": None},
    "missing-https-redirect": {"https_redirect": False},
}


@pytest.mark.parametrize("check", OF_ENDPOINTS, ids=lambda check: check.name)
@pytest.mark.parametrize(
    ("faulty", "sound", "faults", "doubts"), [(1, 0, 1, 0), (1, 1, 0, 1), (1, 2, 0, 0), (2, 1, 1, 0), (0, 1, 0, 0)]
)
def test_most_vantages_decide(check: Check, faulty: int, sound: int, faults: int, doubts: int) -> None:
    every = [facts(AS_OF, f"坏{n}", **FAULTY[check.name]) for n in range(faulty)]
    every += [facts(AS_OF, f"好{n}") for n in range(sound)]

    heard = looked(check, *every)

    assert (len(heard.faults), len(heard.untold)) == (faults, doubts)


@pytest.mark.parametrize(
    ("until", "error", "severity", "words"),
    [
        (31, "", None, ""),
        (30, "", Severity.WARNING, "还有 30 天"),
        (1, "", Severity.WARNING, "还有 1 天"),
        (-1, CertificateFault.EXPIRED, Severity.ERROR, "过期"),
        (-1, "", Severity.ERROR, "过期"),  # it ran out after it was looked at
        (90, CertificateFault.NAME, Severity.ERROR, "域名不符"),
        (90, CertificateFault.SELF_SIGNED, Severity.ERROR, "自签名"),
        (90, CertificateFault.CHAIN, Severity.WARNING, "证书链不完整"),
    ],
)
def test_a_certificate_is_told_by_what_a_browser_makes_of_it(
    until: int, error: str, severity: Severity | None, words: str
) -> None:
    end = AS_OF + timedelta(days=until)

    heard = looked(ExpiringCertificate(), facts(AS_OF, certificate_until=end, certificate_error=error))

    assert [fault.severity for fault in heard.faults] == ([severity] if severity else [])
    assert all(words in fault.title for fault in heard.faults)


def test_a_home_page_without_https_has_no_certificate_to_expire() -> None:
    plain = observed(plan={"site": {"name": SITE, "home": "http://example.gov.cn/"}})
    seen = replace(plain, availability=AvailabilityRecord([], [facts(AS_OF, certificate_until=None)]))

    heard = said(ExpiringCertificate(), seen)

    assert (heard.faults, heard.untold) == ([], [])


def test_an_ipv6_address_that_nobody_can_reach_is_told_apart_from_none() -> None:
    (fault,) = looked(MissingIpv6(), facts(AS_OF, ipv6_answers=False)).faults

    assert "连不上" in fault.title


def test_a_failed_look_up_of_ipv6_is_not_its_absence() -> None:
    assert looked(MissingIpv6(), facts(AS_OF, ipv6=(), ipv6_answers=None, extra={"ipv6": "dns"})).faults == []


@pytest.mark.parametrize(("check", "key"), [(MissingIpv6(), "ipv6"), (MissingHttpsRedirect(), "https")])
def test_what_the_plan_does_not_ask_for_is_not_missed(check: Check, key: str) -> None:
    heard = looked(check, facts(AS_OF, **FAULTY[check.name]), **{key: False})

    assert (heard.faults, heard.untold) == ([], [])


def test_a_home_page_at_a_port_of_its_own_has_no_http_to_judge() -> None:
    heard = looked(MissingHttpsRedirect(), facts(AS_OF, https_redirect=None, extra={"http": "other-port"}))

    assert (heard.faults, heard.untold) == ([], [])


def test_http_that_is_closed_is_told_as_closed() -> None:
    (fault,) = looked(MissingHttpsRedirect(), facts(AS_OF, https_redirect=False, extra={"http": "refused"})).faults

    assert "http:// 打不开（服务器拒绝连接）" in fault.title


def seconds(*took: float) -> list[AvailabilityProbe]:
    moments: list[datetime] = slots(AS_OF)[-len(took) :]
    return [probe(slot, first_byte_seconds=one) for slot, one in zip(moments, took, strict=True)]


def test_a_slow_hour_does_not_make_a_slow_week() -> None:
    assert said(SlowFirstByte(), watched(seconds(*[0.2] * 30, *[14.0] * 29))).faults == []


def test_a_week_that_is_slow_more_often_than_not_is_told() -> None:
    (fault,) = said(SlowFirstByte(), watched(seconds(*[0.2] * 29, *[14.0] * 30))).faults

    assert "14.0 秒" in fault.title


def test_a_few_openings_say_nothing_of_speed() -> None:
    assert said(SlowFirstByte(), watched(seconds(*[9.0] * 19))).reasons == [(SITE, "too-few-probes")]
