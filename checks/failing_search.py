"""failing-search: the site's own search does not find the site's own articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.visited import cut, earlier
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.records import Verdict
from inspection.visits import SearchTry, View, Visit, search_facts

_SHOWN = 3  # titles that are named in the sentence


@dataclass(frozen=True)
class FailingSearch(Check):
    """站内搜索搜不到本网站的文章。

    ## 查什么
    从几个栏目各取一篇发布满 3 天、不超过 180 天的文章，像普通访问者那样在首页的搜索框里输入标题
    （方案 `functions.search` 写了搜索页地址的，用那个地址），看第一页结果里有没有这篇文章。
    用整个标题没有搜到的，换标题里的关键部分再搜一次；两次都没有，才算搜不到。
    一篇也搜不到，或者几次搜索都出错、空白，按错误；只是部分搜不到，按警告。

    要输入验证码、要登录、被防火墙拦截、看不出结果的，不算搜不到；
    能判断的不足 `enough` 篇，或首页没有认出搜索框，记为“无法判断”。
    搜索每天最多检验一次，每次查询间隔 2 秒以上；一轮时间不够的，余下的下一轮再试。

    ## 为什么要紧
    搜索是群众找文件、找办事指南最常用的入口。索引停止更新、搜索服务出错，页面上看不出来，一搜才知道。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    搜索:
      - {标题: 关于做好清明节祭扫服务工作的通知, 结果: 没有搜到}
      - {标题: 养老服务机构等级评定结果公示, 结果: 没有搜到}
      - {标题: 社会组织年度检查结论公告, 结果: 没有搜到}
      - {标题: 残疾人两项补贴标准调整通知, 结果: 没有搜到}
    发现: [https://example.gov.cn/]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    搜索:
      - {标题: 关于做好清明节祭扫服务工作的通知, 结果: 搜到}
      - {标题: 养老服务机构等级评定结果公示, 结果: 搜到}
      - {标题: 社会组织年度检查结论公告, 结果: 搜到}
      - {标题: 残疾人两项补贴标准调整通知, 结果: 看不出, 原因: results-unclear}
    ```
    要输入验证码的，不能判断：
    ```yaml
    今天: 2025-03-25
    搜索:
      - {标题: 关于做好清明节祭扫服务工作的通知, 结果: 看不出, 原因: needs-captcha}
      - {标题: 养老服务机构等级评定结果公示, 结果: 看不出, 原因: needs-captcha}
    无法判断: [https://example.gov.cn/]
    ```

    ## 选项
    - `enough`（默认 3）：至少这么多篇能够判断，才下结论；方案 `functions.search_titles` 更小的，按方案。
    """

    name: ClassVar[str] = "failing-search"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例：站内搜索应当可用，能搜到本网站发布的信息（检查指标“搜索”）"

    enough: int = 3

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """The subject is the home page's address."""
        if observed.home is not None and observed.home.verdict is Verdict.FAULTY:
            return  # site-down has said it
        home, most = observed.plan.site.home_url, observed.plan.functions.search_titles
        visit = next((one for one in observed.visits or () if one.view is View.SEARCH and one.url == home), None)
        if visit is None or not most:
            return
        if visit.reason is not None:
            yield CannotTell(home, visit.reason, f"站内搜索未能检验：{explain(visit.reason)}{earlier(observed, visit)}")
            return
        tries = search_facts(visit).tries
        of = {kind: [one for one in tries if one.outcome == kind] for kind in ("found", "absent", "broken")}
        known = sum(map(len, of.values()))
        if known < min(self.enough, most):
            why = Counter(one.reason or "undecided" for one in tries if one.outcome == "unclear").most_common(1)
            reason = why[0][0] if why else "search-continues"
            yield CannotTell(home, reason, f"站内搜索未能检验：{explain(reason)}{earlier(observed, visit)}")
            return
        if of["absent"] or of["broken"]:
            yield self._fault(observed, visit, of["absent"], of["broken"], known)

    @staticmethod
    def _fault(observed: Observed, visit: Visit, absent: list[SearchTry], broken: list[SearchTry], known: int) -> Fault:
        missing = [*broken, *absent]
        names = "、".join(f"“{cut(one.title)}”" for one in missing[:_SHOWN])
        more = "等" if len(missing) > _SHOWN else ""
        if len(broken) == known:
            what = f"站内搜索不能用：搜索 {known} 个标题都出错（{explain(broken[0].reason)}）"
        elif len(missing) == known:
            what = f"站内搜索搜不到本网站的文章：用 {known} 篇近期文章的标题搜索，一篇也没有搜到（{names}{more}）"
        else:
            what = f"站内搜索搜不全本网站的文章：{known} 篇近期文章中有 {len(missing)} 篇没有搜到（{names}{more}）"
        return Fault(
            subject=visit.url,
            title=what + earlier(observed, visit),
            found_on=(visit.url,),
            evidence={
                "searched": known,
                "not_found": [one.title for one in missing],
                "queries": [one.query for one in missing],
                "result_pages": [one.shown_at for one in missing],
                "reasons": [explain(one.reason) for one in missing],
                "visited_at": visit.visited_at.astimezone(observed.plan.zone).isoformat(timespec="minutes"),
            },
            severity=None if len(missing) == known or len(broken) >= 2 else Severity.WARNING,
        )
