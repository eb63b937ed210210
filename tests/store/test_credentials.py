"""What a platform refused is remembered by its digest, until it changes."""

from __future__ import annotations

from datetime import timedelta

from store.credentials import RefusedCredential
from store.store import Store
from tests.store.samples import NOW, SITE

ACCOUNT, SOURCE = "账号", "wechat-api"


def note(store: Store, digest: str = "d1", after: timedelta = timedelta(0), source: str = SOURCE) -> None:
    store.note_refused(
        SITE,
        ACCOUNT,
        source,
        credential="WECHAT_SECRET",
        digest=digest,
        reason="credential-refused",
        detail="40125",
        at=NOW + after,
    )


def test_a_refusal_is_remembered_with_its_reason(store: Store) -> None:
    note(store)

    assert store.refused(SITE, ACCOUNT, SOURCE) == RefusedCredential(
        SOURCE, "WECHAT_SECRET", "d1", "credential-refused", "40125", NOW
    )


def test_nothing_stands_against_what_was_not_refused(store: Store) -> None:
    note(store)

    assert [
        store.refused(*of) for of in [("别处", ACCOUNT, SOURCE), (SITE, "乙", SOURCE), (SITE, ACCOUNT, "feed")]
    ] == [None] * 3


def test_the_same_value_refused_again_was_refused_when_it_was_first(store: Store) -> None:
    note(store)

    note(store, after=timedelta(days=3))

    known = store.refused(SITE, ACCOUNT, SOURCE)
    assert known is not None
    assert known.refused_at == NOW


def test_another_value_that_is_refused_too_takes_its_place(store: Store) -> None:
    note(store)

    note(store, "d2", timedelta(days=3))

    known = store.refused(SITE, ACCOUNT, SOURCE)
    assert known is not None
    assert (known.digest, known.refused_at) == ("d2", NOW + timedelta(days=3))


def test_what_is_forgotten_is_forgotten_alone(store: Store) -> None:
    note(store)
    note(store, source="weibo-api")

    store.forget_refused(SITE, ACCOUNT, SOURCE)

    assert store.refused(SITE, ACCOUNT, SOURCE) is None
    assert store.refused(SITE, ACCOUNT, "weibo-api") is not None
