"""expiring-document: a document whose term is over or nearly so, and whose page does not say it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from checks.check import Check
from checks.days import today
from checks.names import Kind, kind_of
from checks.page_reading import ReadPage, nobody_read, page_of, unread_pages
from checks.reissues import Fate, Fates
from checks.validity import is_marked_over, shown_state, term_of
from checks.validity_clauses import Term
from inspection.asking_dates import validity_columns
from inspection.contents import StatedBy
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.records import Article, day_of

_SHOWN = 30  # characters of a clause in a sentence


@dataclass(frozen=True)
class ExpiringDocument(Check):
    """文件到期未处理。

    ## 查什么
    政策文件自己写明的有效期（“自2020年1月1日起施行，有效期5年”“有效期至2025年12月31日”“试行两年”，中文数字也认，信息表里的
    “有效期”“失效日期”也认）已经过了，网页上仍标“有效”或什么也没标；到期前（方案 `validity.warn`，默认 90 天）先提醒。
    网页已标明失效、废止的不报。之后另有同名新文件、或有通知延长有效期的，原网页没有标注，级别为“提醒”。有通知明文废止、
    原网页没有标注的也报。合同、证书、材料的有效期，以及文中提到的其他文件的有效期，不算本文件的。只写“暂行”“试行”而没有期限的不报。
    网页没有读到的、写了“有效期五年”却看不出从哪天算起的，记为“无法判断”。

    ## 为什么要紧
    群众按过期的文件办事会白跑一趟；检查时，失效、废止的文件没有在原页面标注要扣分，到期没有重新发布的规范性文件也不能再作为依据。

    ## 有错的例子
    2020年1月1日起五年，到2024年12月31日为止：
    ```yaml
    今天: 2025-03-25
    方案: {validity: {columns: [政策文件]}}
    栏目:
      政策文件: {类型: 政策文件, 稿件: [{标题: 上海市某某管理办法, 日期: 2020-01-03, 地址: /zcwj/1.html}]}
    网页:
      /zcwj/1.html:
        标题: 上海市某某管理办法
        信息表: {有效性: 有效}
        正文: 第十二条 本办法自2020年1月1日起施行，有效期5年。
    发现: [https://example.gov.cn/zcwj/1.html]
    ```

    ## 无错的例子
    第一份已标明失效，第二份说的是证书：
    ```yaml
    今天: 2025-03-25
    方案: {validity: {columns: [政策文件]}}
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 上海市某某管理办法, 日期: 2020-01-03, 地址: /1.html}
          - {标题: 等级证书规定, 日期: 2020-05-06, 地址: /2.html}
    网页:
      /1.html: {标题: 上海市某某管理办法, 标注: [本文件已失效], 正文: 本办法自2020年1月1日起施行，有效期5年。}
      /2.html: {标题: 等级证书规定, 正文: 证书有效期三年。本规定自2020年6月1日起施行。}
    ```

    ## 选项
    无。看哪些栏目、提前多久提醒、哪些文件不看，写在方案的 `validity` 里。
    """

    name: ClassVar[str] = "expiring-document"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《政府网站发展指引》（国办发〔2017〕47号）：已废止、失效的文件应在原页面标注"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the addresses of the documents' pages, each once."""
        articles = _documents(observed)
        if not articles:
            return
        if (nobody := nobody_read(observed)) is not None:
            yield nobody
            return
        yield from unread_pages(observed, articles)
        fates = Fates(observed)
        for article in articles:
            page = page_of(observed, article)
            if page is not None and (said := _judge(observed, page, fates)) is not None:
                yield said


def _documents(observed: Observed) -> list[Article]:
    """What the columns list, and articles of theirs that the sweep read although no list shows them any more."""
    names, found = validity_columns(observed.plan), dict[str, Article]()
    listed = {article.url: article for article in observed.articles(names)}
    for article in (*listed.values(), *_unlisted(observed, names, listed)):
        exempt = any(word in article.title for word in observed.plan.validity.exempt)
        if not exempt and kind_of(article.title) not in (Kind.INTERPRETATION, Kind.NEWS):
            found.setdefault(article.url, article)
    return list(found.values())


def _unlisted(observed: Observed, names: tuple[str, ...], listed: Collection[str]) -> Iterator[Article]:
    for url, content in (observed.contents or {}).items():
        if content.kind == "article" and content.title and url not in listed:
            channel = next((name for name in content.columns if name in names), None)
            if channel is not None:
                shown = [one.day for one in content.days if one.by is StatedBy.SHOWN]
                yield Article(channel, content.title, url, shown[0] if shown else None)


