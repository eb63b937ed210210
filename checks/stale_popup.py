"""stale-popup: a floating notice of something that is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from checks.check import Check
from checks.days import today
from checks.passed_dates import Over, over
from checks.visited import Look, Looks, cut, looks_of, told
from checks.volatile import lasting
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.visits import Floating, View

_BARS = frozenset({"nav", "tools"})
_MOST_LINKS = 6  # a box with more of them is a menu or a list, not a notice


@dataclass(frozen=True)
class StalePopup(Check):
    """飘窗、弹窗已经过时。

    ## 查什么
    网页上的飘窗、弹窗、对联，说的事情已经过去：写明的截止日期已过；活动、节日、通知写明的日期已过两周；或者是往年的活动、通知。
    依据飘窗里的文字、图片的替代文字，以及所链接稿件的标题判断。规划、办法、文号里的年份，“自某日起施行”，年度报告等次年才办的
    事，不算过时。没有写年份的不判断。同一个飘窗无论在多少网页上出现，只报一条。导航条、返回顶部、适老化工具等不是飘窗。

    ## 为什么要紧
    飘窗挡在网页最前面，过时的飘窗最显得网站没有人管；公众照着去报名、预约，会白跑一趟。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - 地址: /
        飘窗: [{文字: 2024年清明祭扫预约须知, 链接: /zt/qingming2024/}]
    发现: [https://example.gov.cn/zt/qingming2024/]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - 地址: /
        飘窗:
          - {文字: "《某市城市总体规划（2021—2035年）》公众解读", 链接: /zt/guihua/}
          - {文字: 2024年度企业年报公示系统, 链接: /zt/nianbao/}
    ```

    ## 选项
    - `grace_days`（默认 14）：活动、节日过后这么多天，仍在飘窗的才算过时。
    """

    name: ClassVar[str] = "stale-popup"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：活动结束后应当及时撤下飘窗、弹窗，不再显示往年的日期"

    grace_days: int = 14

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are what the notices link to, else their pictures, else the pages."""
        known, day = looks_of(observed), today(observed)
        titles = {article.url: article.title for article in observed.articles()}
        seen: dict[str, list[tuple[Look, Floating, Over]]] = {}
        for look in known.of(View.DESK):
            for floating in look.facts.floating:
                if floating.role in _BARS or len(floating.links) > _MOST_LINKS:
                    continue
                passed = over(_words(floating, titles), day, timedelta(days=self.grace_days))
                if passed is not None:
                    seen.setdefault(_identity(floating, look, known), []).append((look, floating, passed))
        for subject, places in seen.items():
            yield _fault(observed, known, subject, places, titles)


def _words(floating: Floating, titles: dict[str, str]) -> str:
    """All that the notice says, each thing once: its text, its pictures' words, the titles that it leads to."""
    return "。".join(_parts(floating, titles))


def _parts(floating: Floating, titles: dict[str, str]) -> list[str]:
    said = [floating.text, *floating.alts, *(titles[link] for link in floating.links if link in titles)]
    return list(dict.fromkeys(" ".join(part.split()) for part in said if part.strip()))


def _identity(floating: Floating, look: Look, known: Looks) -> str:
    home = known.plan.site.home_url
    web = [lasting(url) for url in (*floating.links, *floating.images) if url.startswith(("http://", "https://"))]
    return next((url for url in web if url not in (home, look.url)), look.url)


def _fault(
    observed: Observed, known: Looks, subject: str, places: list[tuple[Look, Floating, Over]], titles: dict[str, str]
) -> Fault:
    _, floating, passed = places[0]
    where = known.where([one for one, _, _ in places])
    day = f"{passed.day.year}年{passed.day.month}月{passed.day.day}日"
    said = cut(_parts(floating, titles)[0], 60)  # its own words, where it has any
    return told(
        observed,
        subject,
        [one for one, _, _ in places],
        f"{where}的飘窗“{said}”已经过时",
        {"text": said, "over_since": day, "passed": cut(passed.words), "elements": [floating.selector]},
    )
