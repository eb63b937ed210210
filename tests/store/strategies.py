"""Any record, hostile ones too, for hypothesis; apart from the samples, so that started processes are light."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from inspection.records import Article, DateFrom, Page, Probe, Related, Verdict
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
)
links = st.lists(st.tuples(addresses, st.sampled_from(["a", "img", "script"]), hostile), max_size=8)
