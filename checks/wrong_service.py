"""wrong-service: a policy's way to a service opens another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.service_likeness import explicit, same_item
from checks.service_ways import BASIS, Policy, Way, found_on, ways
from checks.visited import cut, earlier
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.service_pages import State
from inspection.service_visits import ServiceFacts, service_facts
from inspection.visits import Visit


@dataclass(frozen=True)
class WrongService(Check):
    """办事入口打开的不是所说的事项。

    ## 查什么
    用浏览器打开政策页面上的办事入口，把打开的事项名称与政策提到的事项、链接上的文字对照：明显是另一个事项才算错。
    地名、括号、“办理”“申请”之类的词不影响；政策正文别处提到过的事项不算错；名称有几分相近、不能确定的，记为“无法判断”。
    打开的页面没有明确事项名称的，也记为“无法判断”；要求登录的，不在此判断；打不开的由“办事入口打不开”报告。

    ## 为什么要紧
    链接打得开，看上去一切正常，群众却会在另一个事项里填错表、白跑一趟。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 婚姻登记档案查询办法, 日期: 2025-03-10, 地址: /zcwj/1.html, 读过全文: 是, 正文: 申请人可登录“一网通办”平台，选择“婚姻登记档案查询”事项。}
    办事:
      政策: {/zcwj/1.html: [https://zwdt.example.gov.cn/item/1]}
      打开: [{地址: https://zwdt.example.gov.cn/item/1, 状态: item, 名称: 内地居民离婚登记}]
    发现: [https://zwdt.example.gov.cn/item/1]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 婚姻登记档案查询办法, 日期: 2025-03-10, 地址: /zcwj/1.html, 读过全文: 是, 正文: 申请人可登录“一网通办”平台，选择“婚姻登记档案查询”事项。}
    办事:
      政策: {/zcwj/1.html: [https://zwdt.example.gov.cn/item/1]}
      打开: [{地址: https://zwdt.example.gov.cn/item/1, 状态: item, 名称: 上海市婚姻登记档案查询（个人）}]
    ```

    ## 选项
    无。平台和事项名称在方案的 `services` 里写。
    """  # noqa: E501 (an article stands in one line)

    name: ClassVar[str] = "wrong-service"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = BASIS

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the links' addresses: wrong by what opens there and what the policies promise."""
        for way in ways(observed):
            visit = way.visit
            if visit is None or visit.reason is not None:
                continue
            facts = service_facts(visit)
            if facts.state == State.ITEM and facts.names:
                yield from self._judge(observed, way, visit, facts)

    @staticmethod
    def _judge(observed: Observed, way: Way, visit: Visit, facts: ServiceFacts) -> Iterator[Fault | CannotTell]:
        said = [(policy, text, _is_right(policy, text, facts)) for policy, text in way.led]
        # Where another link of the same policy rightly leads there, its words are only put differently.
        right = {policy.article.url for policy, _, answer in said if answer}
        wrong = [(policy, text) for policy, text, answer in said if answer is False and policy.article.url not in right]
        if wrong:
            yield _fault(observed, way, wrong, visit, facts)
            return
        unsure = [(policy, text) for policy, text, answer in said if answer is None and policy.article.url not in right]
        named = [(policy, text) for policy, text in unsure if _expected(policy, text)]
        if named:
            detail = f"办事入口“{_expected(*named[0])}”打开的是“{cut(facts.names[0])}”，是不是同一个事项，不能确定"
            yield CannotTell(way.url, "not-surely-same", detail + earlier(observed, visit))


def _is_right(policy: Policy, text: str, facts: ServiceFacts) -> bool | None:
    spoken = "\n".join((policy.article.title, policy.article.text, text))
    return same_item(text, policy.named.names, spoken, facts.names, sure=facts.sure)


def _expected(policy: Policy, text: str) -> str:
    return cut(explicit(text) or next(iter(policy.named.names), ""))


def _fault(observed: Observed, way: Way, wrong: list[tuple[Policy, str]], visit: Visit, facts: ServiceFacts) -> Fault:
    first, text = wrong[0]
    column, unit = way.place(observed)
    expected, opened = _expected(first, text), cut(facts.names[0])
    said = f"“{cut(first.article.title)}”的办事入口应是“{expected}”，打开的却是“{opened}”"
    return Fault(
        subject=way.url,
        title=said + earlier(observed, visit),
        unit=unit,
        column=column,
        found_on=found_on({policy.article.url: policy for policy, _ in wrong}.values()),
        evidence={
            "services": [expected],
            "opened": facts.names[0],
            "quote": first.named.quote,
            "visited_at": visit.visited_at.astimezone(observed.plan.zone).isoformat(timespec="minutes"),
        },
    )
