"""The plan: what is promised, who answers, who is told. The nouns that one YAML file is parsed into."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, ConfigDict, Field

from inspection.account_rules import Originality, Replying
from inspection.accounts import Account, Crosspost, Source
from inspection.addresses import join
from inspection.alerting import Alerts, Channel, Digest, QuietHours, Rounds, Route
from inspection.availability import Availability
from inspection.browsing import Browsing, Functions, Services, Suspicion
from inspection.due import Date, Due
from inspection.duties import Duty
from inspection.gathering import Library, TableRule
from inspection.handling import Handling
from inspection.noun import Flag, Noun, Text
from inspection.participation import Consultations, Decisions, Guide, MessageBoard
from inspection.publication import Column, Expectation, Interpretation
from inspection.scorecard_plan import Scoring
from inspection.site import Crawl, Person, Site, Unit
from inspection.upkeep import Dating, Identity, Labels, Privacy, Validity, Wording

__all__ = [
    "Account",
    "Alerts",
    "Availability",
    "Channel",
    "Column",
    "Crawl",
    "Crosspost",
    "Digest",
    "Due",
    "Expectation",
    "Handling",
    "Interpretation",
    "Noun",
    "Originality",
    "Person",
    "Plan",
    "QuietHours",
    "Replying",
    "Rounds",
    "Route",
    "Site",
    "Source",
    "Unit",
]


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"“{value}”不是时区，请写成 Asia/Shanghai") from None
    return value


class Plan(Noun):
    """巡检方案."""

    model_config = ConfigDict(title="巡检方案")

    site: Site = Field(title="网站", description="检查哪个网站")
    crawl: Crawl = Field(default=Crawl(), title="访问方式", description="怎样访问网站：并发、间隔、上限")
    timezone: Annotated[Text, AfterValidator(_zone)] = Field(
        default="Asia/Shanghai", title="时区", description="一切日期和时刻所用的时区"
    )
    units: tuple[Unit, ...] = Field(default=(), title="责任单位", description="单位名，或单位及其联系人")
    columns: tuple[Column, ...] = Field(default=(), title="栏目", description="要检查更新情况的栏目")
    accounts: tuple[Account, ...] = Field(default=(), title="新媒体账号", description="要检查更新情况的新媒体账号")
    interpretation: Interpretation | None = Field(
        default=None, title="政策解读", description="哪些政策文件必须解读、发在哪里、期限多长"
    )
    crossposts: tuple[Crosspost, ...] = Field(
        default=(), title="同步发布", description="网站与新媒体之间必须同步的重要内容"
    )
    expectations: tuple[Expectation, ...] = Field(
        default=(), title="应发稿件", description="按季节、按期或承诺必须发布的内容"
    )
    workdays: dict[Date, Flag] = Field(
        default_factory=dict,
        title="工作日调整",
        description="对官方日历的补充：日期与是否上班，如 {2027-02-06: true}；true 上班、false 休息",
    )
    issues: Handling = Field(default=Handling(), title="问题单", description="问题归谁办理、期限多长、逾期怎样逐级告知")
    alerts: Alerts | None = Field(default=None, title="通知", description="出了问题告诉谁、怎么告诉")
    rounds: Rounds | None = Field(default=None, title="巡检轮次", description="多久巡检一次")
    availability: Availability = Field(
        default=Availability(), title="可用性", description="常驻服务怎样探测网站能否打开"
    )
    browser: Browsing = Field(default=Browsing(), title="浏览器检查", description="用浏览器看哪些、按什么标准看")
    services: Services | None = Field(
        default=None, title="阅办联动", description="政策中提到的办事事项应当链接到哪里；不写则不查"
    )
    functions: Functions = Field(default=Functions(), title="网站功能", description="搜索、咨询、下载怎样检验")
    suspicion: Suspicion = Field(
        default=Suspicion(), title="可疑内容", description="链接被劫持、暗链、网页被篡改：本单位的补充和例外"
    )

    labels: Labels = Field(default=Labels(), title="网页标签", description="网页标签规范的检查")
    identity: Identity = Field(default=Identity(), title="网站标识", description="页脚网站标识的检查")
    wording: Wording = Field(default=Wording(), title="规范表述", description="错误表述的词表")
    privacy: Privacy = Field(default=Privacy(), title="个人信息", description="网页和附件中的个人信息")
    validity: Validity = Field(default=Validity(), title="文件有效期", description="到期、失效的文件")
    dating: Dating = Field(default=Dating(), title="日期一致", description="同一稿件各处日期的比对")
    consultations: Consultations | None = Field(
        default=None, title="意见征集", description="征求意见的期限、草案解读和反馈；不写则不查"
    )
    decisions: tuple[Decisions, ...] = Field(default=(), title="重大行政决策目录", description="年度目录及其各环节")
    messages: tuple[MessageBoard, ...] = Field(default=(), title="留言板", description="公开留言的答复期限")
    guides: tuple[Guide, ...] = Field(default=(), title="指南", description="信息公开指南、办事指南的要素和入口")
    libraries: tuple[Library, ...] = Field(default=(), title="主题库", description="应当归集全部同主题政策的网页")
    tables: tuple[TableRule, ...] = Field(default=(), title="表格", description="名录等应当逐行填写的表格")
    duties: tuple[Duty, ...] = Field(default=(), title="职责清单", description="年度要点的各项职责，由什么来看")
    scorecard: Scoring | None = Field(default=None, title="评分", description="按什么标准计分；不写则按国家指标")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of every judgement."""
        return ZoneInfo(self.timezone)

    @property
    def verify_within(self) -> timedelta:
        """How long a page or a link may go without another look in daily rounds."""
        return (self.rounds or Rounds()).verify_within

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((c for c in self.columns if c.name == name), None)

    def account(self, name: str | None) -> Account | None:
        """The account of that name."""
        return next((a for a in self.accounts if a.name == name), None)

    def unit(self, name: str | None) -> Unit | None:
        """The unit of that name, where the plan lists it."""
        return next((u for u in self.units if u.name == name), None)

    def excludes(self, address: str) -> bool:
        """Whether nobody is to look there."""
        return address.startswith(tuple(join(self.site.home_url, prefix) or prefix for prefix in self.crawl.exclude))

    def column_url(self, column: Column) -> str:
        """The column's address, absolute and normalised."""
        return join(self.site.home_url, column.url) or column.url
