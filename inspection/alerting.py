"""Who is told, by which channel, and when: the plan's `alerts` and `rounds`."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from inspection.durations import Duration
from inspection.findings import Severity
from inspection.noun import Count, EnvName, Flag, HttpAddress, Noun, SomeWords, Text, Words
from inspection.timing import Clock, RoundTiming, WeeklyTiming

CHANNEL_KINDS = ("slack", "wecom", "dingtalk", "feishu", "email", "webhook", "apprise")


class Slack(Noun):
    model_config = ConfigDict(title="Slack")

    channel: Text | None = Field(default=None, title="频道", description="频道名（如 #portal-inspection）或编号")
    token_env: EnvName = Field(
        default="SLACK_BOT_TOKEN", title="令牌变量", description="存放机器人令牌的环境变量名；默认 SLACK_BOT_TOKEN"
    )
    webhook_env: EnvName | None = Field(default=None, title="地址变量", description="存放 Webhook 地址的环境变量名")
    app_token_env: EnvName = Field(
        default="SLACK_APP_TOKEN", title="应用令牌变量", description="存放应用级令牌（xapp-）的变量名，接收按钮操作用"
    )
    signing_secret_env: EnvName = Field(
        default="SLACK_SIGNING_SECRET", title="签名变量", description="存放签名密钥的变量名，经 HTTP 接收按钮操作用"
    )
    base_url: HttpAddress | None = Field(default=None, title="接口地址", description="经代理访问时改写的接口地址")

    @model_validator(mode="after")
    def _reachable(self) -> Slack:
        if self.webhook_env is None and self.channel is None:
            raise ValueError("没有写明发到哪里，请写 channel（机器人令牌方式）或 webhook_env（Webhook 方式）")
        return self


class Wecom(Noun):
    model_config = ConfigDict(title="企业微信群机器人")

    key_env: EnvName = Field(title="密钥变量", description="存放群机器人 key 的环境变量名")
    base_url: HttpAddress | None = Field(default=None, title="接口地址", description="经代理访问时改写的接口地址")


class Dingtalk(Noun):
    model_config = ConfigDict(title="钉钉群机器人")

    token_env: EnvName = Field(title="令牌变量", description="存放 access_token 的环境变量名")
    secret_env: EnvName | None = Field(default=None, title="加签变量", description="存放加签密钥的环境变量名")
    base_url: HttpAddress | None = Field(default=None, title="接口地址", description="经代理访问时改写的接口地址")


class Feishu(Noun):
    model_config = ConfigDict(title="飞书群机器人")

    key_env: EnvName = Field(title="密钥变量", description="存放 Webhook 地址末段 key 的环境变量名")
    secret_env: EnvName | None = Field(default=None, title="签名变量", description="存放签名密钥的环境变量名")
    base_url: HttpAddress | None = Field(default=None, title="接口地址", description="经代理访问时改写的接口地址")


class Email(Noun):
    model_config = ConfigDict(title="邮件")

    to: SomeWords = Field(title="收件人", description="收件人邮箱，可写多个")
    cc: Words = Field(default=(), title="抄送", description="抄送邮箱，可写多个")


class Webhook(Noun):
    model_config = ConfigDict(title="自建接口")

    url: HttpAddress | None = Field(
        default=None, title="地址", description="接收 JSON 的地址；含密钥的地址请用 url_env"
    )
    url_env: EnvName | None = Field(default=None, title="地址变量", description="存放地址的环境变量名")
    secret_env: EnvName | None = Field(default=None, title="签名变量", description="存放签名密钥的环境变量名")

    @model_validator(mode="after")
    def _one_address(self) -> Webhook:
        if (self.url is None) == (self.url_env is None):
            raise ValueError("接口地址写法不对，请在 url、url_env 中写且只写一种")
        return self


class Apprise(Noun):
    model_config = ConfigDict(title="Apprise")

    url_env: EnvName = Field(title="地址变量", description="存放 Apprise 地址的环境变量名")


class Channel(Noun):
    """One way to reach people: exactly one kind, with its settings."""

    model_config = ConfigDict(
        title="通知渠道",
        json_schema_extra={"oneOf": [{"required": [kind]} for kind in CHANNEL_KINDS]},
    )

    slack: Slack | None = Field(default=None, title="Slack", description="发到 Slack 频道")
    wecom: Wecom | None = Field(default=None, title="企业微信", description="发到企业微信群机器人")
    dingtalk: Dingtalk | None = Field(default=None, title="钉钉", description="发到钉钉群机器人")
    feishu: Feishu | None = Field(default=None, title="飞书", description="发到飞书群机器人")
    email: Email | None = Field(default=None, title="邮件", description="发邮件；发信服务器由环境变量设定")
    webhook: Webhook | None = Field(default=None, title="自建接口", description="以 JSON 发到自建接口")
    apprise: Apprise | None = Field(default=None, title="Apprise", description="经 Apprise 发到其他渠道")

    @model_validator(mode="after")
    def _exactly_one(self) -> Channel:
        if len(written := [kind for kind in CHANNEL_KINDS if getattr(self, kind) is not None]) != 1:
            said = f"同时写了 {'、'.join(written)}" if written else "没有写明通知渠道的种类"
            raise ValueError(f"{said}，请在 {'、'.join(CHANNEL_KINDS)} 中写且只写一种")
        return self

    @property
    def kind(self) -> str:
        """Which of CHANNEL_KINDS it is."""
        return next(kind for kind in CHANNEL_KINDS if getattr(self, kind) is not None)


def _units(value: Any) -> Any:
    if isinstance(value, str) and value.strip() == "*":
        return ("*",)
    if isinstance(value, str):
        raise ValueError(f'这里应是单位列表或 "*"，请写成 [{value}]')  # noqa: TRY004, pydantic reports ValueError
    return value


RouteUnits = Annotated[
    tuple[Text, ...],
    BeforeValidator(_units),
    WithJsonSchema(
        {"anyOf": [{"const": "*"}, {"type": "array", "items": {"type": "string", "minLength": 1}}], "default": "*"}
    ),
]


class Route(Noun):
    """Which findings go to which channels. Every route that fits is followed."""

    model_config = ConfigDict(title="通知路线")

    units: RouteUnits = Field(
        default=("*",), title="责任单位", description='哪些责任单位的问题走这条路线；"*" 表示全部'
    )
    severity: Severity = Field(
        default=Severity.WARNING, title="最低等级", description="这一等级及以上才发：critical、error、warning"
    )
    to: SomeWords = Field(title="发往", description="channels 中的渠道名，可写多个")


class QuietHours(Noun):
    """When only what is listed in `except` is sent."""

    model_config = ConfigDict(title="免打扰时段")

    workdays_only: Flag = Field(default=False, title="仅工作日发送", description="true 表示非工作日全天免打扰")
    from_: Clock | None = Field(
        default=None, alias="from", title="开始", description='每天免打扰开始的时刻，如 "18:00"'
    )
    to: Clock | None = Field(default=None, title="结束", description='免打扰结束的时刻，可早于开始（次日），如 "09:00"')
    except_: tuple[Severity, ...] = Field(
        default=(Severity.CRITICAL,), alias="except", title="例外等级", description="这些等级不受免打扰限制"
    )

    @model_validator(mode="after")
    def _both_ends(self) -> QuietHours:
        if (self.from_ is None) != (self.to is None):
            raise ValueError("免打扰时段只写了一头，请把 from 和 to 都写上")
        return self


class Digest(Noun):
    """The week's summary."""

    model_config = ConfigDict(title="巡检周报")

    weekly: WeeklyTiming = Field(title="发送时间", description="每周几几点发，如 周五 16:00")
    to: SomeWords = Field(title="发往", description="channels 中的渠道名，可写多个")


