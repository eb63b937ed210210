"""Which of the words beside a list's rows show more of it: the next page, more rows, another tab. Pure decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

Control = dict[str, Any]  # as listing.js describes it

# What is never pressed, whatever else speaks for it.
NEVER = re.compile(
    r"删除|提交|登[录陆]|注册|退出|注销|下载|打印|分享|收藏|点赞|评论|举报|转发|保存|支付|发送|上传|导出|订阅|关注|投票|"
    r"清空|重置|确[定认]|搜索|查询|检索|咨询|留言|写信|"
    r"\b(?:delete|submit|log\s?in|log\s?out|sign\s?(?:in|up|out)|register|download|print|share|like|save|pay|send|export|search)\b",
    re.I,
)
_NEXT = re.compile(
    r"^[\[(（【]?\s*(?:下一?页|后一?页|下一頁|下頁|next(?:\s*page)?|往后|向后)\s*[>›»→▶＞]*\s*[\])）】]?$", re.I
)
_ARROW = re.compile(r"^[>›→▶＞❯]$|^[»⟩]$|^>>$")
_NEXT_NAME = re.compile(
    r"(?:^|[\s_-])(?:btn-next|next|nextpage|next-page|page-next|pagination-next|laypage-next|pg-next|icon-arrow-right)(?:$|[\s_-])|"
    r"pagination__next|nextPage|pageNext|btnNext",
)
_QUICK = re.compile(r"quick|jump-next|last|end\b|more", re.I)
_DISABLED = re.compile(
    r"(?:^|[\s_-])(?:disabled?|unable|noclick|no-?next|forbid|is-disabled|layui-disabled|nomore|no-more)(?:$|[\s_-])",
    re.I,
)
_ACTIVE = re.compile(
    r"(?:^|[\s_-])(?:cur|curr|current|active|actived|on|now|selected|checked|sel|act|is-active|focus|this|hover)(?:$|[\s_-])|active$",
    re.I,
)
_MORE = re.compile(
    r"^[\s+↓∨▼﹀]*(?:(?:点击|点此|请点击|继续|上拉|向下)?(?:加载|查看|显示|浏览|阅读|展开|获取|看)?(?:更多|全部|剩余|余下|下文|其余)(?:内容|信息|数据|文章|新闻|稿件|条目|列表|公告|文件|结果)?|"
    r"加载(?:下一?页|更多\w{0,4})|继续加载|展开(?:更多)?|more|load\s*more|show\s*more|view\s*more|see\s*more)[\s↓∨▼﹀.…>+]*$",
    re.I,
)
_GOES = re.compile(r"location|window\.open|open\(|href|\bgo\(|navigate|router|jump", re.I)
_PAGER_WORDS = re.compile(r"^(?:\d{1,4}|首页|尾页|末页|上一?页|下一?页|[«»‹›<>…]|\.\.\.)$|共\s*\d+\s*[页条]|^第\s*\d+")
_NO_TAB = re.compile(
    r"^(?:大|中|小|[ABab][+-]?|首页|返回|更多|中文|英文|English|简体|繁体|无障碍|关怀版|长者版|.*[>»]{1,2})$"
)
_TABS = re.compile(r"tab|switch|cate|(?:^|[\s_-])(?:hd|nav-item|filter|type|class|xxk|qh)(?:$|[\s_-])", re.I)


def next_of(controls: Sequence[Control], page: int, leads: str | None) -> Control | None:
    """What shows the next page, `page` being the one that is shown; None where there is none or it is disabled.

    `leads`: the address that the reader takes for the next page's, the only one that a link may lead to.
    """
    usable = [c for c in controls if _is_safe(c, leads) and not c["furniture"]]
    worded = [c for c in usable if _NEXT.match(c["word"]) or _NEXT.match(c["label"])]
    arrows = [c for c in usable if _is_pager(c) and not c["before"] and (_ARROW.match(c["word"]) or _is_named_next(c))]
    for found in (worded, arrows):
        if found:
            live = [c for c in found if not _is_disabled(c)]
            return min(live, key=lambda c: (c["word"] == "»", c["before"], c["top"])) if live else None
    numbers = [c for c in usable if c["word"] == str(page + 1) and _is_pager(c) and not c["before"]]
    numbers = [c for c in numbers if not _is_disabled(c) and not _ACTIVE.search(c["classes"])]
    return numbers[0] if numbers else None


def more_of(controls: Sequence[Control]) -> Control | None:
    """What adds rows below those that stand."""
    found = [
        c
        for c in controls
        if (_MORE.match(c["word"]) or (not c["word"] and _MORE.match(c["label"])))
        and c["pointer"] | (c["tag"] != "A")
        and not c["before"]
        and not c["furniture"]
        and c["links"] < 3
        and _is_safe(c, None)
        and not _is_disabled(c)
        and not _GOES.search(c["code"])
    ]
    return min(found, key=lambda c: (c["top"], c["order"])) if found else None


def tabs_of(controls: Sequence[Control]) -> list[Control]:
    """The tabs over the list that are not shown now: words side by side, one of them marked or all called tabs."""
    groups: dict[int, list[Control]] = {}
    for control in controls:
        if control["before"] and not control["furniture"] and control["links"] == 0 and control["group"] >= 0:
            groups.setdefault(control["group"], []).append(control)
    for members in sorted(groups.values(), key=lambda g: -g[0]["order"]):
        if _are_tabs(members):
            marked = [m for m in members if m["active"] or _ACTIVE.search(m["classes"])]
            shown = marked[0] if marked else members[0]
            return [m for m in members if m is not shown]
    return []


def _are_tabs(members: list[Control]) -> bool:
    if not 2 <= len(members) <= 12 or any(not _is_safe(m, None) or _GOES.search(m["code"]) for m in members):
        return False
    words = [m["word"] for m in members]
    if len(set(words)) < len(words) or any(not 2 <= len(w) <= 12 or _NO_TAB.match(w) or w.isdigit() for w in words):
        return False
    if any(m["likes"] > len(members) + 1 for m in members):
        return False
    marked = sum(bool(m["active"] or _ACTIVE.search(m["classes"])) for m in members)
    called = all(m["role"] == "tab" or _TABS.search(m["classes"]) for m in members)
    level = max(m["y"] for m in members) - min(m["y"] for m in members) < max(m["h"] for m in members) * 0.6
    return (marked == 1 or called) and (level or called) and any(m["pointer"] or called or marked for m in members)


def _is_safe(control: Control, leads: str | None) -> bool:
    words = f"{control['word']} {control['label']}"
    return not NEVER.search(words) and (not control["address"] or control["address"] == leads)


def _is_disabled(control: Control) -> bool:
    return bool(control["disabled"] or _DISABLED.search(control["classes"]))


def _is_pager(control: Control) -> bool:
    """Whether numbers, or words such as 上一页, stand beside it."""
    beside = sum(bool(_PAGER_WORDS.search(word)) for word in control["beside"])
    return bool(control["pager"]) or beside >= 2


def _is_named_next(control: Control) -> bool:
    names = control["classes"]
    return not control["word"] and bool(_NEXT_NAME.search(names)) and not _QUICK.search(names)
