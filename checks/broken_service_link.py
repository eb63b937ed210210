"""broken-service-link: a way to a service that a browser could not open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.service_likeness import same_item
from checks.service_ways import BASIS, Way, found_on, ways
from checks.visited import cut, earlier
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.service_pages import BROKEN, State
from inspection.service_visits import ServiceFacts, service_facts
from inspection.visits import Visit

_SAID = {
    State.ERROR_PAGE: "显示出错信息",
    State.NOT_FOUND: "显示没有这个事项",
    State.BLANK: "是空白的",
    State.HOME: "转到了平台首页",
    State.LOADING: "一直在加载，没有显示内容",
}
_UNTOLD = {
    State.UNAVAILABLE: "maintenance",
    State.BLOCKED: "blocked-by-firewall",
    State.UNCLEAR: "page-not-told",
}

_SPARE = 6.0  # seconds that a look surely lasts beyond the plan's limit: the machine may have taken so many itself


@dataclass(frozen=True)
class BrokenServiceLink(Check):
    """办事入口打不开。

    ## 查什么
    用浏览器打开政策页面上的办事入口，看打开的是不是事项页面：显示“事项不存在”“系统异常”、空白、一直在加载、转到平台首页的，
    都算打不开；方案 `services.within` 以内没有显示出来的，算太慢，按警告。出错的隔一会儿再打开一次，两次都这样才算。
    要求登录是正常的；平台正在维护、被防火墙拦截、网络不通、打开的页面看不出是什么、巡检机器自身忙碌的，记为“无法判断”。
    链接本身就是断链的，由“断链”一项报告，不重复。

    ## 为什么要紧
    办事平台常用脚本显示页面，事项撤了、系统坏了也回答“正常”，只有用浏览器打开才看得出来。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 养老服务补贴实施办法, 日期: 2025-03-10, 地址: /zcwj/1.html, 读过全文: 是, 正文: 申请人可登录“一网通办”平台，选择“养老服务补贴”事项。}
    办事:
      政策: {/zcwj/1.html: [https://zwdt.example.gov.cn/item/1]}
      打开: [{地址: https://zwdt.example.gov.cn/item/1, 状态: item-not-found, 内容: 事项不存在或已下架}]
    发现: [https://zwdt.example.gov.cn/item/1]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 养老服务补贴实施办法, 日期: 2025-03-10, 地址: /zcwj/1.html, 读过全文: 是, 正文: 申请人可登录“一网通办”平台，选择“养老服务补贴”事项。}
    办事:
      政策: {/zcwj/1.html: [https://zwdt.example.gov.cn/item/1, https://zwdt.example.gov.cn/item/2]}
      打开:
        - {地址: https://zwdt.example.gov.cn/item/1, 状态: needs-login, 内容: 统一身份认证}
        - {地址: https://zwdt.example.gov.cn/item/2, 状态: maintenance, 内容: 系统维护公告}
    无法判断: [https://zwdt.example.gov.cn/item/2]
    ```

    ## 选项
    无。平台、登录主机和时限在方案的 `services` 里写。
    """  # noqa: E501 (an article stands in one line)

    name: ClassVar[str] = "broken-service-link"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = BASIS

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the links' addresses."""
        for way in ways(observed):
            if (said := self._say(observed, way)) is not None:
                yield said

    def _say(self, observed: Observed, way: Way) -> Fault | CannotTell | None:
        visit = way.visit
        if visit is None or visit.reason is not None:
            return _untold(observed, way, visit.reason or "undecided" if visit is not None else "not-looked-at")
        facts = service_facts(visit)
        state = State(facts.state)
        if state in _UNTOLD and not (state is State.UNCLEAR and _is_promised(way, facts)):
            return _untold(observed, way, _UNTOLD[state])
        services = observed.plan.services
        within = services.within.total_seconds() if services else 0.0
        if state in BROKEN:
            if state is State.LOADING and facts.stalled > _SPARE:
                return _untold(observed, way, "machine-busy")
            return self._fault(observed, way, visit, facts, _SAID[state])
        if facts.opened_in is None or facts.opened_in <= within:
            return None
        if facts.opened_in - facts.stalled <= within:
            return _untold(observed, way, "machine-busy")
        slow = f"用了 {facts.opened_in:.0f} 秒才显示出来（应在 {within:.0f} 秒以内）"
        return self._fault(observed, way, visit, facts, slow, Severity.WARNING)

    @staticmethod
    def _fault(
        observed: Observed, way: Way, visit: Visit, facts: ServiceFacts, what: str, severity: Severity | None = None
    ) -> Fault:
        column, unit = way.place(observed)
        said = f"（“{cut(facts.said)}”）" if facts.said and severity is None else ""
        title = f"“{cut(way.policies[0].article.title)}”的办事入口“{way.name}”打开后{what}{said}"
        return Fault(
            subject=way.url,
            title=title + earlier(observed, visit),
            unit=unit,
            column=column,
            found_on=found_on(way.policies),
            evidence={
                "state": facts.state,
                "opened_in": facts.opened_in,
                "hops": list(facts.hops),
                "visited_at": visit.visited_at.astimezone(observed.plan.zone).isoformat(timespec="minutes"),
            },
            severity=severity,
        )


def _is_promised(way: Way, facts: ServiceFacts) -> bool:
    """Whether the page calls itself by the name of what some policy promises."""
    return any(
        same_item(text, policy.named.names, policy.article.title, facts.names, sure=False) for policy, text in way.led
    )


def _untold(observed: Observed, way: Way, reason: str) -> CannotTell:
    said = f"“{cut(way.policies[0].article.title)}”的办事入口“{way.name}”未能检验：{explain(reason)}"
    return CannotTell(way.url, reason, said + (earlier(observed, way.visit) if way.visit is not None else ""))
