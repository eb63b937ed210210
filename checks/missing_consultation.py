"""missing-consultation: there is no way to ask the office anything online."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.visited import earlier
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.records import Verdict
from inspection.visits import FormFacts, View, Visit, form_facts

_STATES = {"closed": "写着暂停使用", "blank": "打开后是空白的"}


@dataclass(frozen=True)
class MissingConsultation(Check):
    """网上咨询的入口打不开，或者里面没有可填的表单。

    ## 查什么
    按方案 `functions.consultation` 所写的地址；不写的，从首页和互动类栏目里找“我要咨询”“在线留言”“局长信箱”这类链接
    （最多打开 3 个）。用浏览器打开，看有没有能填写内容、能提交的表单；要先登录的，算有。只看不填，从不提交。

    入口打不开（404、服务器错误）、打开后空白、写着系统维护或暂停使用，几个入口都是这样，才算没有。没有找到入口、
    打开了但没有认出表单的，记为“无法判断”：咨询可能放在上级的统一平台上，请在方案里写明地址。

    ## 为什么要紧
    没有能用的网上咨询渠道，属于“互动回应差”，是单项否决指标。表单系统停用往往没有人通知网站，链接看上去还在。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    咨询: {入口: /hdjl/wyzx/, 名称: 我要咨询, 表单: 停用, 内容: 系统维护中，暂停服务}
    发现: [https://example.gov.cn/]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    咨询: {入口: /hdjl/wyzx/, 名称: 我要咨询, 表单: 有}
    ```
    要登录也算有：
    ```yaml
    今天: 2025-03-25
    咨询: {入口: /hdjl/wyzx/, 名称: 我要咨询, 表单: 要登录}
    ```
    没有找到，不等于没有：
    ```yaml
    今天: 2025-03-25
    咨询: {原因: no-consultation-found}
    无法判断: [https://example.gov.cn/]
    ```

    ## 选项
    无。咨询填写页的地址由方案的 `functions.consultation` 决定。
    """

    name: ClassVar[str] = "missing-consultation"
    severity: ClassVar[Severity] = Severity.CRITICAL
    basis: ClassVar[str] = "政府网站与政务新媒体检查指标 单项否决“互动回应差”：未提供有效的网上咨询渠道"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """The subject is the home page's address."""
        if observed.home is not None and observed.home.verdict is Verdict.FAULTY:
            return  # site-down has said it
        home = observed.plan.site.home_url
        visit = next((one for one in observed.visits or () if one.view is View.FORM and one.url == home), None)
        if visit is None:
            return
        day = earlier(observed, visit)
        if visit.reason is not None:
            yield CannotTell(home, visit.reason, f"网上咨询未能检验：{explain(visit.reason)}{day}")
            return
        facts = form_facts(visit)
        if (wrong := _wrong(visit, facts)) is not None:
            yield self._fault(observed, visit, facts, wrong + day)
        elif facts.state not in ("form", "login"):
            said = f"网上咨询入口“{facts.named}”打开后没有认出可填的表单，请人工查看"
            hint = "，或在方案 functions.consultation 写明填写页的地址"
            yield CannotTell(home, "form-unclear", said + hint + day)

    @staticmethod
    def _fault(observed: Observed, visit: Visit, facts: FormFacts, wrong: str) -> Fault:
        column = next((one for one in observed.plan.columns if observed.plan.column_url(one) == facts.entry), None)
        return Fault(
            subject=visit.url,
            title=f"没有能用的网上咨询渠道：入口“{facts.named}”{wrong}",
            unit=column.unit if column else None,
            column=column.name if column else None,
            found_on=(visit.url,),
            evidence={
                "entry": facts.entry,
                "others": list(facts.others),
                "status": visit.status,
                "says": facts.says,
                "visited_at": visit.visited_at.astimezone(observed.plan.zone).isoformat(timespec="minutes"),
            },
        )


def _wrong(visit: Visit, facts: FormFacts) -> str | None:
    """What is surely wrong; None where nothing is, or nobody can tell."""
    if visit.status is not None and (visit.status in (404, 410) or visit.status >= 500):
        return f"打不开（{explain(f'http-{visit.status}')}）"
    said = _STATES.get(facts.state)
    if said is None:
        return None
    return f"{said}（“{facts.says[:40]}”）" if facts.state == "closed" and facts.says else said
