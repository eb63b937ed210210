"""Several sources and earlier rounds, made into articles, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.media import Counts, Origin
from inspection.records import Article
from inspection.sources import Known
from spiders.media.merging import Merged, merge
from tests.spiders.media.listed import LABELS, NOON, Publication, listings, post, publications

ONE = Publication(1, "清明祭扫安排", NOON)
HOUR = timedelta(hours=1)


def merged(
    listed: dict[str, tuple[Article, ...]], known: tuple[Known, ...] = (), platform: str = "wechat"
) -> list[Merged]:
    return list(merge(listed, known, channel="上海民政", platform=platform))


def known_of(one: Merged, *, looked: bool = False) -> Known:
    return Known(one.article, NOON, NOON, "r1", looked_at=NOON if looked else None)


@given(listings(), st.randoms(use_true_random=False))
def test_the_order_of_sources_and_rows_does_not_matter(listed: dict[str, tuple[Article, ...]], random: Random) -> None:
    labels = list(listed)
    random.shuffle(labels)
    other = {label: tuple(random.sample(listed[label], len(listed[label]))) for label in labels}

    assert merged(other) == merged(listed)


@given(listings())
def test_what_is_merged_again_with_itself_is_the_same(listed: dict[str, tuple[Article, ...]]) -> None:
    once = merged(listed)
    known = tuple(known_of(one) for one in once)
    twice = {label: (*articles, *articles) for label, articles in listed.items()}

    assert merged(twice) == once
    assert [one.article for one in merged(listed, known)] == [one.article for one in once]


@given(listings())
def test_no_article_is_lost_and_none_is_made_up(listed: dict[str, tuple[Article, ...]]) -> None:
    told = {article.url for articles in listed.values() for article in articles}
    names = {key for one in merged(listed) for key in one.names}

    assert {f"url:{url}" for url in told} <= names
    assert len(merged(listed)) <= len(told)


@given(publications, st.lists(st.sampled_from(LABELS), min_size=2, max_size=4, unique=True))
def test_sources_that_state_the_same_times_are_one_list(published: list[Publication], labels: list[str]) -> None:
    """Whichever form of address each uses: every publication once, with all who tell it."""
    listed = {label: tuple(one.told(long=n % 2 == 0) for one in published) for n, label in enumerate(labels)}
    found = merged(listed)

    assert len(found) == len(published)
    assert all(one.article.sources == tuple(sorted(labels)) for one in found)


@given(publications)
@settings(max_examples=50)
def test_rows_of_one_source_stay_apart(published: list[Publication]) -> None:
    same = tuple(replace(one, title="同一个标题", at=NOON).told(long=False) for one in published)

    assert len(merged({"feed": same})) == len(published)


@given(listings(), st.data())
def test_an_article_keeps_its_address_from_round_to_round(
    listed: dict[str, tuple[Article, ...]], data: st.DataObject
) -> None:
    """Whichever of its sources answer next time, and although they name it in their own ways."""
    first = merged(listed)
    known = tuple(known_of(one, looked=data.draw(st.booleans())) for one in first)
    left = data.draw(st.lists(st.sampled_from(sorted(listed)), min_size=1, unique=True))
    again = merged({label: listed[label] for label in left}, known)

    assert {one.article.url for one in again} == {one.article.url for one in first}


def test_two_different_numbers_are_two_articles() -> None:
    other = replace(ONE, number=2)

    assert len(merged({"wechat-api": (ONE.told(),), "feed": (other.told(),)})) == 2


def test_what_is_published_again_under_another_address_of_the_same_form_is_another_article() -> None:
    known = tuple(known_of(one) for one in merged({"feed": (ONE.told(long=False),)}))
    again = replace(ONE, number=2, at=NOON + HOUR)

    assert len(merged({"feed": (again.told(long=False),)}, known)) == 2


def test_another_source_may_name_a_known_article_otherwise() -> None:
    known = tuple(known_of(one) for one in merged({"feed": (ONE.told(long=False),)}))
    found = merged({"wechat-api": (ONE.told(off=HOUR),)}, known)

    assert [one.article.url for one in found] == [ONE.short()]
    assert found[0].article.platform_id == "1001_1"


def test_the_better_source_has_the_word_field_by_field() -> None:
    feed = ONE.told(long=False, text="正文" * 50, author="转载者", counts=Counts(reads=5), cover="https://c.example/1")
    api = ONE.told(off=HOUR, text="摘要", author="传媒中心", origin=Origin.ORIGINAL)
    export = ONE.told(timed=False, counts=Counts(reads=9, likes=2))
    [one] = merged({"feed": (feed,), "wechat-api": (api,), "export": (export,)})

    assert one.article == Article(
        channel="上海民政",
        title=ONE.title,
        url=ONE.long(),
        published_at=NOON + HOUR,
        text="正文" * 50,
        author="传媒中心",
        origin=Origin.ORIGINAL,
        cover="https://c.example/1",
        counts=Counts(reads=5, likes=2),
        sources=("export", "feed", "wechat-api"),
        platform_id="1001_1",
    )


def test_three_sources_that_each_name_it_otherwise_tell_one_article() -> None:
    listed = {
        "wechat-api": (ONE.told(),),
        "feed": (ONE.told(long=False),),
        "feed-2": (Article("", ONE.title, "https://rss.example/1", NOON),),
    }

    assert [one.labels for one in merged(listed)] == [("feed", "feed-2", "wechat-api")]


def test_a_time_is_better_than_a_bare_date_of_a_better_source() -> None:
    [one] = merged({"wechat-api": (ONE.told(timed=False),), "export": (ONE.told(),)})

    assert one.article.published_at == NOON


def test_a_corrected_text_replaces_the_longer_one_that_was_known() -> None:
    known = tuple(known_of(one, looked=True) for one in merged({"wechat-api": (ONE.told(text="电话12345" * 9),)}))
    [one] = merged({"wechat-api": (ONE.told(text="电话6289" * 9),)}, known)

    assert one.article.text == "电话6289" * 9


def test_a_post_is_one_by_its_words_and_its_minute() -> None:
    text = "今日起本市各区救助管理站开展夏季送清凉专项行动，市民发现求助人员可拨打热线。"
    named = post(1, text, NOON)
    unnamed = post(2, f"{text[:30]}…", NOON + timedelta(minutes=1), named=False)
    later = post(3, text, NOON + timedelta(minutes=10), named=False)

    assert len(merged({"weibo-api": (named,), "feed": (unnamed,)}, platform="weibo")) == 1
    assert len(merged({"weibo-api": (named,), "feed": (later,)}, platform="weibo")) == 2


def test_the_nearest_are_joined_where_three_times_drift() -> None:
    """The one case in which merging is not associative; whatever comes first, the outcome is this."""
    far = {
        "wechat-api": (ONE.told(),),
        "feed": (Article("", ONE.title, "https://rss.example/1", NOON + 11 * HOUR),),
        "wechat-album": (ONE.told(long=False, off=13 * HOUR),),
    }

    assert sorted(one.labels for one in merged(far)) == [("feed", "wechat-album"), ("wechat-api",)]


def test_what_is_pinned_today_is_pinned_and_no_longer_tomorrow() -> None:
    known = tuple(known_of(one) for one in merged({"feed": (ONE.told(pinned=True),)}))

    assert known[0].article.pinned
    assert not merged({"feed": (ONE.told(),)}, known)[0].article.pinned


def test_a_thousand_posts_under_one_topic_take_no_long_time() -> None:
    at = [NOON - n * HOUR for n in range(2000)]
    posts = tuple(post(n, f"#上海民政# 今日话题之{n}：求助热线二十四小时开通", moment) for n, moment in enumerate(at))
    known = tuple(Known(one, NOON, NOON, "r1") for one in posts)

    assert len(merge({"weibo-mobile": posts}, known, channel="x", platform="weibo")) == 2000
