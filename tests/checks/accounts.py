"""Accounts of the manual's examples: what a round read of them, told in the office's own words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from inspection.media import Comment, Origin
from inspection.observed import Observed
from inspection.records import Article, ColumnReading, ColumnState, DateFrom, Published
from inspection.sources import Known, SourceReading
from tests.checks.tellings import STATES, address, article

ZONE = ZoneInfo("Asia/Shanghai")
_ORIGINS = {"是": Origin.ORIGINAL, "否": Origin.REPOSTED, "无标识": Origin.UNMARKED}
_SOURCES: dict[str, dict[str, Any]] = {
    "feed": {"feed": "https://rss.example.org/feed"},
    "wechat-api": {"wechat_api": {"app_id": "wx0123456789abcdef", "secret_env": "WECHAT_SECRET"}},
    "wechat-album": {"wechat_album": "https://mp.weixin.qq.com/mp/appmsgalbum?__biz=A&album_id=1"},
    "wechat-articles": {"wechat_articles": "https://mp.weixin.qq.com/s/A"},
    "weibo-api": {"weibo_api": {"uid": "1234567890", "token_env": "WEIBO_TOKEN"}},
    "weibo-mobile": {"weibo_uid": "1234567890", "cookie_env": "WEIBO_COOKIE"},
    "export": {"export": "导出/*.xlsx"},
}


_numbers = count(1)


@dataclass
class Told:
    """Everything that the examples say of accounts: for the plan, and for the round."""

    plan: list[dict[str, Any]] = field(default_factory=list)
    columns: dict[str, ColumnReading] = field(default_factory=dict)
    sources: dict[str, tuple[SourceReading, ...]] = field(default_factory=dict)
    comments: dict[str, tuple[Comment, ...]] = field(default_factory=dict)
    known: dict[str, tuple[Known, ...]] = field(default_factory=dict)

    def put_in(self, observed: Observed) -> Observed:
        """The round, with the accounts in it."""
        columns = {**observed.columns, **self.columns}
        return replace(observed, columns=columns, sources=self.sources, comments=self.comments, known=self.known)


def told_accounts(told: dict[str, dict[str, Any]]) -> Told:
    """账号: by name, each with what the plan asks (平台, 责任单位, 更新期限, 预警, 原创, 回复) and what was read of it.

    稿件 are those of the whole account; each of 来源 lists them all, or those up to its 最新. Without 来源 there is
    one feed in the account's own 状态. 看全自 (a day, or nothing) is by default the day after the oldest article.
    """
    everything = Told()
    for name, one in told.items():
        _read(everything, name, one or {})
    return everything


def moment(value: Any) -> datetime:
    """A time as YAML hands it over, in the plan's zone; a bare date is its morning."""
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    stated: datetime = read if isinstance(read, datetime) else datetime.combine(read, time(9))
    return stated if stated.tzinfo else stated.replace(tzinfo=ZONE)


def _read(everything: Told, name: str, told: dict[str, Any]) -> None:
    articles = tuple(_article(name, n, a) for n, a in enumerate(told.get("稿件") or ()))
    sources = told.get("来源") or {"feed": {"状态": told["状态"], "原因": told.get("原因")} if "状态" in told else {}}
    readings = tuple(_source(name, label, one or {}, told, articles) for label, one in sources.items())
    everything.plan.append(_plan(name, told, sources))
    everything.columns[name] = _whole(name, told, articles, readings)
    everything.sources[name] = readings
    if told.get("留言"):
        said = tuple(_comment(name, n, c) for n, c in enumerate(told["留言"]))
        everything.comments[name] = said
        commented = tuple(dict.fromkeys(c.article_url for c in said))
        first = next((n for n, r in enumerate(readings) if r.ok), 0)
        told_by = replace(readings[first], comments=said, commented=commented)
        everything.sources[name] = (*readings[:first], told_by, *readings[first + 1 :])
    everything.known[name] = tuple(_known(name, k) for k in told.get("见过") or ())


