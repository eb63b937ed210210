"""政务新媒体 in the plan: accounts, and where what they publish can be read."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from inspection.account_rules import Originality, Replying, Series
from inspection.due import Date
from inspection.durations import Duration, Seconds, Within, WorkdaySpan
from inspection.noun import EnvName, Flag, HttpAddress, Noun, SomeWords, Text, Words

SOURCE_KINDS = (
    "feed",
    "feed_env",
    "wechat_api",
    "wechat_album",
    "wechat_articles",
    "weibo_api",
    "weibo_uid",
    "page",
    "export",
)
_LABELS = {"feed_env": "feed", "weibo_uid": "weibo-mobile"}
CROSSPOST_BACK = timedelta(days=365)  # without `since`, what was published longer ago need not be cross-posted
EARLY = 5 / 7  # of the deadline: 10 of 14 days, as the monitors warn of a home page


class WechatApi(Noun):
    """公众号官方接口."""

    model_config = ConfigDict(title="公众号官方接口")

    app_id: Text = Field(
        title="开发者 ID", description="公众号的开发者 ID（AppID），如 wx0123456789abcdef", pattern=r"^[A-Za-z0-9]+$"
    )
    secret_env: EnvName = Field(title="密钥变量", description="存放 AppSecret 的环境变量名")
    base_url: HttpAddress | None = Field(
        default=None, title="接口地址", description="经固定 IP 的代理访问时改写；默认 https://api.weixin.qq.com"
    )


class WeiboApi(Noun):
    """微博开放平台接口."""

    model_config = ConfigDict(title="微博开放平台接口")

    uid: Text = Field(title="微博编号", description='账号的数字编号，加引号，如 "1234567890"', pattern=r"^\d+$")
    token_env: EnvName = Field(title="令牌变量", description="存放该账号授权的 access_token 的环境变量名")
    base_url: HttpAddress | None = Field(
        default=None, title="接口地址", description="经代理访问时改写；默认 https://api.weibo.com"
    )


class Source(Noun):
    """One way to read an account: exactly one kind, with its settings."""

    model_config = ConfigDict(
        title="读取方式", json_schema_extra={"oneOf": [{"required": [kind]} for kind in SOURCE_KINDS]}
    )

    feed: HttpAddress | None = Field(
        default=None, title="订阅地址", description="RSS、Atom 或 JSON Feed 的地址（RSSHub、wewe-rss 等自建服务）"
    )
    feed_env: EnvName | None = Field(
        default=None, title="订阅地址变量", description="订阅地址里含有密钥的，写存放地址的环境变量名"
    )
    wechat_api: WechatApi | None = Field(default=None, title="公众号接口", description="公众号官方接口")
    wechat_album: HttpAddress | None = Field(
        default=None, title="公众号合集", description="合集（appmsgalbum）的地址；只看得到合集里的文章"
    )
    wechat_articles: SomeWords | None = Field(
        default=None, title="公众号文章", description="文章地址（mp.weixin.qq.com/s…），可写多个；只看得到这些文章"
    )
    weibo_api: WeiboApi | None = Field(default=None, title="微博接口", description="微博开放平台接口，须由账号本人授权")
    weibo_uid: Text | None = Field(
        default=None,
        title="微博编号",
        description='读取手机版网页 m.weibo.cn，写账号的数字编号，加引号，如 "1234567890"',
        pattern=r"^\d+$",
    )
    page: HttpAddress | None = Field(
        default=None,
        title="列表网页",
        description="合作网站上列表页的地址（如“一网通办”的政策栏目），像栏目一样逐页读",
    )
    export: Text | None = Field(
        default=None,
        title="导出文件",
        description="从平台后台下载的 CSV 或 Excel 文件，路径相对方案所在文件夹，可用 * 匹配多个，"
        "如 导出/公众号*.xlsx；文件名里写上下载日期（公众号20250320.xlsx），才知道看到哪天为止",
    )
    cookie_env: EnvName | None = Field(
        default=None, title="Cookie 变量", description="weibo_uid 需要登录时，存放 Cookie 的环境变量名"
    )
    base_url: HttpAddress | None = Field(
        default=None, title="网站地址", description="weibo_uid 经代理访问时改写；默认 https://m.weibo.cn"
    )
    keeper: Text | None = Field(
        default=None, title="维护单位", description="登录、令牌过期或来源失灵时由谁处理；默认为账号的责任单位"
    )
    pace: Seconds | None = Field(
        default=None, title="间隔", description="两次请求之间至少隔多久；默认按平台的限制，数字表示秒"
    )
    intranet: Flag = Field(
        default=False, title="内网服务", description="true 表示这个来源在内网（如自建的 RSSHub），允许访问内网地址"
    )

    @model_validator(mode="after")
    def _exactly_one(self) -> Source:
        if len(written := [kind for kind in SOURCE_KINDS if getattr(self, kind) is not None]) != 1:
            said = f"同时写了 {'、'.join(written)}" if written else "没有写明从哪里读"
            raise ValueError(f"{said}，请在 {'、'.join(SOURCE_KINDS)} 中写且只写一种，多种方式请写成列表")
        if self.cookie_env is not None and self.weibo_uid is None:
            raise ValueError("cookie_env 只用于 weibo_uid，请删去")
        if self.base_url is not None and self.weibo_uid is None:
            raise ValueError("这里的 base_url 只用于 weibo_uid，请删去或写到接口的设置里")
        return self

    @property
    def kind(self) -> str:
        """feed, wechat-api, wechat-album, wechat-articles, weibo-api, weibo-mobile, page or export."""
        written = next(kind for kind in SOURCE_KINDS if getattr(self, kind) is not None)
        return _LABELS.get(written, written.replace("_", "-"))

    @property
    def credential(self) -> str | None:
        """The environment variable that holds what may expire, where there is one."""
        if self.wechat_api is not None:
            return self.wechat_api.secret_env
        return self.weibo_api.token_env if self.weibo_api is not None else self.cookie_env or self.feed_env


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


# One source may stand without brackets: most accounts have one.
Sources = Annotated[tuple[Source, ...], BeforeValidator(_as_list, json_schema_input_type=Source | tuple[Source, ...])]


class Account(Noun):
    """政务新媒体账号."""

    model_config = ConfigDict(title="新媒体账号")

    name: Text = Field(title="名称", description="账号名称；不能与其他账号或栏目重复")
    platform: Text = Field(
        title="平台",
        description="wechat、weibo、site（合作网站，不判断更新）或其他平台名",
        examples=["wechat", "weibo", "site"],
    )
    unit: Text | None = Field(default=None, title="责任单位", description="units 中的一个单位")
    update_within: Duration = Field(
        default=timedelta(days=14), title="更新期限", description="多久没有新稿件算超期；国办指标为 14d"
    )
    warn_within: Duration | None = Field(
        default=None, title="预警期限", description="多久没有新稿件就先提醒；不写则为更新期限的七分之五（14d 时为 10d）"
    )
    source: Sources = Field(
        default=(), title="读取方式", description="从哪里读，一种或多种（写成列表），见“读取方式”；多种来源合并去重"
    )
    originality: Originality | None = Field(
        default=None, title="原创比例", description="原创文章应占多少；不写则不判断"
    )
    replying: Replying | None = Field(default=None, title="留言回复", description="留言应多久回复；不写则不判断")
    series: tuple[Series, ...] = Field(default=(), title="合集", description="应当持续更新的合集")

    @property
    def is_judged(self) -> bool:
        """Whether its freshness is: a partner's site is not the office's own, unless the plan states a deadline."""
        return self.platform != "site" or "update_within" in self.model_fields_set

    @property
    def warning(self) -> timedelta:
        """After how long without an article the early word is said, in whole days below the deadline."""
        if self.warn_within is not None:
            return self.warn_within
        return timedelta(days=int(self.update_within / timedelta(days=1) * EARLY))

    @property
    def labelled(self) -> tuple[tuple[str, Source], ...]:
        """Sources and albums of series, each with its label: `feed`, `feed-2` for a second one of the same kind."""
        seen: dict[str, int] = {}
        labelled = []
        named = {source.wechat_album for source in self.source}
        albums = dict.fromkeys(one.album for one in self.series if one.album and one.album not in named)
        for source in (*self.source, *(Source(wechat_album=album) for album in albums)):
            number = seen[source.kind] = seen.get(source.kind, 0) + 1
            labelled.append((source.kind if number == 1 else f"{source.kind}-{number}", source))
        return tuple(labelled)


class Crosspost(Noun):
    """同步发布: what stands in one place must stand in another too."""

    model_config = ConfigDict(title="同步发布")

    name: Text = Field(title="名称", description="这条要求的名称；不能重复")
    from_: SomeWords = Field(alias="from", title="从哪里", description="栏目名或账号名：在这些地方发布的内容")
    to: SomeWords = Field(title="到哪里", description="栏目名或账号名：每一个都应当有同样的内容")
    within: Within = Field(default=WorkdaySpan(3), title="期限", description="多久之内应当同步；0 workdays 表示当天")
    since: Date | None = Field(
        default=None, title="起始日期", description="只看这一天及以后发布的内容；不写则只看最近一年"
    )
    all_of: Words = Field(default=(), title="全部包含", description="只看标题含有全部这些词的")
    any_of: Words = Field(default=(), title="任一包含", description="只看标题至少含有其中一个词的；不写则全部都看")
    none_of: Words = Field(default=(), title="都不包含", description="标题含有其中任何一个词的不要求同步")
    or_interpretation: Flag = Field(
        default=True, title="解读也算", description="政策文件本身没有同步、但它的解读同步了，也算做到"
    )
    unit: Text | None = Field(
        default=None, title="责任单位", description="units 中的一个单位；不写则为接收方的责任单位"
    )
