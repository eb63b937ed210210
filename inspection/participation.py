"""公众参与 in the plan: consultations, major decisions, message boards, guides that must be complete."""

from __future__ import annotations

from datetime import timedelta

from pydantic import ConfigDict, Field, model_validator

from inspection.due import Date
from inspection.durations import Duration, Within, WorkdaySpan
from inspection.noun import Flag, Noun, SomeWords, Text, Words

STAGES = ("征求意见", "意见采纳", "会议", "结果")


class Consultations(Noun):
    """意见征集."""

    model_config = ConfigDict(title="意见征集")

    columns: SomeWords = Field(title="栏目", description="发布征求意见公告的栏目名")
    results: Words = Field(
        default=(), title="反馈栏目", description="反馈采纳情况发在哪些栏目；不写则在征集栏目和通知公告中找"
    )
    minimum: Within = Field(
        default=WorkdaySpan(7), title="最短期限", description="公开征求意见至少多久，如 7 workdays 或 30d"
    )
    market_minimum: Duration = Field(
        default=timedelta(days=30), title="涉企规章最短期限", description="规章草案和与市场主体有关的，至少多久"
    )
    feedback_within: Duration = Field(
        default=timedelta(days=30), title="反馈期限", description="征集结束后多久之内公布采纳情况"
    )
    interpretation: Flag = Field(
        default=True, title="草案解读", description="true 表示征求意见时应当同时发布草案的解读或起草说明"
    )
    since: Date | None = Field(default=None, title="起始日期", description="只看这一天及以后发布的征集")
    exempt: Words = Field(default=(), title="免查", description="标题含有这些词的不查")


class Decisions(Noun):
    """重大行政决策事项目录."""

    model_config = ConfigDict(title="重大行政决策目录")

    name: Text = Field(title="名称", description="如 2024年度重大行政决策事项目录；不能重复")
    url: Text | None = Field(default=None, title="地址", description="目录网页的地址；不写则按标题在栏目中找")
    all_of: Words = Field(default=("重大行政决策", "目录"), title="全部包含", description="目录标题必须含有的词")
    columns: Words = Field(default=(), title="栏目", description="目录发在哪些栏目；不写则不限")
    stages: SomeWords = Field(
        default=STAGES, title="环节", description="每个事项应当链接到的环节：征求意见、意见采纳、会议、结果"
    )
    due: Date | None = Field(default=None, title="各环节期限", description="这一天之后仍缺环节算问题，之前只提醒")
    unit: Text | None = Field(default=None, title="责任单位", description="units 中的一个单位")

    @model_validator(mode="after")
    def _known_stages(self) -> Decisions:
        for stage in self.stages:
            if stage not in STAGES:
                raise ValueError(f"“{stage}”不是可查的环节，请写 {'、'.join(STAGES)}")
        return self


class MessageBoard(Noun):
    """政策留言板、信箱、热线的公开答复."""

    model_config = ConfigDict(title="留言板")

    name: Text = Field(title="名称", description="如 政策留言板；不能重复")
    url: Text = Field(title="地址", description="公开留言和答复的列表页，可写相对首页的路径")
    reply_within: Within = Field(default=WorkdaySpan(15), title="答复期限", description="如 15 workdays 或 30d")
    back: Duration = Field(default=timedelta(days=365), title="回看", description="只看最近多久的留言")
    unit: Text | None = Field(default=None, title="责任单位", description="units 中的一个单位")


class Guide(Noun):
    """指南类网页: it must name certain elements, and its entrance must open."""

    model_config = ConfigDict(title="指南")

    name: Text = Field(title="名称", description="如 政府信息公开指南；不能重复")
    url: Text = Field(title="地址", description="指南网页的地址，可写相对首页的路径")
    elements: Words = Field(
        default=(),
        title="要素",
        description="必须写到的要素，“|”分隔几种说法，如 办公地址|受理地点；不写则按指南类型取默认",
    )
    entrance: Text | None = Field(default=None, title="申请入口", description="申请渠道的地址，应当打得开")
    kind: Text = Field(
        default="信息公开",
        title="类型",
        pattern="^(信息公开|办事)$",
        description="信息公开：依申请公开指南，并检查答复期限；办事：办事指南的十类要素",
    )
    unit: Text | None = Field(default=None, title="责任单位", description="units 中的一个单位")
