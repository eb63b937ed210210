"""What pages must say and must not: labels, identity, wording, privacy, validity of documents."""

from __future__ import annotations

from datetime import timedelta

from pydantic import ConfigDict, Field

from inspection.durations import Duration
from inspection.noun import Count, Flag, Noun, Text, Words

IDENTITY = ("党政机关标识", "找错", "标识码", "主办单位", "联系方式", "ICP备案", "公安备案")


class Labels(Noun):
    """网页标签."""

    model_config = ConfigDict(title="网页标签")

    enabled: Flag = Field(default=True, title="检查", description="false 表示不检查网页标签")
    exempt: Words = Field(default=(), title="免查标签", description="不要求的标签名，如 ColumnKeywords")


class Identity(Noun):
    """网站标识."""

    model_config = ConfigDict(title="网站标识")

    enabled: Flag = Field(default=True, title="检查", description="false 表示不检查页脚的网站标识")
    exempt: Words = Field(default=(), title="免查项目", description=f"不要求的项目：{'、'.join(IDENTITY)}")


class Wording(Noun):
    """规范表述."""

    model_config = ConfigDict(title="规范表述")

    lexicons: Words = Field(
        default=(),
        title="词表",
        description="本单位词表文件，路径相对方案所在文件夹，可用 * 匹配多个；写法见 docs/operations.md",
    )
    built_in: Flag = Field(default=True, title="内置词表", description="false 表示不用程序自带的词表")
    exempt: Words = Field(default=(), title="排除词语", description="词表中的这些错误写法不查")


class Privacy(Noun):
    """个人信息."""

    model_config = ConfigDict(title="个人信息")

    files: Count = Field(
        default=60,
        ge=0,
        le=100_000,
        title="附件数",
        description="一轮最多通读多少个附件（没有读过的优先）；0 表示不读附件",
    )
    max_megabytes: Count = Field(default=20, ge=1, le=500, title="附件大小", description="超过多少 MB 的附件不通读")
    public_numbers: Words = Field(
        default=(), title="公开号码", description="对外公布的服务号码（含手机号），出现时不算泄露"
    )
    exempt: Words = Field(default=(), title="免查", description="标题或地址含有这些文字的网页和附件不查个人信息")


class Validity(Noun):
    """文件有效期."""

    model_config = ConfigDict(title="文件有效期")

    columns: Words = Field(
        default=(), title="栏目", description="哪些栏目的文件要看有效期；不写则同 interpretation.policies"
    )
    warn: Duration = Field(default=timedelta(days=90), title="预警提前量", description="到期前多久开始提醒")
    exempt: Words = Field(default=(), title="免查", description="标题含有这些词的文件不看")


class Dating(Noun):
    """日期一致."""

    model_config = ConfigDict(title="日期一致")

    apart: Duration = Field(default=timedelta(days=3), title="容差", description="同一稿件各处日期相差超过多久才提示")
    exempt: Words = Field(default=(), title="免查", description="标题含有这些词的稿件不比对日期")
    since: Text | None = Field(
        default=None,
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        title="起始日期",
        description='只看这一天及以后发布的稿件，如 "2024-01-01"',
    )
