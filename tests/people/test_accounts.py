"""What people hear of accounts: an expired login once, and of accounts also while the portal is down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots
from tests.people.test_telling import at, told
from tests.platforms.weibo import WeiboServer
from tests.platforms.weibo_shapes import Post

EXPIRED = 21327
MORNING = datetime(2025, 3, 24, 9, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def weibo() -> Iterator[WeiboServer]:
    """An account that last posted 22 days ago, as its own application sees it."""
    with WeiboServer(now=MORNING) as server:
        server.posts = [Post(MORNING - timedelta(days=days), f"第 {days} 天前的微博") for days in (22, 40, 60)]
        yield server


@pytest.fixture
def bureau(office: Office, weibo: WeiboServer) -> Office:
    """The office, with that account; another unit keeps its login."""
    source = {
        "weibo_api": {"uid": weibo.uid, "token_env": "WEIBO_TOKEN", "base_url": weibo.base},
        "intranet": True,
        "pace": 0,
        "keeper": "法规处",
    }
    office.more["accounts"] = [{"name": "示例民政", "platform": "weibo", "unit": "宣传处", "source": source}]
    office.environment["WEIBO_TOKEN"] = weibo.token
    return office


def test_an_expired_login_is_told_once_and_then_that_it_works_again(
    bureau: Office, weibo: WeiboServer, robots: Robots
) -> None:
    weibo.token_state = EXPIRED
    bureau.inspect(at(24))
    first = told(bureau, robots, at(24, "10:10"))
    bureau.inspect(at(29))
    later = [text for day in (27, 29, 30) for text in told(bureau, robots, at(day, "10:10"))]
    weibo.token_state, weibo.token, weibo.posts = 0, "2.00renewed", [Post(MORNING + timedelta(days=6), "新的一条")]
    bureau.environment["WEIBO_TOKEN"] = weibo.token
    bureau.inspect(at(30, "11:00"))
    over = told(bureau, robots, at(30, "11:10"))

    assert ["登录或授权已过期" in text and "责任单位：法规处" in text for text in first] == [True]
    assert later == []
    assert ["新媒体登录或授权失效，已恢复" in text for text in over] == [True]


def test_nothing_is_said_of_an_account_behind_an_expired_login_but_that(
    bureau: Office, weibo: WeiboServer, robots: Robots
) -> None:
    weibo.token_state = EXPIRED
    bureau.inspect(at(24))

    assert [issue["check"] for issue in bureau.found()] == ["expired-credential"]
    assert "更新不及时" not in "".join(told(bureau, robots, at(24, "10:10")))


def test_a_stale_account_is_told_of_while_the_portal_is_down(bureau: Office, portal: Portal, robots: Robots) -> None:
    portal.down = True
    bureau.inspect(at(24))

    said = "".join(told(bureau, robots, at(24, "10:10")))

    assert "网站无法访问" in said
    assert "账号“示例民政”已 22 天没有更新" in said


def test_the_weekly_digest_says_since_when_the_login_is_expired_and_who_renews_it(
    bureau: Office, weibo: WeiboServer
) -> None:
    weibo.token_state = EXPIRED
    bureau.inspect(at(24))

    done = bureau.run("digest", str(bureau.write_plan()), "--week", "2025-W13", "--as-of", at(31))

    assert done.status == 0, done.output
    assert "示例民政（微博）：情况不明" in done.output
    assert "自3月24日起；由法规处重新登录或授权，更新环境变量 WEIBO_TOKEN" in done.output
    assert weibo.token not in done.output
