"""tampered-page: a page of the site that says what no office says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from checks.check import Check
from checks.hiding import Hidden, hidden_targets
from checks.suspicious import NAMES, Level, Weighed, weigh
from checks.unlinked import STILL_OPEN, not_had, still_open
from inspection.addresses import host_of
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Noted, Observed
from inspection.plan import Plan
from inspection.suspicion import Category, Marks, Weight, Where, marks_of

_TITLE = 40  # characters of a page's title in a sentence
_MANY = 3  # pages with the same words are of one template
_OF_LINKS = frozenset({Where.LINK, Where.TEXT})  # a link's text stands in both

_Told = tuple[Noted, Marks, Weighed]


@dataclass(frozen=True)
class TamperedPage(Check):
    """网页疑似被篡改。

    ## 查什么
    本网站的网页，标题、描述、关键词、正文、链接文字或脚本拼出来的文字里出现赌博、色情、办假证、私服等推广词语，或者黑客留言，
    或者整页转到这样的网站。标题改成用字符编码书写、正文照旧的，同样查得出来。警示、通报、法规、新闻里提到这些词语的不算；
    业务上确实要用的词语，写进方案 suspicion 的 exempt。只有个别词语、拿不准的，记为“无法判断”，请人工查看。
    许多网页因同一处模板被改、词语相同的，合为一条，列出这些网页；只在暗链文字里的词语由“暗链”一项报告，这里不再重复。只对搜索引擎显示的篡改，本检查看不到。

    ## 为什么要紧
    网页被篡改、出现有害内容，属于单项否决，也说明网站已被攻破，应当立即处置。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    可疑:
      - 地址: /tzgg/1.html
        标题: 澳门金沙娱乐_在线赌场
        词语: [{词: 金沙娱乐, 在: 标题}, {词: 在线赌场, 在: 标题}]
    发现: [https://example.gov.cn/tzgg/1.html]
    ```

    ## 无错的例子
    正文里有一个一般词语：
    ```yaml
    今天: 2025-03-25
    可疑:
      - {地址: /gzdt/2.html, 标题: 文化市场工作动态, 词语: [{词: 老虎机, 分量: 一般, 在: 正文}]}
    ```

    ## 选项
    - `pages_shown`（默认 20）：每条发现最多列出多少个网页。
    """

    name: ClassVar[str] = "tampered-page"
    severity: ClassVar[Severity] = Severity.CRITICAL
    basis: ClassVar[str] = (
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“安全、泄密事故等严重问题”：网页被篡改、发布有害内容"
    )

    pages_shown: int = 20

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the pages' addresses; what the home page's template carries is told with the home page."""
        plan = observed.plan
        hidden = list(hidden_targets(observed).values())
        own = [
            (noted, _unhidden(marks_of(noted.facts), hidden, noted.url))
            for noted in observed.noted or ()
            if not noted.foreign
        ]
        weighed = [(noted, marks, weigh(marks, plan)) for noted, marks in own]
        suspicious = [one for one in weighed if one[2].level and one[2].category is not Category.PARKED]
        home = next((one for one in suspicious if one[0].url == plan.site.home_url and one[2].level > 1), None)
        told, unlinked = {one[0].url for one in suspicious}, still_open(observed, self.name)
        for one, pages in _together(suspicious, home):
            noted, marks, said = one
            if said.level is Level.DOUBTFUL:
                detail = f"网页“{marks.title or noted.url}”出现{said.quoted()}，不能确定是否被篡改，请人工查看"
                yield CannotTell(noted.url, "looks-suspicious", detail)
            else:
                yield self._fault(plan, *one, pages, f"；{STILL_OPEN}" if noted.url in unlinked else "")
        yield from not_had(observed, self.name, told)

    def _fault(self, plan: Plan, noted: Noted, marks: Marks, weighed: Weighed, pages: list[Noted], more: str) -> Fault:
        column = next((c for name in noted.columns if (c := plan.column(name))), None)
        many = f"等 {len(pages)} 个网页" if len(pages) > 1 else ""
        name = marks.title[:_TITLE] or noted.url
        how = "被篡改" if weighed.level is Level.SURE else "疑似被篡改"
        where = f"，转到 {host_of(marks.forward)}" if marks.forward else ""
        return Fault(
            subject=noted.url,
            title=f"网页“{name}”{many}{how}{where}，出现{NAMES[weighed.category]}内容：{weighed.quoted()}{more}",
            severity=Severity.CRITICAL if weighed.level is Level.SURE else Severity.ERROR,
            unit=column.unit if column else None,
            column=column.name if column else None,
            found_on=tuple(page.url for page in pages)[: self.pages_shown],
            evidence={**weighed.evidence(marks), "pages": len(pages), "body": noted.digest},
        )


def _together(suspicious: list[_Told], home: _Told | None) -> Iterator[tuple[_Told, list[Noted]]]:
    """What is told, each with its pages: those that say no more than the home page's template does, with the home
    page; those of another template, which say all the same, with the first of them; and each of the rest by itself.
    """
    left = [one for one in suspicious if home is None or not _says_no_more(one, home)]
    if home is not None:
        yield home, [one[0] for one in suspicious if one not in left]
    alike: dict[frozenset[str], list[_Told]] = defaultdict(list)
    for one in left:
        alike[_words(one[2])].append(one)
    for group in alike.values():
        first = min(group, key=lambda one: (-one[2].level, len(one[0].url), one[0].url))
        if len(group) < _MANY or first[2].level is Level.DOUBTFUL:
            yield from ((one, [one[0]]) for one in group)
        else:
            yield first, [first[0], *(one[0] for one in group if one is not first)]


def _says_no_more(one: _Told, home: _Told) -> bool:
    """Whether a page has the template's words, and beside them hints at most."""
    template, more = _words(home[2]), [w for w in one[2].words if w.word not in _words(home[2])]
    return template <= _words(one[2]) and all(word.weight is Weight.HINT for word in more)


def _unhidden(marks: Marks, hidden: Iterable[Hidden], page: str) -> Marks:
    """Without the words that stand only in links which a browser saw hidden: hidden-link tells of those."""
    said = " | ".join(one.link.text.lower() for one in hidden if page in one.pages)
    if not said:
        return marks
    alone = {w.word for w in marks.words if w.where in _OF_LINKS and 2 * said.count(w.word) >= w.count}
    return replace(marks, words=tuple(word for word in marks.words if word.word not in alone))


def _words(weighed: Weighed) -> frozenset[str]:
    return frozenset(word.word for word in weighed.words)
