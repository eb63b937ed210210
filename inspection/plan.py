"""The plan: what is promised, who answers, who is told. The nouns that one YAML file is parsed into."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspection.addresses import host_of, join, normalise
from inspection.due import Due
from inspection.durations import Duration, WorkdaySpan
from inspection.kinds import update_within_of


class Noun(BaseModel):
    """Frozen; a key that is not known is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Site(Noun):
    """The portal. `hosts` are inspected page by page; links elsewhere are probed, never crawled."""

    name: str = Field(min_length=1)
    home: str
    id_code: str | None = Field(default=None, pattern=r"^[0-9A-Za-z]{10}$")
    hosts: tuple[str, ...] = ()
    allow_private_hosts: bool = False
    owned: bool = False  # true: the office owns the site, robots.txt need not be asked

    @property
    def home_url(self) -> str:
        """The home page, normalised."""
        return normalise(self.home) or self.home

    @property
    def inspected_hosts(self) -> frozenset[str]:
        """Hosts (with port where it is not the scheme's own) that are read page by page; home's own by default."""
        return frozenset(h.lower() for h in self.hosts) or frozenset({host_of(self.home_url)})


class Crawl(Noun):
    """How a round treats the site. Requests in flight and delay are per host."""

    concurrency: int = Field(default=8, ge=1, le=256)
    delay: float = Field(default=0.25, ge=0, le=3600)
    max_pages: int = Field(default=50_000, ge=1)
    max_depth: int = Field(default=30, ge=0)
    browser: Literal["auto", "always", "never"] = "auto"
    user_agent: str | None = None
    timeout: Duration = timedelta(seconds=15)  # for one answer, whole
    max_bytes: int = Field(default=8 * 1024 * 1024, ge=1024)  # of one body, unpacked
    retry_after: Duration = timedelta(seconds=2)  # before the second look; the third waits twice as long
    looks: int = Field(default=3, ge=1, le=10)  # before a failing target is called broken
    verify_certificates: bool = False
    max_query_variants: int = Field(default=1000, ge=1)  # addresses that differ in their query alone
    exclude: tuple[str, ...] = ()  # addresses that begin so are skipped


class Person(Noun):
    """Somebody of a unit, and how to reach them."""

    name: str
    email: str | None = None
    slack: str | None = None
    wecom: str | None = None
    dingtalk: str | None = None
    feishu: str | None = None
    mobile_env: str | None = None


class Unit(Noun):
    """责任单位."""

    name: str = Field(min_length=1)
    contacts: tuple[Person, ...] = ()
    leader: Person | None = None

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Column(Noun):
    """栏目. `update_within` defaults by kind."""

    name: str = Field(min_length=1)
    url: str
    kind: str = "其他"
    unit: str | None = None
    update_within: Duration | None = None
    max_list_pages: int = Field(default=200, ge=1)

    @property
    def deadline(self) -> timedelta | None:
        """How long the column may go without an article; None: it is not judged for freshness."""
        return self.update_within if self.update_within is not None else update_within_of(self.kind)


class Account(Noun):
    """政务新媒体账号."""

    name: str = Field(min_length=1)
    platform: Literal["wechat", "weibo"] | str
    unit: str | None = None
    update_within: Duration = timedelta(days=14)
    source: dict[str, str] = Field(default_factory=dict)


class Interpretation(Noun):
    """三同步: which columns hold policies, where their interpretations appear, and by when."""

    policies: tuple[str, ...]
    interpretations: tuple[str, ...]
    within: WorkdaySpan | Duration = WorkdaySpan(0)
    since: date | None = None
    exempt: tuple[str, ...] = ("人事任免", "批复", "转发")


class Expectation(Noun):
    """What must be published, and by when. Words are looked for in titles."""

    name: str = Field(min_length=1)
    due: Due
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    title: str | None = None
    columns: tuple[str, ...] = ()  # columns and accounts where it counts; default: all
    interpretation: Literal["required"] | None = None
    unit: str | None = None

    @model_validator(mode="after")
    def _something_to_look_for(self) -> Expectation:
        if not (self.all_of or self.any_of or self.title):
            raise ValueError("没有写明要找什么，请写 all_of、any_of 或 title 中的至少一项")
        return self


class Alerts(Noun):
    """Who is told, and how. Read by the rooms that tell."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Rounds(Noun):
    """How often each kind of round runs."""

    watch: str | None = None
    daily: str | None = None
    full: str | None = None


class Plan(Noun):
    """巡检方案."""

    site: Site
    crawl: Crawl = Crawl()
    timezone: str = "Asia/Shanghai"
    units: tuple[Unit, ...] = ()
    columns: tuple[Column, ...] = ()
    accounts: tuple[Account, ...] = ()
    interpretation: Interpretation | None = None
    expectations: tuple[Expectation, ...] = ()
    workdays: Annotated[dict[date, bool], Field(default_factory=dict)]  # overrides of the official calendar
    alerts: Alerts | None = None
    rounds: Rounds | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of every judgement."""
        return ZoneInfo(self.timezone)

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((c for c in self.columns if c.name == name), None)

    def column_url(self, column: Column) -> str:
        """The column's address, absolute and normalised."""
        return join(self.site.home_url, column.url) or column.url
