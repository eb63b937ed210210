"""What the office reads: Chinese names for checks, reasons, severities and evidence, in one place."""

from __future__ import annotations

import re

# In the order in which reports show them: what stops the public first comes first.
CHECK_NAMES: dict[str, str] = {
    "site-down": "网站无法访问",
    "blank-column": "空白栏目",
    "stale-column": "栏目更新不及时",
    "stale-account": "新媒体更新不及时",
    "missing-publication": "应发布内容未发布",
    "missing-interpretation": "政策文件未见解读",
    "late-interpretation": "政策解读发布迟缓",
    "unlinked-interpretation": "政策与解读未相互关联",
    "broken-link": "断链",
    "future-date": "发布日期晚于巡检之日",
    "undated-column": "栏目未标注发布日期",
}

CHECK_ADVICE: dict[str, str] = {
    "site-down": "请立即联系运维单位恢复访问；恢复后重新巡检，其余各项方可判定。",
    "blank-column": "请补充内容；确无内容的，请合并或下线该栏目。",
    "stale-column": "请核实近期工作并补发信息；长期无信息可发的，建议调整或合并栏目。",
    "stale-account": "请尽快更新；已停用的账号请按规定注销并公告。",
    "missing-publication": "请责任单位尽快发布；已在别处发布的，请转载到规定栏目。",
    "missing-interpretation": "请起草部门提供解读材料，与政策文件关联发布。",
    "late-interpretation": "请今后按“三同步”要求，解读与政策文件同步起草、同步审签、同步发布。",
    "unlinked-interpretation": "请在政策文件页与解读页互设链接。",
    "broken-link": "请更正或撤下失效链接；附件、图片缺失的，请重新上传。",
    "future-date": "请核对并更正发布日期。",
    "undated-column": "请在列表或稿件页标明发布日期；不显示日期的信息按未更新处理。",
}

SEVERITIES: dict[str, str] = {"critical": "严重", "error": "问题", "warning": "提醒"}

ROUND_KINDS: dict[str, str] = {"full": "全面巡检", "daily": "每日巡检", "watch": "重点盯防"}

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

EVIDENCE_NAMES: dict[str, str] = {
    "reason": "情况",
    "looks": "检测次数",
    "link_count": "引用页面数",
    "text": "链接文字",
    "element": "引用方式",
    "home": "首页有此链接",
    "external": "站外链接",
    "detail": "说明",
    "final_url": "最终地址",
    "newest": "最近更新",
    "newest_title": "最新稿件",
    "newest_url": "稿件地址",
    "days": "已过天数",
    "deadline_days": "期限天数",
    "days_over": "超期天数",
    "days_late": "超期天数",
    "days_ahead": "提前天数",
    "workdays_late": "超期工作日",
    "due": "应于何日前",
    "counts_from": "何日起计入",
    "occurrence": "期次",
    "within": "规定时限",
    "published": "发布日期",
    "published_at": "发布日期",
    "date_from": "日期出处",
    "interpreted": "解读日期",
    "interpretations": "已有解读",
    "interpretation_title": "解读标题",
    "interpretation_url": "解读地址",
    "paired_by": "配对依据",
    "paired_detail": "配对细节",
    "provisional_years": "放假安排未公布",
    "document_number": "文号",
    "looked_in": "查找范围",
    "closest": "最接近稿件",
    "near_misses": "相近而不符",
    "missing": "缺少",
    "missing_links": "缺少的链接",
    "published_as": "已发布于",
    "all_of": "标题应含",
    "any_of": "标题含其一",
    "none_of": "标题不含",
    "title": "标题",
    "rows": "列表条数",
    "most_before": "以往最多条数",
    "articles": "稿件数",
    "read_in_full": "读过全文",
    "undated": "未标日期稿件",
    "examples": "举例",
    "url": "地址",
    "snapshot": "存证",
    "evidence": "存证",
}

_VALUES: dict[str, dict[str, str]] = {
    "element": {
        "a": "链接",
        "area": "图片热区",
        "img": "图片",
        "script": "脚本",
        "link": "样式表等",
        "iframe": "内嵌页面",
        "source": "音视频",
        "object": "内嵌对象",
        "meta": "自动跳转",
        "css": "样式表中引用",
        "onclick": "点击打开",
    },
    "date_from": {
        "list": "列表所标",
        "label": "稿件页所标",
        "table": "文件信息表",
        "meta": "网页标签",
        "script": "页面脚本",
        "address": "网址",
        "title": "标题",
        "feed": "订阅源",
    },
    "paired_by": {
        "link": "互相链接",
        "number": "文号",
        "document-number": "文号",
        "quoted-title": "引用标题",
        "likeness": "标题相近",
    },
    "missing": {
        "policy-to-interpretation": "政策页到解读页的链接",
        "interpretation-to-policy": "解读页到政策页的链接",
        "interpretation": "解读",
        "publication": "发布的内容",
    },
}


def check_name(check: str) -> str:
    """The check's Chinese name; a check without one keeps its own."""
    return CHECK_NAMES.get(check, check)


def check_advice(check: str) -> str:
    """One sentence on what the office should do about it; empty where there is none."""
    return CHECK_ADVICE.get(check, "")


def check_order(check: str) -> int:
    """The check's place in a report; unknown ones come last."""
    return list(CHECK_NAMES).index(check) if check in CHECK_NAMES else len(CHECK_NAMES)


def reason_text(reason: str) -> str:
    """`http-404` → 服务器回答 404（找不到）; an unknown reason is shown as it is."""
    found = re.fullmatch(r"http-(\d{3})", reason)
    if found:
        meaning = _STATUSES.get(int(found[1]))
        return f"服务器回答 {found[1]}（{meaning}）" if meaning else f"服务器回答 {found[1]}"
    return _REASONS.get(reason, reason)


def evidence_name(key: str) -> str:
    """The label of one piece of evidence; an unknown key is shown as it is."""
    return EVIDENCE_NAMES.get(key, key)


def evidence_value(key: str, value: str) -> str:
    """A coded value in the reader's words; anything else is left as it is."""
    if key == "reason":
        return reason_text(value)
    span = re.fullmatch(r"(\d+)(d|h| workdays?)", value)
    if span:
        return f"{span[1]} {'天' if span[2] == 'd' else '小时' if span[2] == 'h' else '个工作日'}"
    return _VALUES.get(key, {}).get(value, value)
