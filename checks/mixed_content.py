"""mixed-content: a page of https:// that asks for parts by http://."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.visited import Look, Looks, cut, gathered, looks_of, told
from checks.volatile import lasting
from inspection.addresses import host_of
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.visits import Insecure, View

_KINDS = {
    "script": "脚本",
    "stylesheet": "样式文件",
    "image": "图片",
    "media": "音视频",
    "font": "字体",
    "xhr": "数据",
    "frame": "内嵌页面",
    "form": "表单",
}


@dataclass(frozen=True)
class MixedContent(Check):
    """HTTPS 网页引用了 http:// 的内容。

    ## 查什么
    用 https:// 打开的网页，其中的图片、脚本、样式、内嵌页面、数据用 http:// 取，或者表单向 http:// 提交。
    同一个地址无论在多少网页上出现，只报一条；一个栏目里有许多的，合为一条，列出地址。
    普通的 http:// 链接、本机地址（如证书控件）不算。

    ## 为什么要紧
    浏览器会提示“不安全”，脚本、样式、内嵌页面干脆不予加载，网页因此显示不全；明文传送的内容可以在途中被篡改。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, http引用: [{地址: "http://example.gov.cn/images/banner.jpg", 类型: 图片}]}
    发现: [http://example.gov.cn/images/banner.jpg]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, http引用: [{地址: "http://127.0.0.1:16081/ukey", 类型: 数据}]}
    ```

    ## 选项
    - `each`（默认 5）：一处（首页、一个栏目）不超过这么多个地址的，逐个报告；更多的，
      或者全站超过它的两倍的，一处合为一条。
    """

    name: ClassVar[str] = "mixed-content"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：以 HTTPS 提供的网页，其内容都应当用 HTTPS"

    each: int = 5

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the http:// addresses; of a place that has many, the place's."""
        known = looks_of(observed)
        seen: dict[str, list[Look]] = {}
        parts: dict[str, Insecure] = {}
        for look in known.of(View.DESK):
            if not look.shown_at.startswith("https:"):
                continue
            for one in look.facts.insecure:
                if one.url.startswith("http:") and not _is_this_machine(one.url):
                    seen.setdefault(lasting(one.url), []).append(look)
                    parts.setdefault(lasting(one.url), one)
        for subject, addresses, looks in gathered(known, seen, self.each):
            yield self._fault(observed, known, subject, [parts[a] for a in addresses], looks)

    @staticmethod
    def _fault(observed: Observed, known: Looks, subject: str, parts: list[Insecure], looks: list[Look]) -> Fault:
        first = next((part for part in parts if part.blocked), parts[0])
        kind = _KINDS.get(first.kind, "内容")
        outcome = "，浏览器不予加载" if first.blocked else "，浏览器会提示不安全"
        how = "向 http:// 地址提交表单" if first.kind == "form" else f"引用了 http:// 的{kind}"
        where = known.where(looks, subject)
        what = f"“{cut(first.url, 80)}”{f'等 {len(parts)} 处' if len(parts) > 1 else ''}"
        return told(
            observed,
            subject,
            looks,
            f"{where}{how}{what}{outcome if first.kind != 'form' else '，填写的内容会明文传送'}",
            {
                "parts": [f"{_KINDS.get(part.kind, '内容')}：{cut(part.url, 200)}" for part in parts[:20]],
                "blocked": any(part.blocked for part in parts),
            },
        )


def _is_this_machine(url: str) -> bool:
    """A control that runs on the visitor's own machine; browsers take it for safe."""
    host = host_of(url).rpartition("@")[2]
    return host.startswith(("127.", "localhost", "[::1]"))
