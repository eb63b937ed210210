"""tampered-page: a page of the site that says what no office says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.suspicious import NAMES, Level, Weighed, weigh
from inspection.addresses import host_of
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Noted, Observed
from inspection.plan import Plan
from inspection.suspicion import Category, Marks, marks_of

_TITLE = 40  # characters of a page's title in a sentence


@dataclass(frozen=True)
class TamperedPage(Check):
    """网页疑似被篡改。

    ## 查什么
    本网站的网页，标题、描述、关键词、正文、链接文字或脚本拼出来的文字里出现赌博、色情、办假证、私服等推广词语，或者黑客留言，
    或者整页转到这样的网站。标题改成用字符编码书写、正文照旧的，同样查得出来。警示、通报、法规、新闻里提到这些词语的不算；
    业务上确实要用的词语，写进方案 suspicion 的 exempt。只有个别词语、拿不准的，记为“无法判断”，请人工查看。
    首页与许多网页因同一处模板被改的，合为一条，列出这些网页。只对搜索引擎显示的篡改，本检查看不到。

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
        own = [(noted, marks_of(noted.facts)) for noted in observed.noted or () if not noted.foreign]
        weighed = [(noted, marks, weigh(marks, plan)) for noted, marks in own]
        suspicious = [one for one in weighed if one[2].level and one[2].category is not Category.PARKED]
        home = next((one for one in suspicious if one[0].url == plan.site.home_url and one[2].level > 1), None)
        shared = [noted for noted, _, said in suspicious if home is not None and _words(said) == _words(home[2])]
        if home is not None:
            yield self._fault(plan, *home, shared)
        for noted, marks, said in suspicious:
            if noted in shared:
                continue
            if said.level is Level.DOUBTFUL:
                detail = f"网页“{marks.title or noted.url}”出现{said.quoted()}，不能确定是否被篡改，请人工查看"
                yield CannotTell(noted.url, "looks-suspicious", detail)
            else:
                yield self._fault(plan, noted, marks, said, [noted])

    def _fault(self, plan: Plan, noted: Noted, marks: Marks, weighed: Weighed, pages: list[Noted]) -> Fault:
        column = next((c for name in noted.columns if (c := plan.column(name))), None)
        many = f"等 {len(pages)} 个网页" if len(pages) > 1 else ""
        name = marks.title[:_TITLE] or noted.url
        how = "被篡改" if weighed.level is Level.SURE else "疑似被篡改"
        where = f"，转到 {host_of(marks.forward)}" if marks.forward else ""
        return Fault(
            subject=noted.url,
            title=f"网页“{name}”{many}{how}{where}，出现{NAMES[weighed.category]}内容：{weighed.quoted()}",
            severity=Severity.CRITICAL if weighed.level is Level.SURE else Severity.ERROR,
            unit=column.unit if column else None,
            column=column.name if column else None,
            found_on=tuple(page.url for page in pages)[: self.pages_shown],
            evidence={**weighed.evidence(marks), "pages": len(pages), "body": noted.digest},
        )


def _words(weighed: Weighed) -> frozenset[str]:
    return frozenset(word.word for word in weighed.words)