def _judge(observed: Observed, page: ReadPage, fates: Fates) -> Fault | CannotTell | None:
    content = page.content
    fields, notices = (content.fields, content.notices) if content else ({}, ())
    if is_marked_over(page.title, fields, notices) or is_marked_over(page.article.title, {}, ()):
        return None
    day = today(observed)
    fate = next(iter(fates.of(page.article, content.number if content else "")), None)
    if fate is not None and fate.kind == "repealed":
        return _fault(observed, page, None, fate)
    term = term_of(page.title, page.text, fields, notices, _issued(observed, page))
    if term is None:
        return None
    if term.end is None:
        said = f"写了“{term.words[:_SHOWN]}”，看不出从哪天算起"
        return CannotTell(page.article.url, "term-without-start", said)
    end = fate.until if fate is not None and fate.until is not None and fate.until > term.end else term.end
    if term.end >= day:
        near = term.end - observed.plan.validity.warn <= day
        return _fault(observed, page, term, None) if near and fate is None else None
    return _fault(observed, page, term, fate, lapsed=end < day)


def _issued(observed: Observed, page: ReadPage) -> date | None:
    """The day of publication: as the page shows it, else as the list does."""
    stated = page.content.days if page.content else ()
    shown = [one.day for one in stated if one.by in (StatedBy.TABLE, StatedBy.SHOWN)]
    return shown[0] if shown else day_of(page.article.published_at, observed.plan.zone)


def _fault(observed: Observed, page: ReadPage, term: Term | None, fate: Fate | None, *, lapsed: bool = True) -> Fault:
    article, day = page.article, today(observed)
    column = observed.plan.column(article.channel)
    early = term is not None and term.end is not None and term.end >= day
    goes_on = fate is not None and fate.kind in ("anew", "prolonged", "mentioned")
    mild = early or (goes_on and not (fate and fate.until is not None and lapsed))
    return Fault(
        subject=article.url,
        title=_sentence(page, term, fate, day, lapsed=lapsed),
        unit=column.unit if column else None,
        column=article.channel,
        found_on=(article.url,),
        evidence=_evidence(observed, page, term, fate, day),
        severity=Severity.WARNING if mild else None,
    )


def _sentence(page: ReadPage, term: Term | None, fate: Fate | None, day: date, *, lapsed: bool) -> str:
    name = page.title if page.title.startswith("《") else f"《{page.title}》"
    if term is None or term.end is None:
        return f"{name}已由“{fate.article.title if fate else ''}”废止或停止执行，原网页没有标注"
    end = term.end.isoformat()
    if term.end >= day:
        return f"{name}的有效期到 {end} 为止，还有 {(term.end - day).days} 天；没有见到重新发布或延长有效期的文件"
    state = shown_state(page.content.fields) if page.content else None
    unmarked = f"网页仍标“{state}”" if state else "网页没有标注失效"
    over = f"{name}的有效期到 {end} 为止，已过 {(day - term.end).days} 天，{unmarked}"
    if fate is None:
        return over
    if fate.until is not None:
        longer = f"“{fate.article.title}”已把有效期延长到 {fate.until.isoformat()}"
        return f"{over}；{longer}，也已过期" if lapsed else f"{name}原有效期到 {end} 为止，{longer}，原网页没有标注"
    said = {"anew": "已有同名的新文件", "prolonged": "已有继续执行的通知", "mentioned": "已有提到它的清理结果"}
    return f"{over}；{said.get(fate.kind, '')}（“{fate.article.title}”），原网页应当标注"


def _evidence(observed: Observed, page: ReadPage, term: Term | None, fate: Fate | None, day: date) -> dict[str, Json]:
    found: dict[str, Json] = {"title": page.title}
    if term is not None and term.end is not None:
        found |= {"valid_until": term.end.isoformat(), "quote": term.words}
        if term.start is not None and term.months:
            found |= {"term_start": term.start.isoformat(), "term_months": term.months}
        left = (term.end - day).days
        found |= {"days_left": left} if left >= 0 else {"days_over": -left}
    if page.content is not None and (state := shown_state(page.content.fields)):
        found["validity_shown"] = state
    if fate is not None:
        published = day_of(fate.article.published_at, observed.plan.zone)
        when = published.isoformat() if published else None
        found["fate"] = {"title": fate.article.title, "url": fate.article.url, "published": when}
    else:
        found["warn_days"] = observed.plan.validity.warn.days
    return found
