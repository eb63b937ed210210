"""What an account must keep up besides being fresh: originality, replies, series."""

from __future__ import annotations

from datetime import timedelta

from pydantic import ConfigDict, Field, model_validator

from inspection.durations import Duration, Within, WorkdaySpan
from inspection.noun import Count, Flag, HttpAddress, Noun, Number, Text, Words


class Originality(Noun):
    """原创比例."""

    model_config = ConfigDict(title="原创比例")

    share: Number = Field(title="最低比例", description="原创文章至少占多少，0 到 1 之间的小数，如 0.3", gt=0, le=1)
    within: Duration = Field(default=timedelta(days=90), title="统计期", description="统计最近多久的文章")
    marked_only: Flag = Field(
        default=False, title="只认标识", description="true 表示没有“原创”标识的一律不算原创；false 则按无法判断处理"
    )
    least: Count = Field(default=10, ge=1, title="最少篇数", description="统计期内不足这么多篇的不判断")


class Replying(Noun):
    """留言回复."""

    model_config = ConfigDict(title="留言回复")

    within: Within = Field(default=WorkdaySpan(3), title="期限", description="留言后多久之内回复，如 3 workdays 或 48h")
    back: Duration = Field(default=timedelta(days=30), title="回看", description="只看最近多久发布的文章下的留言")
    questions_only: Flag = Field(
        default=True, title="只看提问", description="true 只看提问、求助、投诉类的留言；false 看全部留言"
    )


class Series(Noun):
    """合集: a series that an account keeps up."""

    model_config = ConfigDict(title="合集")

    name: Text = Field(title="名称", description="合集名称；不能重复")
    album: HttpAddress | None = Field(
        default=None, title="合集地址", description="公众号合集（appmsgalbum）的地址；不写则按标题中的词认"
    )
    any_of: Words = Field(default=(), title="标题词", description="账号文章的标题含有其中任一词即算这个合集的")
    update_within: Duration = Field(default=timedelta(days=90), title="更新期限", description="多久没有新的一期算超期")
    at_least: Count | None = Field(default=None, ge=1, title="每年期数", description="一年内至少发布多少期")
    unit: Text | None = Field(default=None, title="责任单位", description="units 中的一个单位；不写则为账号的责任单位")

    @model_validator(mode="after")
    def _somehow(self) -> Series:
        if self.album is None and not self.any_of:
            raise ValueError("没有写明怎样认出这个合集，请写 album 或 any_of")
        return self
