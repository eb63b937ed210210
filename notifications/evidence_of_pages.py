"""Labels of what pages, documents and lexicons show as evidence."""

from __future__ import annotations

PAGE_EVIDENCE: dict[str, str] = {
    # of documents that expire
    "term_start": "有效期起算日",
    "term_months": "有效期月数",
    "validity_shown": "网页标明的有效性",
    "fate": "后来的文件",
    "warn_days": "提前提醒天数",
    # of days of publication
    "stated_days": "各处所写日期",
    "apart_days": "容差天数",
    "lacked_on": "尚未见到之日",
    "first_seen_on": "首次见到之日",
    "not_proven": "不能排除",
    # of the home page
    "items": "首页条目数",
    # of wordings
    "wordings": "不规范的表述",
    "wrong": "所写",
    "right": "应为",
    "times": "处数",
    "because": "说明",
    "lexicon": "词表",
}