def _plan(name: str, told: dict[str, Any], sources: dict[str, Any]) -> dict[str, Any]:
    words = {"责任单位": "unit", "更新期限": "update_within", "预警": "warn_within", "原创": "originality"}
    words |= {"回复": "replying", "合集": "series"}
    asked = {key: told[word] for word, key in words.items() if word in told}
    listed = []
    for label, one in sources.items():
        kind = _SOURCES.get(label) or _SOURCES[label.rpartition("-")[0]]
        listed.append({**kind, **({"keeper": one["维护单位"]} if one and "维护单位" in one else {})})
    return {"name": name, "platform": told.get("平台", "wechat"), **asked, "source": listed}


def _article(name: str, position: int, told: dict[str, Any]) -> Article:
    stated: Published | None = told.get("日期")
    if isinstance(stated, (str, datetime)):
        stated = moment(stated)
    labels = told.get("来源", ())
    return article(
        told["标题"],
        stated,
        channel=name,
        url=told.get("地址") or f"https://mp.weixin.qq.com/s/example-{next(_numbers)}",
        date_from=DateFrom.FEED if stated else None,
        links=tuple(told.get("链接到", ())),
        position=position,
        text=told.get("正文", ""),
        origin=_ORIGINS.get(told.get("原创", "")),
        original_url=address(told["原文"]) if "原文" in told else None,
        pinned=told.get("置顶") == "是",
        sources=(labels,) if isinstance(labels, str) else tuple(labels),
        read_in_full=told.get("读过全文") == "是",
    )


def _source(
    name: str, label: str, one: dict[str, Any], told: dict[str, Any], articles: tuple[Article, ...]
) -> SourceReading:
    shown = tuple(a for a in articles if label in a.sources or not a.sources)
    newest: date | None = one.get("最新")
    if newest is not None:
        shown = tuple(a for a in shown if a.published_at is not None and _day(a.published_at) <= newest)
        if all(_day(a.published_at) != newest for a in shown if a.published_at):
            shown = (article("来源所见的一条", newest, channel=name), *shown)
    state = STATES[one["状态"]] if "状态" in one else (ColumnState.READ if shown else ColumnState.BLANK)
    sound = state in {ColumnState.READ, ColumnState.BLANK}
    partial = one.get("只见部分")
    covers = _covers(told, shown)
    return SourceReading(
        account=name,
        source=label,
        state=state,
        reason=one.get("原因"),
        detail=one.get("说明", ""),
        articles=shown if state is ColumnState.READ else (),
        covers_since=covers if sound and partial is None else None,
        seen_until=one.get("只见到"),
        partial=partial,
        built_at=moment(one["刷新"]) if "刷新" in one else None,
        credential=one.get("变量"),
    )


def _whole(
    name: str, told: dict[str, Any], articles: tuple[Article, ...], readings: tuple[SourceReading, ...]
) -> ColumnReading:
    refused = next((r for r in readings if not r.ok), None)
    if "状态" in told:
        state, reason = STATES[told["状态"]], told.get("原因")
    elif articles:
        state, reason = ColumnState.READ, None
    else:
        state, reason = (refused.state, refused.reason) if refused else (ColumnState.BLANK, None)
    covers = min((r.covers_since for r in readings if r.covers_since), default=None)
    return ColumnReading(name, "", state, reason, articles, covers_since=told.get("看全自", covers))


def _covers(told: dict[str, Any], shown: tuple[Article, ...]) -> date | None:
    """As a feed that shows the last so many: everything after the day of its oldest, where all state their dates."""
    if "看全自" in told or not shown:
        return told.get("看全自")
    days = [_day(a.published_at) for a in shown if a.published_at]
    return min(days) + timedelta(days=1) if len(days) == len(shown) else None


def _comment(name: str, number: int, told: dict[str, Any]) -> Comment:
    said = told.get("回复")
    when = None if said in (None, "有", "无") else moment(said)
    answered = None if said is None else said != "无"
    return Comment(name, address(told["稿件"]), f"c{number}", told["内容"], moment(told["时间"]), when, answered)


def _known(name: str, told: dict[str, Any]) -> Known:
    first, last = moment(told["首见"]), moment(told["末见"])
    gone_at = moment(told["撤下于"]) if "撤下于" in told else None
    return Known(_article(name, 0, told), first, last, "r0", gone=told.get("撤下"), gone_at=gone_at)


def _day(published: Published) -> date:
    return published.date() if isinstance(published, datetime) else published
