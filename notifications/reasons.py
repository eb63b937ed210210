"""What the office reads: reasons of verdicts, in its own words."""

from __future__ import annotations

import re

_REASONS: dict[str, str] = {
    "dns": "域名无法解析",
    "refused": "服务器拒绝连接",
    "reset": "连接被中断",
    "closed": "服务器未作应答就断开连接",
    "timeout": "超时未应答",
    "tls": "安全连接（TLS）建立失败",
    "unreachable": "网络不可达",
    "network": "网络故障",
    "redirect-loop": "反复跳转，形成死循环",
    "too-many-redirects": "跳转次数过多",
    "bad-redirect": "跳转到无效的地址",
    "redirect-refused": "跳转到不允许访问的地址",
    "soft-404": "页面打得开，但内容是“找不到页面”",
    "empty": "应答内容为空",
    "bad-response": "应答不符合网络协议",
    "bad-address": "地址写法有误",
    "too-large": "内容超过大小限制",
    "private-address": "指向内网地址，未予访问",
    "address-refused": "地址不允许访问",
    "blocked-by-firewall": "检测受阻：被防火墙拦截",
    "rate-limited": "检测受阻：对方限制访问频次",
    "needs-login": "需要登录，无法检测",
    "robots": "网站的 robots.txt 不允许抓取",
    "robots-disallowed": "网站的 robots.txt 不允许抓取",
    "limit": "超出本轮巡检的数量限制",
    "excluded": "巡检方案规定不查",
    "site-down": "网站无法访问，未能检测",
    "column-unreachable": "栏目页面打不开",
    "column-unreadable": "栏目内容未能读出",
    "scripted": "列表由脚本生成，未能读出",
    "unreadable": "页面结构无法识别",
    "undated": "稿件未标注日期",
    "round-incomplete": "本轮巡检未完成",
    "incomplete": "未能读全",
    "bad-answer": "应答不符合网络协议",
    "incomplete-answer": "应答没有传完",
    "page-limit": "超出本轮网页数量上限",
    "depth-limit": "超出层级上限",
    "trap-limit": "疑似无穷无尽的地址，不再深入",
    "not-a-file": "下载到的不是文件，而是网页",
    "source-not-read": "列表数据未能读到",
    "unknown-shape": "页面结构无法识别",
    "scripted-page": "页面由脚本生成，未能读出",
    "not-read": "本轮没有读到",
    "could-not-be-read": "内容未能读出",
    "articles-not-read": "稿件页面未能读到",
    "newest-not-read": "最新稿件未能读到",
    "page-not-read": "页面未能读到",
    "columns-not-read": "相关栏目没有读全",
    "interpretations-not-read": "解读栏目没有读全",
    "no-date": "没有发布日期",
    "no-dates": "没有任何日期",
    "only-future-dates": "日期都晚于巡检之日",
    "undated-match": "有相符的稿件，但没有发布日期",
    "interpretation-undated": "解读没有发布日期",
    "calendar-not-published": "该年度放假安排尚未公布",
    "home-not-tried": "首页未能检测",
    "static-column": "内容固定的栏目，不判断",
    "undecided": "未能判定",
}

_STATUSES: dict[int, str] = {
    400: "请求被拒",
    401: "需要登录",
    403: "禁止访问",
    404: "找不到",
    405: "不允许这种访问方式",
    408: "等待超时",
    410: "已被移除",
    412: "前提条件不符",
    429: "访问过于频繁",
    500: "服务器内部错误",
    501: "服务器不支持",
    502: "网关错误",
    503: "服务暂不可用",
    504: "网关超时",
}


def reason_text(reason: str) -> str:
    """`http-404` → 服务器回答 404（找不到）; an unknown reason is shown as it is."""
    found = re.fullmatch(r"http-(\d{3})", reason)
    if found:
        meaning = _STATUSES.get(int(found[1]))
        return f"服务器回答 {found[1]}（{meaning}）" if meaning else f"服务器回答 {found[1]}"
    return _REASONS.get(reason, reason)
