"""Reasons of verdicts in the office's words."""

from __future__ import annotations

from inspection.records import ColumnState

_HTTP = {
    400: "请求被拒（400）",
    401: "要求登录（401）",
    403: "拒绝访问（403）",
    404: "页面不存在（404）",
    410: "页面已被删除（410）",
    500: "服务器内部错误（500）",
    502: "网关错误（502）",
    503: "服务暂不可用（503）",
    504: "网关超时（504）",
}
_WORDS = {
    "dns": "域名无法解析",
    "refused": "服务器拒绝连接",
    "reset": "连接被中断",
    "timeout": "在规定时间内没有回答",
    "tls": "安全连接（HTTPS）建立失败",
    "redirect-loop": "跳转成环，永远到不了页面",
    "too-many-redirects": "跳转次数过多",
    "soft-404": "页面能打开，但内容是“页面不存在”",
    "bad-address": "地址写错，无法访问",
    "blocked-by-firewall": "被防火墙拦截，检测受阻",
    "site-down": "网站打不开期间，链接不作判断",
    "bad-redirect": "跳转到无法访问的地址",
    "unreachable": "网络无法到达",
    "private-address": "指向内网地址，按规定不访问",
    "bad-answer": "服务器的回答不合规范，无法判断",
    "incomplete-answer": "服务器的回答没有传完，无法判断",
    "needs-login": "需要登录才能访问，无法判断",
    "forbidden": "服务器拒绝访问（403），无法判断",
    "robots": "robots.txt 不允许访问",
    "scripted": "列表由脚本生成，未能读取",
    "scripted-page": "列表由脚本生成，未能读取",
    "unknown-shape": "页面能打开，但没有读懂列表",
    "unreadable": "页面能打开，但没有读懂列表",
    "source-not-read": "列表的数据没有读到",
    "could-not-be-read": "以前有内容，本轮一条也没有读到",
    "not-read": "本轮没有读到",
    "incomplete": "没有读完",
}
# No page was had from the server: the fault lies with the site (or the way to it), not with one address of it.
_NO_ANSWER = frozenset(
    {"dns", "refused", "reset", "timeout", "tls", "connection", "unreachable", "protocol", "empty-response"}
)
_COLUMN = {
    ColumnState.UNREADABLE: "unreadable",
    ColumnState.BLOCKED: "blocked-by-firewall",
    ColumnState.UNREACHABLE: "unreachable",
}


def http_status(reason: str | None) -> int | None:
    """404 for `http-404`; None for what is no status."""
    head, _, code = (reason or "").partition("-")
    return int(code) if head == "http" and code.isdecimal() else None


def explain(reason: str | None, detail: str = "") -> str:
    """`http-404` → 服务器回答“页面不存在（404）”. An unknown reason is told by its detail, else as it is."""
    status = http_status(reason)
    if status is not None:
        return f"服务器回答“{_HTTP.get(status, f'错误 {status}')}”"
    return _WORDS.get(reason or "") or detail or reason or "原因不明"


def is_no_answer(reason: str | None) -> bool:
    """Whether the server gave no answer, or only that it is failing (5xx), so that nothing can be said of its pages."""
    status = http_status(reason)
    return status >= 500 if status is not None else reason in _NO_ANSWER


def column_reason(state: ColumnState, reason: str | None) -> str:
    """Why a column could not be judged: what the round recorded, else what its state means."""
    return reason or _COLUMN.get(state, state.value)
