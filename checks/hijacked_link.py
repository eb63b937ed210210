"""hijacked-link: a link that opens, on what somebody else has put there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.hiding import is_hidden_alone
from checks.suspicious import NAMES, VETO, Level, Weighed, weigh
from inspection.addresses import host_of
from inspection.domains import domain_of, is_public, is_within
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Noted, Observed
from inspection.plan import Plan
from inspection.suspicion import Category, Marks, marks_of

_TEXT = 40  # characters of a link's text in a sentence


@dataclass(frozen=True)
class HijackedLink(Check):
    """链接指向的网站已变为有害内容。

    ## 查什么
    站外链接打得开，但打开的已不是原来的网站：域名到期后被他人注册，页面成了赌博、色情、办假证、游戏私服等内容，或者只剩“域名出售”“域名
    已过期”的停放页。按词语（标题、描述、正文、链接文字和脚本里拼出来的文字）和页面结构综合判断；经跳转、脚本转向到达的同样检查。
    同一个链接不论出现在多少网页上，只报一条；只由暗链指向的，由“暗链”一项报告，这里不再重复。报道、警示、法规中提到这些词语的不算；只有个别词语、拿不准的，记为“无法判断”，请人工查看。
    只对搜索引擎显示有害内容、对普通访问者显示正常页面的，本检查看不到。

    ## 为什么要紧
    政府网站链接到赌博、色情等有害内容，属于单项否决；域名停放页随时可能变成有害内容。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    可疑:
      - 地址: http://www.example.com/
        标题: 澳门新葡京娱乐_真人百家乐_官网首页
        词语: [{词: 澳门新葡京娱乐, 在: 标题}, {词: 真人百家乐, 在: 标题}]
        文字: 某某协会
        来自: [/]
    发现: ["http://www.example.com/"]
    ```

    ## 无错的例子
    只有一个词，说明不了什么：
    ```yaml
    今天: 2025-03-25
    可疑:
      - 地址: http://www.example.com/
        标题: 某某商城
        词语: [{词: 博彩, 分量: 一般, 在: 正文}]
        来自: [/]
    ```

    ## 选项
    - `pages_shown`（默认 20）：每条发现最多列出多少个出现该链接的网页。
    """

    name: ClassVar[str] = "hijacked-link"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = (
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“安全、泄密事故等严重问题”：链接到有害内容"
    )

    pages_shown: int = 20

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the links' targets, as the pages name them."""
        plan = observed.plan
        for noted in observed.noted or ():
            marks = marks_of(noted.facts)
            if not noted.foreign or is_trusted(plan, noted.url, marks) or is_hidden_alone(observed, noted):
                continue
            host = host_of(marks.forward or marks.final or noted.url)
            weighed = weigh(marks, plan, public=is_public(host))
            if weighed.level is Level.DOUBTFUL:
                detail = f"打开的页面“{marks.title or host}”出现{weighed.quoted()}，不能确定是否有害，请人工查看"
                yield CannotTell(noted.url, "looks-suspicious", detail)
            elif weighed.level:
                yield self._fault(plan, noted, marks, weighed)

    def _fault(self, plan: Plan, noted: Noted, marks: Marks, weighed: Weighed) -> Fault:
        pages = tuple(dict.fromkeys(link.page for link in noted.links))
        text = next((" ".join(link.text.split()) for link in noted.links if link.text.strip()), "")
        channel = next((c for name in noted.columns if (c := plan.column(name) or plan.account(name))), None)
        sure = weighed.level is Level.SURE
        end = marks.forward or marks.final
        where = f"（转到 {host_of(end)}）" if end and domain_of(host_of(end)) != domain_of(host_of(noted.url)) else ""
        shows = (
            f"内容是{NAMES[weighed.category]}"
            if weighed.category is not Category.PARKED
            else "是域名出售或已过期的停放页"
        )
        words = f"：{weighed.quoted()}" if weighed.words else ""
        return Fault(
            subject=noted.url,
            title=f"链接“{text[:_TEXT] or noted.url}”打开的页面{where}{'' if sure else '疑似'}{shows}{words}",
            severity=_severity(weighed),
            basis=None if weighed.category in VETO else "工作惯例：站外链接应当打开原来的网站",
            unit=channel.unit if channel else None,
            column=channel.name if channel else None,
            found_on=pages[: self.pages_shown],
            evidence={
                **weighed.evidence(marks),
                "text": text,
                "link_count": len(pages),
                "home": plan.site.home_url in pages,
                "body": noted.digest,
            },
        )


def is_trusted(plan: Plan, url: str, marks: Marks) -> bool:
    """Whether the plan vouches for the host, or for the one where the link ends."""
    trusted = plan.suspicion.trusted
    return any(is_within(host_of(end), trusted) for end in (url, marks.final or url, marks.forward or url))


def _severity(weighed: Weighed) -> Severity:
    if weighed.category is Category.PARKED:
        return Severity.ERROR if weighed.level is Level.SURE else Severity.WARNING
    return Severity.CRITICAL if weighed.level is Level.SURE and weighed.category in VETO else Severity.ERROR
