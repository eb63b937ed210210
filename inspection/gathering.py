"""What must be complete in the plan: theme libraries and tables."""

from __future__ import annotations

from pydantic import ConfigDict, Field, model_validator

from inspection.due import Date
from inspection.noun import Count, Noun, SomeWords, Text, Words


class Library(Noun):
    """政策集成式发布主题库."""

    model_config = ConfigDict(title="主题库")

    name: Text = Field(title="名称", description="如 养老服务主题库；不能重复")
    urls: SomeWords = Field(title="地址", description="主题库的网页地址，一个或多个，可写相对首页的路径")
    any_of: SomeWords = Field(title="主题词", description="标题含有其中任一词的政策即属于这个主题")
    none_of: Words = Field(default=(), title="除外", description="标题含有其中任一词的不算")
    columns: Words = Field(
        default=(), title="政策栏目", description="哪些栏目的政策应当归集；不写则同 interpretation.policies"
    )
    since: Date | None = Field(default=None, title="起始日期", description="只看这一天及以后发布的政策")
    unit: Text | None = Field(default=None, title="责任单位", description="units 中的一个单位")


class TableRule(Noun):
    """A table whose columns must be filled: 名称, 地址."""

    model_config = ConfigDict(title="表格")

    name: Text = Field(title="名称", description="如 慈善超市名录；不能重复")
    url: Text | None = Field(default=None, title="地址", description="表格所在的网页或附件；不写则按标题在栏目中找")
    any_of: Words = Field(default=(), title="标题", description="稿件标题含有其中任一词的，看其中的表格和附件")
    columns: Words = Field(default=(), title="栏目", description="稿件在哪些栏目；不写则不限")
    headings: SomeWords = Field(
        title="表头", description="每一行都应当填写的列，“|”分隔几种说法，如 [名称|单位名称, 地址|所在地]"
    )
    at_least: Count = Field(default=1, ge=1, title="最少行数", description="至少应有多少行")
    unit: Text | None = Field(default=None, title="责任单位", description="units 中的一个单位")

    @model_validator(mode="after")
    def _somewhere(self) -> TableRule:
        if self.url is None and not self.any_of:
            raise ValueError("没有写明表格在哪里，请写 url 或 any_of")
        return self
