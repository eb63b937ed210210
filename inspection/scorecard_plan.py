"""评分 in the plan: by which standard the site is scored, and what does not apply to it."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from inspection.noun import Flag, Noun, Text


class Scoring(Noun):
    """评分."""

    model_config = ConfigDict(title="评分")

    standard: Text = Field(
        default="gbmh-2019-19",
        title="标准",
        description="评分标准：自带标准的名称，或标准文件（.yaml），路径相对方案所在文件夹",
    )
    services: Flag = Field(
        default=True,
        title="对外服务职能",
        description="false 表示本单位没有对外服务职能：不计办事服务类指标，其余分值折算成满分",
    )
