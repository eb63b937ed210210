"""Where articles appear, and what is promised about them: columns, accounts, interpretations, expectations."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from inspection.due import Date, Due
from inspection.durations import Duration, Within, WorkdaySpan
from inspection.kinds import KINDS, update_within_of
from inspection.noun import Count, Noun, SomeWords, Text, Words

_KINDS = "、".join(kind.name for kind in KINDS)


class Column(Noun):
    """栏目. `update_within` defaults by kind."""

    model_config = ConfigDict(title="栏目")

    name: Text = Field(title="名称", description="栏目名称，与网站一致；不能重复")
    url: Text = Field(title="地址", description="栏目首页地址，可写相对首页的路径，如 /tzgg/")
    kind: Text = Field(
        default="其他",
        title="类型",
        description=f"决定默认更新期限：{_KINDS}；其他写法按“其他”判断",
        examples=[kind.name for kind in KINDS],
    )
    unit: Text | None = Field(default=None, title="责任单位", description="units 中的一个单位")
    update_within: Duration | None = Field(
        default=None, title="更新期限", description="多久没有新稿件算超期，如 90d；不写则按类型取默认值"
    )
    max_list_pages: Count = Field(default=200, ge=1, title="翻页上限", description="最多翻看多少页列表")

    @property
    def deadline(self) -> timedelta | None:
        """How long the column may go without an article; None: it is not judged for freshness."""
        return self.update_within if self.update_within is not None else update_within_of(self.kind)


class Interpretation(Noun):
    """三同步: which columns hold policies, where their interpretations appear, and by when."""

    model_config = ConfigDict(title="政策解读")

    policies: SomeWords = Field(title="政策文件", description="发布政策文件的栏目名")
    interpretations: SomeWords = Field(title="解读", description="发布解读的栏目名和账号名")
    within: Within = Field(
        default=WorkdaySpan(0), title="期限", description="政策发布后多久之内解读；0 workdays 表示当天"
    )
    since: Date | None = Field(default=None, title="起始日期", description="只看这一天及以后发布的政策文件")
    exempt: Words = Field(
        default=("人事任免", "批复", "转发"), title="免于解读", description="标题含有这些词的文件不要求解读"
    )


class Expectation(Noun):
    """What must be published, and by when. Words are looked for in titles."""

    model_config = ConfigDict(
        title="应发稿件",
        json_schema_extra={"anyOf": [{"required": [key]} for key in ("all_of", "any_of", "title")]},
    )

    name: Text = Field(title="名称", description="这件事的名称；不能重复")
    due: Due = Field(title="到期规则", description="什么时候之前必须发布")
    all_of: Words = Field(default=(), title="全部包含", description="标题必须含有的词，一个都不能少")
    any_of: Words = Field(default=(), title="任一包含", description="标题至少含有其中一个词")
    none_of: Words = Field(default=(), title="都不包含", description="标题含有其中任何一个词就不算")
    title: Text | None = Field(default=None, title="标题", description="标题应含有这段文字，如文件的全名")
    columns: Words = Field(default=(), title="栏目", description="发在哪些栏目或账号才算；不写则不限")
    interpretation: Literal["required", "optional"] | None = Field(
        default=None, title="是否要求解读", description="required 表示发布后必须有解读；optional 表示不要求"
    )
    mentions: Words = Field(
        default=(),
        title="应当写到",
        description="正文应当写到的内容，每项“|”分隔几种说法，如 [高峰|客流高峰, 预约|无需预约, 热线|咨询电话]",
    )
    attachments: Literal["required", "optional"] | None = Field(
        default=None, title="附件", description="required 表示应当带附件，附件打得开、年份相符"
    )
    remove_after: Duration | None = Field(
        default=None,
        title="撤下期限",
        description="节日过后多久，首页和栏目首页不应再置顶；不写则节日类（before）为 14d",
    )
    unit: Text | None = Field(default=None, title="责任单位", description="units 中的一个单位")

    @model_validator(mode="after")
    def _something_to_look_for(self) -> Expectation:
        if not (self.all_of or self.any_of or self.title):
            raise ValueError("没有写明要找什么，请写 all_of、any_of 或 title 中的至少一项")
        return self
