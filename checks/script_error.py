"""script-error: scripts of the home page or of a service page that break down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.visited import Look, Looks, cut, is_own, looks_of, told
from checks.volatile import lasting
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.visits import ScriptError, View

# Said by browsers, by what was not had from elsewhere, or by what a machine without a screen, sound or place refuses.
_NO_FAULT = re.compile(
    r"^script error\.?$|resizeobserver|abort(?:ed|error)\b|interrupted by|notallowederror|user gesture"
    r"|user (?:denied|didn't)|failed to fetch|networkerror|network ?error|load failed|err_[a-z_]+"
    r"|timeout of \d|timed out|status code \d|chunkloaderror|loading (?:css )?chunk|dynamically imported"
    r"|permissions? (?:denied|policy)|service ?worker"
    r"|websocket|webgl|quotaexceeded|securityerror|access is denied|mediadevices|play\(\)|chrome-extension"
    r"|cross[- ]origin|^\[object|^uncaught \(in promise\) *(?:undefined|null|false|cancel\w*)?$",
    re.I,
)
# What follows from a script that was not had: names that it would have given.
_FOLLOWS = re.compile(r"is not defined|is not a function|undefined|null|can't find variable|not a constructor", re.I)
_BROWSER_OWN = ("chrome-extension:", "moz-extension:", "devtools:", "chrome:", "blob:", "debugger:")


@dataclass(frozen=True)
class ScriptErrorCheck(Check):
    """首页或办事网页的脚本出错。

    ## 查什么
    用浏览器打开首页和办事服务网页时，本网站自己的脚本出现没有处理的错误。统计、地图、分享等其他网站脚本的错误不算；浏览器
    自身的提示、因网络中断或巡检限制引起的错误也不算；有脚本没有取到时，由此引起的“未定义”一类错误记为“无法判断”。
    同一错误首页也有的，报在首页；不在首页而几个网页都有的，报该脚本；都列出在哪些网页上出现。

    ## 为什么要紧
    脚本一出错，菜单、查询、提交按钮往往点了没有反应，公众办不成事，而从网页代码里看不出来。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 脚本错误: [{信息: "Uncaught TypeError: Cannot read properties of null", 脚本: /js/index.js}]}
    发现: [https://example.gov.cn/]
    ```

    ## 无错的例子
    统计代码是别的网站的：
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 脚本错误: [{信息: "Uncaught ReferenceError: _hmt is not defined", 脚本: "https://hm.baidu.com/hm.js"}]}
    ```

    ## 选项
    - `services`（默认 办事|办理|服务指南|在线申请|bsfw|bszn|bsdt|wsbs|zwfw|banshi|service）：
      标题、栏目名或地址含有其中之一的，是办事网页。
    """

    name: ClassVar[str] = "script-error"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：网页上的功能应当能够正常使用"

    services: str = "办事|办理|服务指南|在线申请|bsfw|bszn|bsdt|wsbs|zwfw|banshi|service"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are pages, or scripts that several pages have."""
        known, home = looks_of(observed), observed.plan.site.home_url
        seen: dict[tuple[str, str], list[Look]] = {}  # script (empty: in the page) and message
        for look in known.of(View.DESK):
            if look.url != home and not self._is_service(look, known):
                continue
            errors = [error for error in look.facts.errors if _is_ours(error, known)]
            unsure = [error for error in errors if _may_follow(error, look)]
            if unsure and len(unsure) == len(errors):
                yield CannotTell(look.url, "scripts-not-loaded", explain("scripts-not-loaded"))
            for error in errors:
                if error not in unsure:
                    source = lasting(error.source) if error.source not in ("", look.url, look.shown_at) else ""
                    seen.setdefault((source, _message(error)), []).append(look)
        told_of: dict[str, list[tuple[str, str, list[Look]]]] = {}
        for (source, message), looks in seen.items():
            first = min((look.url for look in looks), key=lambda url: (url != home, len(url), url))
            subject = source if source and first != home and len({look.url for look in looks}) > 1 else first
            told_of.setdefault(subject, []).append((source, message, looks))
        for subject, errors_ in told_of.items():
            yield self._fault(observed, known, subject, errors_)

    def _is_service(self, look: Look, known: Looks) -> bool:
        column = known.belonging.of(look.url) or ""
        return bool(re.search(self.services, f"{look.url} {look.visit.title} {column}", re.I))

    @staticmethod
    def _fault(observed: Observed, known: Looks, subject: str, errors: list[tuple[str, str, list[Look]]]) -> Fault:
        looks = [look for _, _, of in errors for look in of]
        message = errors[0][1]
        many = f"等 {len(errors)} 处" if len(errors) > 1 else ""
        page = looks[0].url if subject == errors[0][0] else subject
        return told(
            observed,
            subject,
            looks,
            f"{known.name(page)}的脚本出错{many}：{cut(message, 80)}",
            {
                "script": errors[0][0],
                "errors": [f"{cut(message, 160)}（{source or '网页内的脚本'}）" for source, message, _ in errors[:10]],
            },
        )


def _is_ours(error: ScriptError, known: Looks) -> bool:
    if error.source.startswith(_BROWSER_OWN) or _NO_FAULT.search(error.message.strip()):
        return False
    return not error.source.startswith("http") or is_own(error.source, known.plan)


def _may_follow(error: ScriptError, look: Look) -> bool:
    """Whether it may come of a script, or of data, that this round did not get."""
    missing = [url for url in look.facts.failed if not re.search(r"\.css(?:[?#]|$)", url, re.I)]
    return bool(missing or look.facts.withheld) and bool(_FOLLOWS.search(error.message))


def _message(error: ScriptError) -> str:
    """What does not change from look to look: no numbers, no addresses."""
    words = re.sub(r"https?://\S+", "…", " ".join(error.message.split()))
    return re.sub(r"\b\d[\d.]*\b", "N", words)[:300]
