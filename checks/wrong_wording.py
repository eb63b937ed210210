"""wrong-wording: words that must not be written, by the built-in lexicon and the office's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from checks.check import Check
from checks.days import today
from checks.page_reading import nobody_read, unread_columns, unread_pages
from checks.posts import other_post
from checks.wordings import Entry, Finder, Hit
from inspection.contents import StatedBy
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.records import Article, day_of
from inspection.wordings import Wrong

_LATELY = timedelta(days=60)  # articles that are older may name posts of their time
_SHOWN, _SAMPLE = 5, 10
_POSTS = "职务"


@dataclass(frozen=True, slots=True)
class _Text:
    """One text that people read: a page, or an article of an account."""

    url: str
    title: str
    text: str
    channel: str | None
    is_body: bool  # of an article; of another page it may be the template's
    day: date | None


@dataclass(frozen=True)
class WrongWording(Check):
    """表述不规范。

    ## 查什么
    网页和新媒体文章里，出现了词表所列的错误写法：固定提法写错、法定名称漏字错字、规定不得使用的说法、常见别字，
    以及领导职务与现任不符。用程序自带的词表，加上本单位词表（方案 `wording.lexicons`）：纯文本文件，一行一条
    “错误写法 -> 正确写法 | 说明 | 例外：上下文”；职务一行写“职务：姓名 现任职务 | 自2024-03-01”，之前发布的稿件不查。
    书名号里的文件名、讲解用词规范的句子不算。一个网页报一条；同一个词在很多网页上都有的，合并成一条。
    词表写错的、网页没有读到的，记为“无法判断”。标了 [提醒] 的词，级别为“提醒”。

    ## 为什么要紧
    严重表述错误是单项否决项；错别字、旧称谓会在检查时逐处扣分，也最容易被网民截图。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    词表: {本局词表: [{错: 某某中心站, 对: 某某服务中心}]}
    网页:
      /1.html: {标题: 我局开展活动, 正文: 学习贯彻党的二十大三中全会精神。请到某某中心站办理。}
    发现: [https://example.gov.cn/1.html]
    ```

    ## 无错的例子
    书名号里是旧文件名；后一句在讲用词：
    ```yaml
    今天: 2025-03-25
    网页:
      /1.html:
        标题: 我局开展活动
        正文: 贯彻党的二十届三中全会精神。原《残废人优待办法》已废止。不得使用“残废人”一词。
    ```

    ## 选项
    - `template`（默认 30）：同一个词在这么多个非稿件网页上都有，是模板里的，合并成一条。
    - `many`（默认 200）：同一个词在这么多个网页上都有，合并成一条。
    """

    name: ClassVar[str] = "wrong-wording"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：严重表述错误"

    template: int = 30
    many: int = 200

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the addresses of pages and articles; the wrong words where they are on many of them."""
        for lexicon in observed.lexicons:
            if lexicon.problem:
                yield CannotTell(lexicon.name, "lexicon-unreadable", lexicon.problem)
        yield from unread_columns(observed, [account.name for account in observed.plan.accounts])
        finder = _finder(observed)
        if (nobody := nobody_read(observed)) is not None:
            yield nobody
        else:
            yield from unread_pages(observed, observed.articles(tuple(c.name for c in observed.plan.columns)))
        found = [(text, hits) for text in _texts(observed) if (hits := _hits(finder, text, observed))]
        found = list(_without_echoes(found))
        common = self._common(found)
        for wrong, texts in common.items():
            yield _gathered(wrong, texts)
        for text, hits in found:
            own = [hit for hit in hits if hit.entry.wrong.wrong not in common]
            if own:
                yield _fault(observed, text, own)

    def _common(self, found: list[tuple[_Text, list[Hit]]]) -> dict[str, list[tuple[_Text, Hit]]]:
        """Wordings that stand on many pages: a template's, or of the whole office."""
        places: dict[str, list[tuple[_Text, Hit]]] = defaultdict(list)
        for text, hits in found:
            for hit in {hit.entry.wrong.wrong: hit for hit in hits}.values():
                places[hit.entry.wrong.wrong].append((text, hit))
        return {
            wrong: texts
            for wrong, texts in places.items()
            if len(texts) > self.many or sum(not text.is_body for text, _ in texts) > self.template
        }


def _finder(observed: Observed) -> Finder:
    """Of two lexicons that have the same wording the office's, which comes later, counts."""
    exempt = frozenset(observed.plan.wording.exempt)
    entries = {
        wrong.wrong: Entry(wrong, lexicon.name)
        for lexicon in observed.lexicons
        for wrong in lexicon.entries
        if wrong.wrong not in exempt
    }
    posts = {post.name: post for lexicon in observed.lexicons for post in lexicon.posts if post.name not in exempt}
    return Finder(entries.values(), posts.values())


def _texts(observed: Observed) -> Iterator[_Text]:
    """Every page, the titles of articles whose pages were not read, and articles of accounts; each address once."""
    listed: dict[str, Article] = {one.article.url: one.article for known in observed.known.values() for one in known}
    listed |= {article.url: article for article in observed.articles()}
    zone = observed.plan.zone
    for url, content in (observed.contents or {}).items():
        article = listed.pop(url, None)
        shown = [one.day for one in content.days if one.by is StatedBy.SHOWN]
        day = shown[0] if shown else day_of(article.published_at, zone) if article else None
        is_body = content.kind == "article"
        channel = article.channel if article else next(iter(content.columns), None)
        text = f"{content.title}\n{content.text}" if is_body else content.text
        yield _Text(url, content.title, text, channel, is_body, day)
    for url, article in listed.items():
        day = day_of(article.published_at, zone)
        yield _Text(url, article.title, f"{article.title}\n{article.text}", article.channel, True, day)


def _hits(finder: Finder, text: _Text, observed: Observed) -> list[Hit]:
    found = list(finder(text.text))
    named = finder.people(text.text) if finder.knows_people else ()
    for start, end, post in named:
        since = post.since or today(observed) - _LATELY
        if text.is_body and (text.day is None or text.day < since):
            continue
        if (said := other_post(text.text, start, end, post)) is not None:
            right = f"{'、'.join(post.posts)}{post.name}"
            wrong = Wrong(f"{said}{post.name}", right, "职务与词表所列的现任职务不符")
            around = " ".join(text.text[max(0, start - 18) : end + 18].split())
            found.append(Hit(Entry(wrong, _POSTS), wrong.wrong, around, around))
    return found


def _without_echoes(found: list[tuple[_Text, list[Hit]]]) -> Iterator[tuple[_Text, list[Hit]]]:
    """Lists repeat the titles of articles: what stands there because a title has it is the article's alone."""
    titles: dict[str, list[str]] = defaultdict(list)
    for text, hits in found:
        for wrong in {hit.entry.wrong.wrong for hit in hits if hit.words in text.title and text.is_body}:
            titles[wrong].append(text.title)
    for text, hits in found:
        own = hits if text.is_body else [h for h in hits if not _is_echo(h, titles.get(h.entry.wrong.wrong, []))]
        if own:
            yield text, own


def _is_echo(hit: Hit, titles: list[str]) -> bool:
    line = hit.line.strip().strip(".…·•[]【】 ")
    return any(line in title or title in line for title in titles[:1000])


def _fault(observed: Observed, text: _Text, hits: list[Hit]) -> Fault:
    unique = list({hit.entry.wrong.wrong: hit for hit in reversed(hits)}.values())[::-1]
    said = "；".join(_correction(hit.entry.wrong) for hit in unique[:_SHOWN])
    more = f"等 {len(unique)} 处" if len(unique) > _SHOWN else ""
    mild = all(hit.entry.wrong.mild for hit in hits)
    column = observed.plan.column(text.channel) if text.channel else None
    account = observed.plan.account(text.channel)
    owner = column or account
    return Fault(
        subject=text.url,
        title=f"“{text.title or text.url}”的表述不规范：{said}{more}",
        unit=owner.unit if owner else None,
        column=text.channel if owner else None,
        found_on=(text.url,),
        evidence={"title": text.title, "wordings": [_told(hit, hits) for hit in unique[: 2 * _SAMPLE]]},
        severity=Severity.WARNING if mild else None,
        basis="工作惯例：网上信息应当文字准确" if mild else None,
    )


def _gathered(wrong: str, texts: list[tuple[_Text, Hit]]) -> Fault:
    hit = texts[0][1]
    sample: list[Json] = [{"title": text.title, "url": text.url, "around": one.around} for text, one in texts[:_SAMPLE]]
    return Fault(
        subject=wrong,
        title=f"{len(texts)} 个网页上都有不规范的表述：{_correction(hit.entry.wrong)}",
        found_on=tuple(text.url for text, _ in texts[:_SAMPLE]),
        evidence={"pages": len(texts), "wordings": [_told(hit, [hit])], "examples": sample},
        severity=Severity.WARNING if hit.entry.wrong.mild else None,
    )


def _correction(wrong: Wrong) -> str:
    return f"“{wrong.wrong}”应为“{wrong.right}”" if wrong.right else f"“{wrong.wrong}”不得使用"


def _told(hit: Hit, hits: list[Hit]) -> Json:
    entry = hit.entry
    return {
        "wrong": hit.words,
        "right": entry.wrong.right,
        "around": hit.around,
        "times": sum(one.entry.wrong.wrong == entry.wrong.wrong for one in hits),
        "because": entry.wrong.why,
        "lexicon": entry.lexicon,
    }
