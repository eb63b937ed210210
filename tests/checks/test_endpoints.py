"""Certificate, IPv6, https and speed: most vantages decide, what is out of date or unseen is left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.check import Check
from checks.expiring_certificate import ExpiringCertificate
from checks.frequent_outage import FrequentOutage
from checks.missing_https_redirect import MissingHttpsRedirect
from checks.missing_ipv6 import MissingIpv6
from checks.slow_first_byte import SlowFirstByte
from inspection.availability import AvailabilityProbe, AvailabilityRecord, CertificateFault, EndpointFacts
from inspection.findings import Severity
from tests.checks.rounds import Said, observed, said, watched
from tests.checks.watched import facts, probe, slots

OF_ENDPOINTS = (ExpiringCertificate(), MissingIpv6(), MissingHttpsRedirect())
SITE = "某某局"


AS_OF = watched().as_of


def looked(check: Check, *endpoints: EndpointFacts, **availability: Any) -> Said:
    return said(check, watched(None, *endpoints, **availability))


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
