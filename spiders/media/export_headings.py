"""Headings of exported tables: which column holds what, by the names that back offices and tools give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spiders.media.export_cells import Row

LOOK = 30  # rows in which the headings must stand; above them there are titles, periods and notes

# Names by field, the most telling first: of two columns for one field, the earlier name wins. Learnt from the back
# offices of WeChat (内容分析, 图文分析, 发表记录) and Weibo, and from tools that save accounts (清博, 新榜, crawlers).
_NAMES: dict[str, str] = {
    "title": """
        内容标题 文章标题 图文标题 图文消息标题 消息标题 推文标题 稿件标题 作品标题 作品名称 内容名称 标题名称
        文章名称 标题内容 标题 题目 推文名称 文章主标题 title articletitle
    """,
    "text": """
        微博正文 微博内容 博文内容 博文正文 博文 正文内容 正文 发布内容 文章内容 原文内容 内容 全文 微博 content
        text
    """,
    "summary": "摘要 文章摘要 内容摘要 简介 digest summary description",
    "date": """
        发表时间 发布时间 群发时间 推送时间 发文时间 发博时间 发送时间 微博发布时间 文章发布时间 首次发布时间
        发表日期 发布日期 群发日期 推送日期 发文日期 发送日期 完整日期 发布于 上线时间 创建时间 推文时间 时间 日期
        publishtime publishdate pubdate pubtime posttime createdat createtime date time publishedat
    """,
    "url": """
        内容url 内容链接 文章链接 文章url 文章地址 文章网址 图文链接 图文url 博文链接 博文url 微博链接 微博地址
        微博url 博文地址 作品链接 永久链接 推文链接 内容地址 链接地址 原文链接 原文地址 原文url 链接 网址 地址 url
        link articleurl contenturl
    """,
    "original_url": "阅读原文 阅读原文链接 原文跳转链接 sourceurl contentsourceurl",
    "author": "作者 文章作者 作者名称 author",
    "account": """
        公众号名称 公众号 微信公众号 账号名称 账号昵称 账号 帐号 帐号名称 微博账号 微博昵称 微博名称 用户昵称 博主
        博主昵称 昵称 发布账号 媒体名称 screenname nickname accountname
    """,
    "reads": """
        总阅读次数 阅读总次数 阅读次数 图文阅读次数 图文页阅读次数 总阅读量 总阅读数 阅读量 阅读数 阅读 浏览量
        浏览数 浏览次数 累计阅读量 总阅读人数 阅读人数 图文阅读人数 图文页阅读人数 reads readcount readnum
    """,
    "likes": """
        点赞数 点赞量 点赞次数 点赞 赞数 赞 获赞数 喜欢数 喜欢 点赞人数 总点赞数 在看数 在看 likes likecount likenum
        attitudescount
    """,
    "comments": """
        留言数 留言条数 留言数量 留言量 评论数 评论量 评论条数 评论次数 总评论数 留言 评论 留言人数 评价数 comments
        commentcount commentscount
    """,
    "reposts": """
        转发数 转发量 转发次数 总转发数 转发 总分享次数 分享次数 分享转发次数 分享数 分享量 分享 总分享人数 分享人数
        分享转发人数 reposts repostscount sharecount
    """,
    "origin": """
        是否原创 原创 原创标识 原创声明 原创类型 是否声明原创 原创转发 原创或转发 博文类型 微博类型 文章类型
        内容类型 发布类型 类型 isoriginal
    """,
    "cover": "封面 封面链接 封面图 封面图片 封面地址 封面url cover",
    "number": "微博id 微博mid 博文id mid weiboid id",
    "short": "bid 微博bid mblogid",
    "owner": "userid uid 用户id 用户uid 微博uid 博主id",
    "state": "状态 发布状态 发表状态 文章状态 内容状态 审核状态",
    # Marks of statistics: a row is then a day or a way of an article, not the article.
    "day": "统计日期 数据日期 统计时间 数据时间",
    "way": "传播渠道 渠道 阅读渠道 流量来源",
}
_FIELDS = {name: (what, rank) for what, names in _NAMES.items() for rank, name in enumerate(names.split())}
_NOTE = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|<.*?>")
_SEAMS = re.compile(r"[\s_*:.,、/#'\"↑↓▲▼-]+")
_TELLS = frozenset({"date", "url", "reads", "likes", "comments", "reposts", "origin", "number", "account"})


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the table's headings are, and which column holds which field."""

    row: int
    columns: Mapping[str, int]
    dates: Sequence[int] = field(default=())  # every column that may hold a date or a time of day, the best first


def find_headings(rows: Sequence[Row]) -> Headings | None:
    """The row of the first that knows most columns; None where no row names a title (or a post's text) and more.

    Headings of two rows (阅读 above 人数, 次数) are read together.
    """
    best: tuple[int, Headings] | None = None
    for number, row in enumerate(rows[:LOOK]):
        names = _joined(rows[number - 1], row) if number else [_name(cell.value) for cell in row]
        known = sum(1 for name in names if name in _FIELDS)
        found = _read(number, names)
        if found is not None and (best is None or known > best[0]):
            best = (known, found)
    return best[1] if best is not None else None


def _joined(above: Row, row: Row) -> list[str]:
    """The row's names, each with the one over it: under 阅读 stand 人数 and 次数, under a tall cell nothing."""
    upper = [_name(cell.value) for cell in above]
    over = _spread(upper)
    joined = []
    for place, cell in enumerate(row):
        name = _name(cell.value)
        if name and name not in _FIELDS and place < len(over):
            name = over[place] + name
        joined.append(name or (upper[place] if place < len(upper) and cell.value in (None, "") else ""))
    return joined


def _read(number: int, names: Sequence[str]) -> Headings | None:
    ranked: dict[str, list[tuple[int, int]]] = {}
    for place, name in enumerate(names):
        if name in _FIELDS:
            what, rank = _FIELDS[name]
            ranked.setdefault(what, []).append((rank, place))
    columns = {what: min(places)[1] for what, places in ranked.items()}
    if not ({"title", "text"} & columns.keys() and _TELLS & columns.keys()):
        return None
    _tell_apart(ranked, columns, names)
    return Headings(number, columns, [place for _, place in sorted(ranked.get("date", []))])


def _tell_apart(ranked: Mapping[str, list[tuple[int, int]]], columns: dict[str, int], names: Sequence[str]) -> None:
    """Two columns that share a field's names and are not the same."""
    addresses = [place for _, place in sorted(ranked.get("url", []))]
    if len(addresses) > 1 and "original_url" not in columns:
        # Beside the article's own address 原文链接 is where 阅读原文 leads.
        second = next((place for place in addresses[1:] if names[place].startswith("原文")), None)
        if second is not None:
            columns["original_url"] = second
    dates = sorted(ranked.get("date", []))
    if len(dates) > 1 and "day" not in columns and names[dates[-1][1]] == "日期" and "时间" in names[dates[0][1]]:
        # 日期 beside 发布时间: the day that the row's figures are of, or the day of it; the rows themselves tell.
        columns["beside"] = dates[-1][1]


def _spread(names: Sequence[str]) -> list[str]:
    """Each name filled to the right: merged cells hold theirs in the first."""
    spread: list[str] = []
    for name in names:
        spread.append(name or (spread[-1] if spread else ""))
    return spread


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > 60:
        return ""
    text = unicodedata.normalize("NFKC", value).lower()
    return _SEAMS.sub("", _NOTE.sub("", text)) or _SEAMS.sub("", text)
