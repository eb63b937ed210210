"""One account, all its sources taken together with what rounds have known of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.media import Comment, Gone, Origin
from inspection.records import Article, ColumnState
from inspection.sources import ArticleLook, Refusal, SourceReading
from spiders.accounts.account_reading import LATE, Covered, read_account
from tests.spiders.accounts.readings import DAY, NOW, account, article, frame, known, look, read, refused

TWO = account({"feed": "https://rss.example/a"}, {"feed": "https://rss.example/b"})
TODAY = NOW.date()


def day(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("sources", "state", "reason"),
    [
        ([read(article(1, 1))], ColumnState.READ, None),
        ([read(article(1, 1)), refused(source="feed-2")], ColumnState.READ, None),
        ([refused("captcha"), refused("forbidden", "feed-2")], ColumnState.BLOCKED, "captcha"),
        ([read(), refused("captcha", "feed-2")], ColumnState.BLOCKED, "captcha"),
        ([read(), read(source="feed-2")], ColumnState.BLANK, None),
        ([read(partial="one-album-only")], ColumnState.UNREADABLE, "one-album-only"),
    ],
)
def test_an_account_is_blank_only_where_every_source_is_sound_and_sees_everything(
    sources: list[SourceReading], state: ColumnState, reason: str | None
) -> None:
    reading = read_account(frame(account=TWO), sources).reading

    assert (reading.state, reading.reason) == (state, reason)


def test_an_account_that_once_showed_articles_is_never_blank() -> None:
    reading = read_account(frame(known(article(1, 9))), [read()]).reading

    assert (reading.state, reading.reason) == (ColumnState.UNREADABLE, "could-not-be-read")


def test_an_account_that_fell_silent_is_read_where_a_source_vouches_for_the_silence() -> None:
    told = read_account(frame(known(article(1, 90))), [read(covers_since=day(30))]).reading

    assert (told.state, [one.title for one in told.articles]) == (ColumnState.READ, [article(1, 90).title])


def test_an_account_without_a_source_says_so() -> None:
    bare = account().model_copy(update={"source": ()})

    assert read_account(frame(account=bare), []).reading.reason == "no-source"


def test_articles_are_newest_first_and_keep_what_rounds_knew_of_them() -> None:
    before = known(article(1, 5, text="全文"))
    reading = read_account(frame(before), [read(article(3, 0), article(2, 1))]).reading

    assert [(one.position, one.title[1], one.text) for one in reading.articles] == [
        (0, "3", ""),
        (1, "2", ""),
        (2, "1", "全文"),
    ]


def test_what_is_known_alone_is_told_as_far_back_as_matters_and_the_newest_always() -> None:
    before = [known(article(number, 10 * number)) for number in (1, 2, 3)]

    some = read_account(frame(*before, since=day(20)), [refused()]).reading
    newest = read_account(frame(*before, since=day(1)), [refused()]).reading
    assert [one.title[1] for one in some.articles] == ["1", "2"]
    assert [one.title[1] for one in newest.articles] == ["1"]


def test_a_list_alone_covers_what_its_best_source_says() -> None:
    sources = [read(article(1, 1), covers_since=day(4)), read(article(2, 2), source="feed-2", covers_since=day(9))]

    assert read_account(frame(account=TWO), sources).reading.covers_since == day(9)
    assert read_account(frame(), [refused(covers_since=day(4))]).reading.covers_since is None


def test_two_rounds_that_overlap_cover_together_what_each_covers() -> None:
    covered = Covered(day(90), day(7))
    both = frame(known(article(1, 9)), covered=covered)
    now = [read(article(2, 1), article(1, 9), covers_since=day(10))]

    assert read_account(both, now).reading.covers_since == day(90)


@pytest.mark.parametrize("reason", ["the list does not reach back", "nothing is known again", "told late"])
def test_rounds_that_do_not_overlap_do_not_cover_what_lies_between(reason: str) -> None:
    since = {"the list does not reach back": day(6), "told late": day(7) - LATE + DAY}.get(reason, day(20))
    told = article(2, 1) if reason == "nothing is known again" else article(1, 9)
    both = frame(known(article(1, 9)), covered=Covered(day(90), day(7)))

    assert read_account(both, [read(told, covers_since=since)]).reading.covers_since == since


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 60))
def test_nothing_is_covered_that_a_longer_absence_left_out(since: int, seen: int, earlier: int) -> None:
    """Days that neither this list covers nor lay before the earlier round are never vouched for."""
    both = frame(known(article(1, 70)), covered=Covered(day(seen + earlier), day(seen)))
    covers = read_account(both, [read(article(1, 70), covers_since=day(since))]).reading.covers_since

    assert covers is not None
    assert covers == day(since) or since >= seen


def test_what_rounds_cover_is_not_farther_back_than_what_they_tell() -> None:
    both = frame(known(article(1, 9)), since=day(30), covered=Covered(day(90), day(7)))
    now = [read(article(1, 9), covers_since=day(10))]

    assert read_account(both, now).reading.covers_since == day(30)


def test_an_article_that_is_seen_again_keeps_when_it_was_first_seen() -> None:
    before = known(article(1, 9))
    [after] = read_account(frame(before), [read(article(1, 9))]).changed

    assert (after.first_seen_at, after.last_seen_at, after.last_round) == (before.first_seen_at, NOW, "now")


def test_what_was_taken_for_two_articles_is_seen_as_one() -> None:
    """A source that tells its number joins two addresses that rounds knew apart; both count as seen."""
    long = "https://mp.weixin.qq.com/s?__biz=MzA0&mid=1&idx=1&sn=a"
    apart = [known(article(1, 9)), known(replace(article(1, 2), url=long), seen=DAY / 2)]
    told = read_account(frame(*apart), [read(article(1, 9, platform_id="1_1"))])

    assert [one.url for one in told.reading.articles] == [article(1, 9).url]
    assert {(one.article.url, one.last_seen_at) for one in told.changed} == {(article(1, 9).url, NOW), (long, NOW)}


def test_an_article_that_no_source_lists_stays_as_it_was_seen() -> None:
    before = known(article(1, 9))

    assert read_account(frame(before), [refused()]).changed == ()
    assert read_account(frame(before), [refused()]).known == (before,)


@pytest.mark.parametrize("reason", [Gone.DELETED, Gone.VIOLATION, Gone.UNAVAILABLE, Gone.MISSING])
def test_an_article_whose_page_says_that_it_is_gone_is_not_published_any_more(reason: str) -> None:
    before = known(article(1, 2))
    told = read_account(frame(before), [read(article(2, 1))], [look(before.article.url, gone=reason, unavailable="x")])

    [gone] = [one for one in told.changed if one.gone]
    assert (gone.article.url, gone.gone, gone.gone_at) == (before.article.url, reason, NOW)
    assert [one.title[1] for one in told.reading.articles] == ["2"]


def test_a_link_that_expired_says_nothing_of_its_article() -> None:
    before = known(article(1, 2))
    told = read_account(frame(before), [], [look(before.article.url, gone=Gone.EXPIRED, unavailable="链接已过期")])

    assert [one.title[1] for one in told.reading.articles] == ["1"]


def test_a_captcha_says_nothing_of_its_article() -> None:
    before = known(article(1, 2))
    url = before.article.url
    wall = ArticleLook("上海民政", url, NOW, refusal=Refusal("captcha"))

    for one in (wall, look(url, unavailable="环境异常", title="")):
        assert read_account(frame(before), [refused()], [one]).known == (before,)


def test_an_article_that_is_there_again_is_published_again() -> None:
    before = known(article(1, 2), gone=Gone.UNAVAILABLE, gone_at=NOW - DAY, looked_at=NOW - DAY)
    told = read_account(frame(before), [refused()], [look(before.article.url)])

    assert (told.known[0].gone, told.known[0].gone_at) == (None, None)
    assert len(told.reading.articles) == 1


def test_when_an_article_was_first_seen_gone_is_remembered() -> None:
    before = known(article(1, 2), gone=Gone.DELETED, gone_at=NOW - DAY, looked_at=NOW - DAY)
    told = read_account(frame(before), [], [look(before.article.url, gone=Gone.DELETED, unavailable="x")])

    assert told.known[0].gone_at == NOW - DAY


def test_what_a_source_says_is_withdrawn_is_gone_under_the_address_by_which_it_is_known() -> None:
    long = "https://mp.weixin.qq.com/s?__biz=MzA0&mid=1&idx=1&sn=a"
    before = known(article(1, 2, platform_id="1_1"))
    told = read_account(frame(before), [read(article(2, 1), gone=((f"{long}&chksm=9", Gone.DELETED),))])

    assert [(one.article.url, one.gone) for one in told.known if one.gone] == [(before.article.url, Gone.DELETED)]
    assert told.sources[0].gone == ((before.article.url, Gone.DELETED),)


def test_comments_stand_under_the_address_by_which_their_article_is_known() -> None:
    long = Article("", "x", "https://mp.weixin.qq.com/s?__biz=MzA0&mid=1&idx=1&sn=a", NOW, platform_id="1_1")
    before = known(article(1, 2, platform_id="1_1"))
    said = Comment("上海民政", long.url, "c1", "电话打不通？", NOW)
    told = read_account(frame(before), [read(long, comments=(said,), commented=(long.url,))])

    assert told.sources[0].comments == (replace(said, article_url=before.article.url),)
    assert told.sources[0].commented == (before.article.url,)


def test_an_articles_own_page_completes_it() -> None:
    listed = article(1, 1.2)
    page = {
        "title": "关于救助补贴发放的通知",
        "published_at": datetime.fromisoformat("2025-03-24T08:00:00+08:00"),
        "text": "全文" * 30,
        "origin": Origin.ORIGINAL,
        "original_url": "https://mzj.example.org/1.html",
        "body_links": ("https://mzj.example.org/2.html",),
        "author": "传媒中心",
    }
    told = read_account(frame(), [read(listed)], [look(listed.url, **page)])

    [one] = told.reading.articles
    assert {name: getattr(one, name) for name in page} == page
    assert (one.url, one.sources, one.read_in_full) == (listed.url, ("feed",), True)
    assert told.known[0].looked_at == NOW


@pytest.mark.parametrize(
    ("covers", "until", "missed"),
    [(day(5), None, True), (day(3), None, False), (None, None, False), (day(5), day(4), False)],
)
def test_an_article_that_its_covering_source_no_longer_lists_may_be_withdrawn(
    covers: date | None, until: date | None, missed: bool
) -> None:
    before = known(article(1, 3))
    told = read_account(frame(before), [read(article(2, 1), covers_since=covers, seen_until=until)])

    assert [one.article.url for one in told.unlisted] == ([before.article.url] if missed else [])


def test_a_source_that_never_listed_an_article_says_nothing_by_not_listing_it() -> None:
    before = known(article(1, 3, sources=("feed-2",)))
    told = read_account(frame(before, account=TWO), [read(article(2, 1), covers_since=day(9))])

    assert told.unlisted == ()
