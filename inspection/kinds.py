"""Kinds of columns: their default deadlines, and the rule each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of column. `basis` is the clause; `official` says whether it was found in a stored source (mark F)."""

    name: str
    update_within: timedelta | None
    basis: str
    official: bool
    words: tuple[str, ...]  # in a column's name, these suggest the kind


_INDICATORS = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）"
_PRACTICE = "工作惯例"

KINDS: tuple[Kind, ...] = (
    Kind(
        "动态要闻",
        timedelta(days=14),
        f"{_INDICATORS}：动态、要闻类栏目超过2周未更新",
        True,
        ("动态", "要闻", "新闻", "头条", "快讯", "资讯"),
    ),
    Kind(
        "通知公告",
        timedelta(days=180),
        f"{_INDICATORS}：通知公告类一级栏目超过6个月未更新",
        True,
        ("通知", "公告", "公示", "通告"),
    ),
    Kind(
        "政策解读",
        timedelta(days=365),
        f"{_PRACTICE}：其他应更新栏目长期（1年）未更新",
        False,
        ("解读", "图解", "一图读懂"),
    ),
    Kind(
        "政策文件",
        timedelta(days=180),
        f"{_INDICATORS}：政策文件类一级栏目超过6个月未更新",
        True,
        ("政策", "文件", "法规", "规章", "规范性"),
    ),
    Kind(
        "办事统计",
        timedelta(days=90),
        f"{_INDICATORS}：办事统计数据超过3个月未更新",
        True,
        ("办事统计", "办件统计"),
    ),
    Kind(
        "留言公开",
        timedelta(days=60),
        f"{_INDICATORS}：公开的留言答复超过2个月未更新",
        True,
        ("留言", "信箱", "咨询", "答复", "来信"),
    ),
    Kind("业务工作", timedelta(days=365), f"{_PRACTICE}：其他应更新栏目长期（1年）未更新", False, ()),
    Kind("其他", timedelta(days=365), f"{_PRACTICE}：其他应更新栏目长期（1年）未更新", False, ()),
    Kind(
        "静态",
        None,
        "内容固定的栏目不判定更新情况",
        False,
        ("概况", "领导", "机构", "职能", "简介", "指南", "联系"),
    ),
)

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(name: str) -> Kind:
    """The kind of that name; an unknown name is judged as 其他."""
    return _BY_NAME.get(name, _BY_NAME["其他"])


def near_kind(name: str) -> str | None:
    """The kind that a misspelt name means (动态要问 → 动态要闻); None for a kind, and for what resembles none."""
    if name in _BY_NAME or len(name) < 3:
        return None
    near = get_close_matches(name, _BY_NAME, n=1, cutoff=0.74)
    return near[0] if near else None


def update_within_of(name: str) -> timedelta | None:
    """The default deadline of a kind; None: freshness is not judged."""
    return kind_of(name).update_within


# Words that decide before a kind's own words do, the most telling first: 领导信箱 is about letters, not about leaders.
_TELLING: tuple[tuple[str, str], ...] = (
    ("办事统计 办件统计 办理统计 服务统计", "办事统计"),
    ("信箱 留言 来信 写信 咨询 投诉 答复 信访", "留言公开"),
    ("解读 图解 读懂 政策问答 政策百问", "政策解读"),
    ("发布会 访谈 征集 年报 年度报告 公报 统计 专栏 回应 预决算 预算 决算", "其他"),
    ("指南 目录 须知 下载 常见问题 依申请 机构设置 机构职能 职责 简介 概况 班子 联系 地图", "静态"),
    ("动态 要闻 新闻 活动 头条 快讯 资讯 时讯 聚焦", "动态要闻"),
    ("通知 公告 公示 通告 通报", "通知公告"),
    ("领导 机构 职能 走进", "静态"),
)

# Channel pages: they lead to columns and hold no list of their own.
_CHANNELS = frozenset(
    {
        *(
            "政务公开",
            "信息公开",
            "政府信息公开",
            "政务服务",
            "办事服务",
            "公共服务",
            "网上办事",
            "在线办事",
            "便民服务",
        ),
        *("互动交流", "政民互动", "公众参与", "公众互动", "交流互动", "互动", "公开", "服务", "办事大厅", "办事"),
        *("数据开放", "数据发布", "专题专栏", "专题", "专栏", "业务专题", "市政府", "省政府", "县政府", "区政府"),
    }
)


def guess_kind(column_name: str) -> str:
    """The kind that a column's name suggests: 政策解读 for 解读回应, 其他 where nothing fits."""
    name = column_name.strip()
    if name in _CHANNELS:
        return "静态"
    telling = (kind for words, kind in _TELLING if any(word in name for word in words.split()))
    by_words = (kind.name for kind in KINDS if any(word in name for word in kind.words))
    return next(telling, None) or next(by_words, "其他")
