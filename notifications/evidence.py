"""What the office reads: labels and coded values of evidence."""

from __future__ import annotations

import re

from inspection.source_names import source_name
from notifications.evidence_values import EVIDENCE_VALUES
from notifications.reasons import reason_text

EVIDENCE_NAMES: dict[str, str] = {
    "at_least": "应不少于",
    "counted": "已发布（期、条）",
    "album": "合集地址",
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
    "status": "应答状态",
    # of watching whether the site answers
    "probes_decided": "有效探测次数",
    "probes_down": "打不开次数",
    "share_down": "打不开的比例",
    "down_reasons": "打不开的原因",
    "longest_outage": "最长一次",
    "probes_unknown": "未能判断次数",
    "thin_days": "探测不足的天数",
    "watched_since": "观测起于",
    "vantages": "探测点",
    "valid_until": "有效期至",
    "days_left": "剩余天数",
    "certificate_name": "证书颁发给",
    "certificate_error": "证书问题",
    "ipv4": "IPv4 地址",
    "ipv6": "IPv6 地址",
    "first_byte_median": "首字节时间中位数",
    # of what a browser showed
    "visited_at": "打开时间",
    "view": "查看方式",
    "pages": "涉及网页数",
    "paint": "显示用时",
    "paint_limit": "提示线",
    "stalled": "本机耽误",
    "script": "脚本",
    "errors": "错误",
    "elements": "所在元素",
    "width": "屏幕宽度",
    "scroll_width": "网页宽度",
    "parts": "引用内容",
    "blocked": "有内容未加载",
    "images": "图片",
    "image_links": "其中图片链接",
    "accessibility": "违反的规则",
    "over_since": "已过日期",
    "passed": "所写日期",
    "links": "试过的链接",
    "announced": "有提示的链接",
    # of downloads
    "kind": "实为",
    "extension": "扩展名",
    "content_type": "声明的类型",
    "size": "大小（字节）",
    "says": "内容",
    # of search and consultation
    "searched": "检验篇数",
    "not_found": "没有搜到的标题",
    "queries": "输入的文字",
    "result_pages": "结果页",
    "reasons": "各次情况",
    "entry": "咨询入口",
    "others": "其他入口",
    # of services
    "services": "提到的事项",
    "quote": "原文",
    "opened": "打开的事项",
    "state": "打开后",
    "opened_in": "打开用时（秒）",
    "hops": "经过的主机",
    # of what looks suspicious
    "level": "把握",
    "category": "类别",
    "page_title": "网页标题",
    "words": "有害词语",
    "word_count": "出现次数",
    "where": "所在位置",
    "around": "上下文",
    "parked_by": "域名停放特征",
    "encoded_title": "标题经过编码",
    "forward": "转往",
    "body": "存证",
    "how": "藏法",
    "in_block": "同处链接数",
    "seen_by": "看到的方式",
    # of accounts
    "account": "账号",
    "in_articles": "所在文章",
    "article_day": "文章发布日期",
    "source": "来源",
    "sources": "各来源情况",
    "seen_until": "看到何日为止",
    "days_to_veto": "距否决天数",
    "other_source": "对照来源",
    "other_newest": "对照最近更新",
    "other_title": "对照最新稿件",
    "unseen": "没看到的篇数",
    "built_at": "上次刷新",
    "environment_variable": "环境变量",
    "mend": "处理办法",
    "said": "平台显示",
    "since": "统计自",
    "original": "原创篇数",
    "reposted": "转载篇数",
    "unknown": "来源不明篇数",
    "share_at_most": "原创比例至多",
    "share_at_least": "原创比例至少",
    "share_asked": "要求的比例",
    "article_title": "文章标题",
    "first_seen_at": "首次见到",
    "last_seen_at": "最后见到",
    "gone_at": "发现撤下",
    "waiting": "待回复条数",
    "oldest_waiting_days": "最久已等天数",
    "oldest_said_at": "最早留言",
    "comments": "留言",
    # of what portal and accounts carry
    "rules": "同步要求",
    "missing_on": "未同步到",
    "not_told": "未能判断",
    "conflicts": "不一致之处",
    "url": "地址",
    "html": "网页源码",
    "snapshot": "存证",
    "evidence": "存证",
}

_SOURCES = frozenset({"source", "other_source"})


def evidence_name(key: str) -> str:
    """The label of one piece of evidence; an unknown key is shown as it is."""
    return EVIDENCE_NAMES.get(key, key)


def evidence_value(key: str, value: str) -> str:
    """A coded value in the reader's words; anything else is left as it is."""
    if key == "reason":
        return reason_text(value)
    if key in _SOURCES:
        return source_name(value)
    span = re.fullmatch(r"(\d+)(d|h| workdays?)", value)
    if span:
        return f"{span[1]} {'天' if span[2] == 'd' else '小时' if span[2] == 'h' else '个工作日'}"
    return EVIDENCE_VALUES.get(key, {}).get(value, value)
