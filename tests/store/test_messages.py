"""Messages, posts and channels' health come back as they were."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from inspection.telling import ChannelHealth, Message, Post
from store import messages
from store.bulk import upsert
from store.case_tables import channel_health, posts
from store.store import Store
from tests.store import strategies
from tests.store.cleaned import cleaned
from tests.store.samples import NOW, SITE, issue, message, open_issues, put

NUMBERS = count()
many = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@many
@given(made=strategies.messages)
def test_any_message_comes_back(store: Store, made: Message) -> None:
    made = replace(made, id=f"m{next(NUMBERS)}")

    put(store, made)

    assert store.message(made.id) == cleaned(made)


def test_a_message_knows_its_issues_in_their_order(store: Store) -> None:
    some = open_issues(store, issue("a"), issue("b"), issue("c"))
    ids = tuple(one.id for one in reversed(some))

    put(store, message(issues=ids))

    (back,) = store.messages(SITE)
    assert back.issues == ids


def test_since_when_messages_are_there_is_said_of_those_that_are(store: Store) -> None:
    later = NOW + timedelta(hours=1)
    put(store, message("m1"), message("m2", created_at=later), message("m3"))

    assert store.messages_since(["m2", "m1", "m4", "m\0"]) == {"m1": NOW, "m2": later}


@many
@given(post=strategies.posts)
def test_any_post_comes_back(store: Store, post: Post) -> None:
    with store.writing() as connection:
        upsert(connection, posts, [messages.post_row(post)])

    assert store.post(post.site, post.channel, post.group) == cleaned(post)


@many
@given(known=strategies.healths)
def test_any_channel_s_health_comes_back(store: Store, known: ChannelHealth) -> None:
    with store.writing() as connection:
        upsert(connection, channel_health, [messages.health_row(known)])

    assert store.health(SITE)[cleaned(known).channel] == cleaned(known)


@pytest.mark.parametrize(
    ("record", "columns"),
    [
        (Message, messages.MESSAGE_COLUMNS),
        (Post, messages.POST_COLUMNS),
        (ChannelHealth, messages.HEALTH_COLUMNS),
    ],
)
def test_columns_are_in_the_order_of_the_fields(record: type, columns: list[object]) -> None:
    assert [getattr(column, "name", None) for column in columns] == [field.name for field in fields(record)]
