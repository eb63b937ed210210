"""Labels of the evidence of what was promised in the plan: notices, tables, message boards, theme libraries."""

from __future__ import annotations

PROMISE_NAMES: dict[str, str] = {
    "not_mentioned": "没有写到",
    "asked_for": "应当写到",
    "other_year": "往年的日期",
    "judged": "看过的稿件",
    "expectation": "应发稿件",
    "event_day": "节日",
    "stands_in": "所在位置",
    "tables": "表格数",
    "blank_cells": "空白单元格数",
    "blank_examples": "空白举例",
    "lacking_headings": "缺少的列",
    "required_headings": "应有的列",
    "at_least": "最少行数",
    "files": "有问题的附件",
    "board": "留言板",
    "asked": "来信日期",
    "answered_letters": "已答复封数",
    "letter_state": "显示的状态",
    "letters": "来信",
    "count": "数量",
    "library": "主题库",
    "theme_words": "主题词",
    "entries": "主题库条目数",
}
