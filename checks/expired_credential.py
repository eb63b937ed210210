"""expired-credential: a login, a token or a key that a person must renew before the source can be read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.account_sources import SourceSeen, every_source
from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.refusals import needs_person


@dataclass(frozen=True)
class ExpiredCredential(Check):
    """读取账号所用的登录或令牌失效。

    ## 查什么
    平台明确表示登录、令牌已过期，或不认可所用的密钥。写明是哪个账号的哪个来源、要更新哪个环境变量（只写变量名，
    不写内容）、由哪个单位处理。失效期间这个来源不再请求；环境变量更新后，下一轮自动恢复。没有应答、
    要求人工验证等看不出登录是否有效的，记为“无法判断”。没有设置环境变量的，由 silent-source 报告。

    ## 为什么要紧
    登录一过期，账号就看不见了：既不能说它没有更新，也发现不了它的问题。谁来更新、更新什么，要第一时间说清楚。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        责任单位: 传媒中心
        来源: {wechat-api: {状态: 受阻, 原因: credential-refused, 说明: 平台返回 40125, 变量: WECHAT_SECRET}}
    发现: ["上海民政：wechat-api"]
    ```

    ## 无错的例子
    平台繁忙，不是密钥的问题：
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        责任单位: 传媒中心
        来源: {wechat-api: {状态: 受阻, 原因: platform-busy}}
    无法判断: ["上海民政：wechat-api"]
    ```

    ## 选项
    无。由谁处理在方案里写（来源的 `keeper`，不写则为账号的责任单位）。
    """

    name: ClassVar[str] = "expired-credential"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例：登录和授权应在失效前更新"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are `<account>：<label of the source>`. A source that needs no login is not judged."""
        for seen in every_source(observed):
            if needs_person(seen.refusal):
                yield _fault(seen)
            elif not seen.ok and seen.source.credential is not None:
                yield CannotTell(seen.subject, seen.refusal, seen.said)


def _fault(seen: SourceSeen) -> Fault:
    named = (seen.reading.credential if seen.reading else None) or seen.source.credential
    who = f"请{seen.keeper}" if seen.keeper else "请"
    what = f"重新登录或授权，并更新环境变量 {named}" if named else "重新登录或授权"
    return Fault(
        subject=seen.subject,
        title=f"账号“{seen.account.name}”的来源“{seen.called}”{seen.said}，{who}{what}",
        unit=seen.keeper,
        column=seen.account.name,
        evidence={
            "source": seen.label,
            "reason": seen.refusal,
            "environment_variable": named,
            "detail": seen.reading.detail if seen.reading else "",
            "mend": seen.mend,
        },
    )