class Alerts(Noun):
    """Who is told, and how. Secrets come from the environment."""

    model_config = ConfigDict(title="通知")

    channels: dict[Text, Channel] = Field(
        default_factory=dict, title="渠道", description="渠道名与其设置；密钥一律写环境变量名"
    )
    routes: tuple[Route, ...] = Field(default=(), title="路线", description="哪些问题发往哪些渠道")
    quiet_hours: QuietHours | None = Field(default=None, title="免打扰", description="免打扰时段")
    digest: Digest | None = Field(default=None, title="周报", description="巡检周报发送时间和渠道")
    tell_from: Literal["suspected", "confirmed"] = Field(
        default="suspected",
        title="何时告知",
        description="suspected 首次发现即告知（注明“疑似”）；confirmed 再次看到、确认后才告知",
    )
    group_wait: Duration = Field(
        default=timedelta(minutes=5), title="合并等待", description="新问题等多久再发，以便合并；其间自愈的不发"
    )
    group_interval: Duration = Field(
        default=timedelta(minutes=30), title="合并间隔", description="同一组问题两次发送之间至少隔多久"
    )
    repeat: Duration = Field(
        default=timedelta(days=3),
        title="提醒间隔",
        description="没有整改的问题隔多久再提醒；只列仍未整改的。新媒体登录或授权失效只告知一次，不提醒、不升级",
    )
    top: Count = Field(default=8, ge=1, le=20, title="列出条数", description="一条消息里最多列出多少个问题")
    desk: HttpAddress | None = Field(
        default=None, title="办理台地址", description="消息中链接所指的办理台地址；不写则提示用命令查看"
    )


class Rounds(Noun):
    """How often each kind of round runs. Each is a Timing."""

    model_config = ConfigDict(title="巡检轮次")

    watch: RoundTiming | None = Field(
        default=None, title="值守", description="看首页、各栏目第一页和账号，如 every 30m"
    )
    daily: RoundTiming | None = Field(
        default=None, title="日巡", description='看有变化的网页和到期复查的链接，如 "06:00"'
    )
    full: RoundTiming | None = Field(default=None, title="全面巡检", description="看每一个网页和链接，如 周日 02:00")
    verify_within: Duration = Field(
        default=timedelta(days=28),
        ge=timedelta(days=1),
        le=timedelta(days=366),
        title="复查周期",
        description="日巡中，每个网页和链接至少多久重新看一次；每天均摊一部分，近期变动过、打不开过的先看",
    )
