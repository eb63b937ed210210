"""Kinds of columns, guessed from names as portals write them."""

from __future__ import annotations

import pytest

from inspection.kinds import KINDS, guess_kind, near_kind

NAMES = {
    "动态要闻": "政务动态 工作动态 民政要闻 图片新闻 新闻资讯 基层动态 部门动态 县区动态 领导活动 今日头条 新闻中心",
    "通知公告": "公告公示 通知公告 公示公告 政府公告 人事公示 招标公告 通知 行政许可公示",
    "政策文件": "政策法规 政策文件 规范性文件 政府文件 法律法规 政府规章 上级文件 惠企政策",
    "政策解读": "解读回应 政策解读 图解政策 一图读懂 文字解读 政策问答 专家解读",
    "办事统计": "办事统计 办件统计",
    "留言公开": "局长信箱 领导信箱 留言选登 咨询投诉 来信选登 我要写信 在线咨询",
    "静态": "机构职能 领导之窗 办事指南 联系方式 机构概况 内设机构 领导简介 信息公开指南 政民互动 政务公开 表格下载",
    "其他": "新闻发布会 在线访谈 民意征集 统计数据 政府信息公开年报 财政预决算 党建工作 人事任免 政府公报",
}


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for kind, names in NAMES.items() for name in names.split()])
def test_a_name_suggests_its_kind(name: str, kind: str) -> None:
    assert guess_kind(name) == kind


def test_every_kind_that_is_judged_names_its_basis() -> None:
    assert all(kind.basis and (kind.official == ("国办" in kind.basis)) for kind in KINDS)


def test_a_misspelt_kind_is_recognised_and_a_kind_of_ones_own_is_left_alone() -> None:
    assert [near_kind("动态要问"), near_kind("动态要闻"), near_kind("志愿服务")] == ["动态要闻", None, None]
