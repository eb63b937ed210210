"""What `xunjian read` prints for people: a page's reading, or what a feed, an account or an export file lists."""

from __future__ import annotations

from datetime import date, datetime

from inspection.media import Counts, Gone, Origin
from inspection.records import Article, DateFrom, ListState, Published, Reading
from inspection.refusals import meaning
from inspection.sources import Listing, Refusal

STATES = {
    ListState.BLANK: "空栏目：是列表页，但没有条目",
    ListState.SCRIPTED: "条目由脚本生成，本页源码里没有",
    ListState.BLOCKED: "被防火墙拦截，未能检查",
    ListState.UNREADABLE: "未能识别出条目",
}
DATE_FROM_WORDS = {
    "list": "列表", "label": "页面标注", "table": "信息表", "meta": "META", "script": "脚本", "address": "网址",
    "title": "标题", "feed": "订阅源", "api": "平台接口", "export": "导出文件",
}  # fmt: skip
_KINDS = {
    "feed": "订阅源", "export": "导出文件", "wechat-album": "公众号合集", "wechat-history": "公众号历史消息",
    "wechat-api": "公众号接口", "weibo-html": "微博手机网页",
}  # fmt: skip
_ORIGINS = {Origin.ORIGINAL: "原创", Origin.REPOSTED: "转载", Origin.UNMARKED: "无原创标识"}
_GONE = {
    Gone.DELETED: "已被发布者删除", Gone.VIOLATION: "因违规或投诉无法查看", Gone.EXPIRED: "链接已过期",
    Gone.UNAVAILABLE: "无法查看", Gone.MISSING: "平台上没有",
}  # fmt: skip


def as_text(reading: Reading, refusal: Refusal | None = None) -> list[str]:
    """The reading in lines for people. `refusal`: why an article's page could not be read."""
    lines = [f"网址　　{reading.url}", f"编码　　{reading.charset}", f"标题　　{reading.title or '（未读到）'}"]
    if reading.kind == "list":
        return [f"类型　　列表页，{len(reading.entries)} 条", *lines, *_list_lines(reading)]
    if reading.unavailable:
        lines += [f"状态　　{reading.unavailable}（{_GONE.get(reading.gone or '', '不能据此判断文章是否还在')}）"]
        lines += [f"新地址　{related.url}" for related in reading.related]
        return ["类型　　文章页", *lines, *_refusal_lines(refusal)]
    lines += [
        f"发布　　{_day(reading.published_at)}{_origin_of(reading.date_from)}",
        f"文号　　{reading.document_number or '（无）'}",
        f"来源　　{reading.source or '（无）'}",
    ]
    lines += [f"作者　　{reading.author}"] if reading.author else []
    lines += [f"原创　　{_ORIGINS[reading.origin]}"] if reading.origin else []
    lines += [f"阅读原文 {reading.original_url}"] if reading.original_url else []
    lines += [f"正文　　{len(reading.text)} 字，全页链接 {len(reading.links)} 个"]
    lines += [f"附件　　{attachment.name}　{attachment.url}" for attachment in reading.attachments]
    lines += [f"相关　　{related.title}　{related.url}" for related in reading.related]
    return ["类型　　文章页", *lines]


def listing_as_text(listing: Listing, url: str) -> list[str]:
    """The listing in lines for people."""
    kind = _KINDS.get(listing.kind) or ("微博" if listing.kind.startswith("weibo") else listing.kind)
    total = f"，共 {listing.total} 条" if listing.total is not None else ""
    lines = [
        f"类型　　{kind}，{len(listing.articles)} 条{total}",
        f"网址　　{url}",
        f"账号　　{listing.account or '（未说明）'}",
    ]
    if listing.built_at is not None:
        lines.append(f"生成　　{_day(listing.built_at)}")
    if listing.refusal is not None:
        lines += _refusal_lines(listing.refusal)
    elif not listing.articles:
        lines.append("状态　　没有文章" if not listing.incomplete else "状态　　有内容未能识别")
    elif listing.incomplete:
        lines.append("状态　　有的条目未能读出")
    lines += [line for article in listing.articles for line in _article_lines(article)]
    lines += [f"已撤下　{address}（{_GONE.get(reason, reason)}）" for address, reason in listing.gone]
    return [*lines, f"下一页　{listing.following or '（无）'}"]


def _refusal_lines(refusal: Refusal | None) -> list[str]:
    if refusal is None:
        return []
    known = meaning(refusal.reason)
    said = known.said if known is not None else refusal.reason
    lines = [f"未能读取 {said}" + (f"（{refusal.detail}）" if refusal.detail else "")]
    return [*lines, f"处理办法 {known.mend}"] if known is not None else lines


def _article_lines(article: Article) -> list[str]:
    marks = [
        *(("置顶",) if article.pinned else ()),
        *((_ORIGINS[article.origin],) if article.origin else ()),
        *((f"作者 {article.author}",) if article.author else ()),
        *_numbers(article.counts),
        *((f"原文 {article.original_url}",) if article.original_url else ()),
    ]
    lines = [f"{_day(article.published_at)}　{article.title}　{article.url}"]
    return [*lines, f"· {'，'.join(marks)}"] if marks else lines


def _numbers(counts: Counts) -> list[str]:
    named = (("阅读", counts.reads), ("点赞", counts.likes), ("评论", counts.comments), ("转发", counts.reposts))
    return [f"{name} {number}" for name, number in named if number is not None]


def _list_lines(reading: Reading) -> list[str]:
    lines = []
    if reading.list_state is not ListState.ENTRIES:
        lines.append(f"状态　　{STATES[reading.list_state]}")
    lines += [f"另有　　{source}" for source in reading.sources]
    lines += [f"{_day(entry.published_at)}　{entry.title}　{entry.url}" for entry in reading.entries]
    return [*lines, f"下一页　{reading.next_page or '（无）'}"]


def _origin_of(date_from: DateFrom | None) -> str:
    return f"（出自{DATE_FROM_WORDS[date_from.value]}）" if date_from else ""


def _day(published: Published | None) -> str:
    if isinstance(published, datetime):
        return f"{published:%Y-%m-%d %H:%M:%S}"
    return published.isoformat() if isinstance(published, date) else "（无日期）"
