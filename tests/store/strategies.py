"""Any record, hostile ones too, for hypothesis; apart from the samples, so that started processes are light."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import Act, Issue, State, Step
from inspection.media import Comment, Counts, Origin
from inspection.records import Article, ColumnState, DateFrom, Page, Probe, Related, Verdict
from inspection.sources import Known, SourceReading
from inspection.telling import ChannelHealth, Decision, Kind, Message, Post, Status, Telling
from tests.store.samples import HOST

# Text as hostile pages have it: NULs, lone surrogates, anything.
hostile = st.text(st.characters(exclude_categories=()), max_size=40)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(datetime(1970, 1, 2), datetime(2099, 12, 31), timezones=offsets)
published = st.none() | st.dates() | times
addresses = hostile.map(lambda text: HOST + text)
digests = st.none() | st.binary(min_size=32, max_size=32).map(bytes.hex)

pages = st.builds(
    Page,
    url=addresses,
    final_url=addresses,
    status=st.integers(0, 999),
    fetched_at=times,
    content_type=hostile,
    charset=hostile,
    size=st.integers(0, 2**40),
    evidence=digests,
    title=hostile,
    etag=st.none() | hostile,
    last_modified=st.none() | hostile,
    truncated=st.booleans(),
)
probes = st.builds(
    Probe,
    url=addresses,
    verdict=st.sampled_from(Verdict),
    reason=st.none() | hostile,
    status=st.none() | st.integers(0, 999),
    final_url=st.none() | addresses,
    looks=st.integers(0, 10),
    probed_at=st.none() | times,
    detail=hostile,
    evidence=digests,
)
articles = st.builds(
    Article,
    channel=hostile,
    title=hostile,
    url=addresses,
    published_at=published,
    date_from=st.none() | st.sampled_from(DateFrom),
    document_number=st.none() | hostile,
    source=st.none() | hostile,
    text=hostile,
    body_links=st.lists(addresses, max_size=3).map(tuple),
    related=st.lists(st.builds(Related, title=hostile, url=addresses), max_size=3).map(tuple),
    position=st.integers(0, 10**6),
    read_in_full=st.booleans(),
    author=st.none() | hostile,
    cover=st.none() | addresses,
    origin=st.none() | st.sampled_from(Origin),
    original_url=st.none() | addresses,
    counts=st.builds(Counts, *[st.none() | st.integers(0, 2**40)] * 4),
    pinned=st.booleans(),
    sources=st.lists(hostile, max_size=2).map(tuple),
    platform_id=st.none() | hostile,
)
comments = st.builds(
    Comment,
    account=st.just("账号"),
    article_url=addresses,
    key=hostile,
    text=hostile,
    said_at=times,
    answered_at=st.none() | times,
    answered=st.none() | st.booleans(),
)
source_readings = st.builds(
    SourceReading,
    account=st.just("账号"),
    source=hostile,
    state=st.sampled_from(ColumnState),
    reason=st.none() | hostile,
    detail=hostile,
    articles=st.lists(articles, max_size=3).map(tuple),
    covers_since=st.none() | st.dates(),
    seen_until=st.none() | st.dates(),
    partial=st.none() | hostile,
    built_at=st.none() | times,
    credential=st.none() | hostile,
    comments=st.lists(comments, max_size=3).map(tuple),
    commented=st.lists(addresses, max_size=3).map(tuple),
    gone=st.lists(st.tuples(addresses, hostile), max_size=3).map(tuple),
    requests=st.integers(0, 10**6),
    evidence=digests,
)
known = st.builds(
    Known,
    article=articles,
    first_seen_at=times,
    last_seen_at=times,
    last_round=hostile,
    looked_at=st.none() | times,
    gone=st.none() | hostile,
    gone_at=st.none() | times,
)
links = st.lists(st.tuples(addresses, st.sampled_from(["a", "img", "script"]), hostile), max_size=8)

evidence = st.dictionaries(
    hostile,
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | hostile,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hostile, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)
counts = st.integers(0, 10**6)
fingerprints = st.binary(min_size=16, max_size=16).map(lambda digest: f"v1:{digest.hex()}")
issues = st.builds(
    Issue,
    site=st.just("民政局"),
    fingerprint=fingerprints,
    check=hostile,
    subject=addresses,
    title=hostile,
    severity=st.sampled_from(Severity),
    basis=hostile,
    opened_at=times,
    seen_at=times,
    looked_at=times,
    state=st.sampled_from(State),
    version=counts,
    unit=st.none() | hostile,
    column=st.none() | hostile,
    found_on=st.lists(addresses, max_size=3).map(tuple),
    evidence=evidence,
    round=hostile,
    sightings=counts,
    person=st.none() | hostile,
    due_at=st.none() | times,
    confirmed_at=st.none() | times,
    acknowledged_at=st.none() | times,
    claimed_at=st.none() | times,
    claim_recorded_at=st.none() | times,
    closed_at=st.none() | times,
    closed_by_machine=st.booleans(),
    muted_until=st.none() | times,
    before_mute=st.none() | st.sampled_from(State),
    reopened=counts,
)
steps = st.builds(
    Step,
    at=times,
    who=hostile,
    act=st.sampled_from(Act),
    before=st.none() | st.sampled_from(State),
    after=st.sampled_from(State),
    why=hostile,
    round=st.none() | hostile,
    detail=evidence,
)
tellings = st.builds(
    Telling,
    issue=st.just(0),
    channel=hostile,
    waiting_since=st.none() | times,
    told_at=st.none() | times,
    told_kind=st.none() | st.sampled_from(Kind),
    told_severity=st.none() | st.sampled_from(Severity),
    told_version=counts,
    told_reopened=counts,
    times=counts,
    rung=counts,
    over_at=st.none() | times,
    group=hostile,
    stage=hostile,
    reason=hostile,
    until=st.none() | times,
    told_unit=st.none() | hostile,
)
decisions = st.builds(
    Decision,
    issue=st.just(0),
    channel=hostile,
    at=times,
    stage=hostile,
    reason=hostile,
    detail=hostile,
    message=st.none() | hostile,
    until=st.none() | times,
)
messages = st.builds(
    Message,
    id=st.uuids().map(str),
    site=st.just("民政局"),
    channel=hostile,
    kind=st.sampled_from(Kind),
    group=hostile,
    severity=st.sampled_from(Severity),
    created_at=times,
    not_before=times,
    payload=evidence,
    status=st.sampled_from(Status),
    attempts=counts,
    sent_at=st.none() | times,
    error=hostile,
    receipt=evidence,
)
posts = st.builds(
    Post, site=st.just("民政局"), channel=hostile, group=hostile, message=hostile, at=times, place=evidence
)
healths = st.builds(
    ChannelHealth,
    site=st.just("民政局"),
    channel=hostile,
    failing_since=st.none() | times,
    error=hostile,
    permanent=st.booleans(),
    not_before=st.none() | times,
    noticed_at=st.none() | times,
)
