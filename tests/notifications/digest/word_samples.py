"""Facts for the tests of the Word digest: any week, any size, foreign words that mean harm."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import State
from notifications.digest.account_facts import Share, SourceFact
from notifications.digest.facts import (
    WEEKS_SHOWN,
    AccountFact,
    Cell,
    Coming,
    ComingKind,
    Counts,
    DigestFacts,
    Doubt,
    Freshness,
    IssueFact,
    RoundsOfKind,
    Speed,
    Standing,
    Tally,
    Veto,
    Week,
    WeekCell,
)
from tests.notifications.samples import HOSTILE, WORDS

SHANGHAI = timezone(timedelta(hours=8))
WEEK = Week(2025, 13)
MONDAY = datetime(2025, 3, 24, tzinfo=SHANGHAI)
HARM = HOSTILE | st.sampled_from(("\ufffe\uffff", "\x0b\x0c垂直", "W" * 4000, "，" * 300, "a\tb", "&amp;<w:p/>]]>"))
NAMES = HARM.filter(bool) | WORDS


def issue(number=1, **more):
    known = {
        "title": "附件《2025年度预算公开表》打不开",
        "severity": Severity.ERROR,
        "state": State.CONFIRMED,
        "check": "broken-link",
        "unit": "办公室",
        "column": "通知公告",
        "link": "https://portal.example/tzgg/20250320/a.html",
        "opened_at": MONDAY + timedelta(hours=9),
        "due_at": MONDAY + timedelta(days=7),
        "at": MONDAY + timedelta(days=1, hours=9),
    }
    return IssueFact(id=number, **(known | more))


def column(name="通知公告", standing=Standing.FRESH, cells="", **more):
    letters = {"p": Cell.PUBLISHED, "w": Cell.WITHIN, "o": Cell.OVERDUE, "u": Cell.UNKNOWN}
    marks = cells.rjust(WEEKS_SHOWN, "u")
    strip = tuple(
        WeekCell(WEEK.earlier(WEEKS_SHOWN - 1 - n), letters[mark], 3 if mark == "p" else 0)
        for n, mark in enumerate(marks)
    )
    known = {"url": "https://portal.example/tzgg/", "unit": "办公室", "kind": "通知公告", "deadline_days": 180}
    return Freshness(column=name, standing=standing, cells=strip, **(known | more))


def facts(**more):
    known = {
        "site": "示例市民政局",
        "home": "https://portal.example/",
        "week": WEEK,
        "start": MONDAY,
        "until": MONDAY + timedelta(days=7),
        "finished": True,
        "unit": None,
        "office": "宣传处",
        "desk": "https://desk.example",
        "looked": True,
        "rounds": (RoundsOfKind("full", 1, 1, MONDAY + timedelta(days=6, hours=2), True),),
        "counts": Counts(),
        "before": None,
        "acknowledge": Speed(),
        "correct": Speed(),
        "undecided_at": MONDAY + timedelta(days=6, hours=2),
    }
    lists = "by_severity by_check by_unit new overdue reopened fixed columns coming vetoes undecided accounts"
    return DigestFacts(**(dict.fromkeys(lists.split(), ()) | known | more))


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.sampled_from((UTC, SHANGHAI)))
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
units = st.none() | NAMES
issues = st.builds(
    IssueFact,
    id=st.integers(1, 10**9),
    title=HARM,
    severity=st.sampled_from(Severity),
    state=st.sampled_from(State),
    check=st.sampled_from(("broken-link", "not-known-yet")),
    unit=units,
    column=units,
    link=HARM | st.just("https://portal.example/a?phone=13800138000"),
    opened_at=moments,
    due_at=st.none() | moments,
    at=moments,
    days_over=st.integers(0, 400),
    reopened=st.integers(0, 9),
)
columns = st.builds(
    column,
    NAMES,
    st.sampled_from(Standing),
    st.text("pwou", max_size=WEEKS_SHOWN),
    unit=units,
    deadline_days=st.none() | st.integers(0, 999),
    newest=st.none() | days,
    days_left=st.none() | st.integers(-999, 999),
    reason=HARM,
)
figures = st.integers(0, 12000)
counts = st.builds(Counts, **dict.fromkeys(Counts.__dataclass_fields__, figures))
speeds = st.just(Speed()) | st.builds(Speed, st.integers(1, 99), st.floats(0, 400), st.floats(0, 400))
tallies = st.lists(st.builds(Tally, HARM, HARM, figures, figures, figures, figures, figures), max_size=3).map(tuple)
weeks = st.builds(Week, st.integers(2020, 2030), st.integers(1, 52)) | st.just(Week(2026, 53))
shares = st.floats(0, 1)
sources = st.builds(
    SourceFact,
    HARM.filter(bool),
    units,
    st.sampled_from((None, "read", "blank", "blocked", "unreadable", "unreachable")),
    HARM,
    HARM,
    st.none() | moments,
    HARM,
    st.booleans(),
)


def _several(of):
    return st.lists(of, max_size=3).map(tuple)


anything = st.builds(
    facts,
    site=NAMES,
    week=weeks,
    until=moments,
    finished=st.booleans(),
    unit=units,
    office=units,
    desk=st.sampled_from(("", "https://desk.example/", "javascript:alert(1)")),
    looked=st.booleans(),
    rounds=_several(
        st.builds(RoundsOfKind, st.sampled_from(("full", "odd")), figures, st.just(0), moments, st.booleans())
    ),
    counts=counts,
    before=st.none() | counts,
    by_severity=tallies,
    by_check=tallies,
    by_unit=tallies,
    acknowledge=speeds,
    correct=speeds,
    new=_several(issues),
    overdue=_several(issues),
    reopened=_several(issues),
    fixed=_several(issues),
    columns=_several(columns),
    coming=_several(
        st.builds(Coming, st.sampled_from(ComingKind), HARM, days, units, HARM, HARM, st.integers(0, 9), st.booleans())
    ),
    vetoes=_several(
        st.builds(Veto, HARM, figures, figures, figures, figures, st.sampled_from(("clear", "warning", "vetoed")))
    ),
    undecided=_several(st.builds(Doubt, HARM, _several(HARM), HARM, HARM)),
    undecided_at=st.none() | moments,
    accounts=_several(
        st.builds(
            AccountFact,
            NAMES,
            st.sampled_from(("wechat", "weibo", "别的")),
            units,
            st.none() | columns,
            _several(sources),
            st.none() | st.builds(Share, st.floats(0.01, 1), figures, st.none() | shares, st.none() | shares),
            st.none() | figures,
            st.booleans(),
        )
    ),
)
