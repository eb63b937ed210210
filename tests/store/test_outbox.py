"""What came of a message: delivered, put off, given up, withdrawn; and what is then known of the channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from inspection.telling import ChannelHealth, Message, Post, Status
from store.case_tables import messages
from store.errors import StoreError
from store.store import Store
from tests.store.samples import NOW, SITE, issue, message, open_issues, put

HOLD = timedelta(minutes=5)
LATER = NOW + timedelta(minutes=1)
ANY = {"one": (1000, timedelta(seconds=1))}


def claimed(store: Store, *made: Message) -> Message:
    put(store, *made)
    taken = store.claim(SITE, NOW, ANY, HOLD)
    assert taken is not None
    return taken


def lost(store: Store, taken: Message) -> None:
    """Another machine has the claim now."""
    with store.writing() as connection:
        ours = messages.c.id == taken.id
        connection.execute(update(messages).where(ours).values(claimed_machine="another", claimed_at=LATER))


def test_a_delivered_message_keeps_what_the_channel_answered(store: Store) -> None:
    taken = claimed(store, message())

    store.delivered(taken.id, LATER, {"ts": "1.2"})

    sent = replace(taken, status=Status.SENT, sent_at=LATER, receipt={"ts": "1.2"})
    assert store.message(taken.id) == sent
    assert store.claim(SITE, LATER, ANY, HOLD) is None


def test_a_message_that_was_postponed_is_tried_again(store: Store) -> None:
    taken = claimed(store, message())

    assert store.postponed(taken.id, LATER, "渠道忙", NOW)

    again = store.claim(SITE, LATER, ANY, HOLD)
    assert again == replace(taken, not_before=LATER, attempts=1, error="渠道忙")


def test_a_message_that_was_given_up_says_why_and_is_not_tried_again(store: Store) -> None:
    taken = claimed(store, message())

    assert store.gave_up(taken.id, LATER, "密钥不对")

    assert store.message(taken.id) == replace(taken, status=Status.FAILED, attempts=1, error="密钥不对")
    assert store.claim(SITE, LATER, ANY, HOLD) is None


def test_what_was_given_up_can_be_tried_anew(store: Store) -> None:
    put(store, message("m1"), message("m2", "two"), message("m3", group="b"))
    for id_ in ("m1", "m2"):
        store.gave_up(id_, NOW, "密钥不对")

    first = store.retry_failed(SITE, "one", LATER)

    assert (first, store.retry_failed(SITE), store.retry_failed(SITE)) == (1, 1, 0)
    assert store.message("m1") == message("m1", created_at=LATER)


def test_the_sender_may_hold_or_withdraw_what_it_has_claimed(store: Store) -> None:
    taken = claimed(store, message())
    assert store.held(taken.id, LATER, "免打扰时段")
    assert store.claim(SITE, NOW, ANY, HOLD) is None
    assert store.claim(SITE, LATER, ANY, HOLD) == replace(taken, not_before=LATER, error="免打扰时段")

    assert store.withdrawn(taken.id, LATER, "已恢复")
    assert [one.status for one in store.messages(SITE)] == [Status.WITHDRAWN]


def test_a_sender_that_lost_its_claim_settles_nothing(store: Store) -> None:
    taken = claimed(store, message())
    lost(store, taken)

    settled = [
        store.postponed(taken.id, LATER, "忙", NOW, LATER),
        store.gave_up(taken.id, NOW, "不行", channel_fails=True),
        store.withdrawn(taken.id, NOW, "已恢复"),
        store.held(taken.id, LATER, "免打扰时段"),
    ]

    assert settled == [False] * 4
    assert store.message(taken.id) == taken
    assert store.health(SITE) == {}
    assert store.claim(SITE, NOW, ANY, HOLD) is None


def test_what_was_delivered_is_delivered_whoever_has_the_claim(store: Store) -> None:
    taken = claimed(store, message())
    lost(store, taken)

    store.delivered(taken.id, LATER, {"ts": "1"})
    store.delivered(taken.id, LATER + HOLD, {"ts": "2"})

    assert store.message(taken.id) == replace(taken, status=Status.SENT, sent_at=LATER, receipt={"ts": "1"})
    assert not store.postponed(taken.id, LATER, "忙", LATER)


def test_an_unknown_message_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError, match="没有消息 m9") as told:
        store.delivered("m9", NOW, {})

    assert told.value.reason == "not-found"


def test_the_post_of_a_group_is_the_newest(store: Store) -> None:
    posts = [Post(SITE, "one", "g", id_, NOW, {"ts": id_}) for id_ in ("m1", "m2")]
    put(store, message("m1"), message("m2"))

    for post in posts:
        store.claim(SITE, NOW, ANY, HOLD)
        store.delivered(post.message, NOW, {}, post)

    assert store.post(SITE, "one", "g") == posts[1]


def test_a_channel_fails_from_the_first_failure_until_it_takes_a_message(store: Store) -> None:
    taken = claimed(store, message())

    for minutes in (1, 2):
        store.postponed(taken.id, NOW, f"第{minutes}次", NOW + minutes * HOLD, NOW + timedelta(hours=3 - minutes))
    failing = store.health(SITE)
    with store.casework(SITE) as work:
        work.noticed("one", LATER)
    store.delivered(taken.id, LATER, {})

    two_hours = NOW + timedelta(hours=2)  # what it asked for stands, though it asked for less later
    assert failing == {"one": ChannelHealth(SITE, "one", NOW + HOLD, "第2次", not_before=two_hours)}
    assert store.health(SITE) == {"one": ChannelHealth(SITE, "one", not_before=two_hours)}


def test_a_failure_of_one_message_is_not_the_channel_s(store: Store) -> None:
    taken = claimed(store, message())

    store.postponed(taken.id, NOW, "忙", NOW)
    store.gave_up(taken.id, NOW, "内容不合要求")

    assert store.health(SITE) == {}


def test_a_channel_that_is_wrong_for_good_is_marked_so(store: Store) -> None:
    taken = claimed(store, message())

    store.gave_up(taken.id, NOW, "密钥不对", channel_fails=True)

    assert store.health(SITE) == {"one": ChannelHealth(SITE, "one", NOW, "密钥不对", permanent=True)}


def test_messages_are_listed_by_status_and_by_issue(store: Store) -> None:
    first, second = open_issues(store, issue("a"), issue("b"))
    put(store, message("m1", issues=(first.id, second.id)), message("m2", issues=(second.id,)), message("m3"))
    store.gave_up("m1", NOW, "不行")

    assert [one.id for one in store.messages(SITE, [Status.FAILED, Status.SENT])] == ["m1"]
    assert [one.id for one in store.messages(SITE, issue=second.id)] == ["m2", "m1"]
    assert [one.id for one in store.messages(SITE, [Status.QUEUED], second.id)] == ["m2"]
    assert [one.id for one in store.messages(SITE, limit=2)] == ["m3", "m2"]
    assert store.messages("别处") == []
