"""The portal, how a round treats it, and the units that answer for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from inspection.addresses import host_of, normalise
from inspection.durations import Seconds
from inspection.noun import Count, EnvName, Flag, Host, HttpAddress, Noun, Number, Text


class Site(Noun):
    """The portal. `hosts` are inspected page by page; links elsewhere are probed, never crawled."""

    model_config = ConfigDict(title="网站")

    name: Text = Field(title="名称", description="网站名称，报告以此为题")
    home: HttpAddress = Field(title="首页", description="首页地址，http:// 或 https:// 开头")
    id_code: Text | None = Field(
        default=None,
        pattern=r"^[0-9A-Za-z]{10}$",
        title="标识码",
        description='政府网站标识码，10 位，加引号，如 "3100000061"',
    )
    hosts: tuple[Host, ...] = Field(
        default=(),
        title="巡检主机",
        description="逐页检查的主机名；不写则只有首页所在主机。其他主机的链接只探测、不爬取",
    )
    allow_private_hosts: Flag = Field(
        default=False, title="允许内网地址", description="true 允许访问本机和内网地址（测试环境、内网门户）"
    )
    owned: Flag = Field(
        default=False, title="本单位所有", description="true 表示网站归本单位所有，不受 robots.txt 限制"
    )

    @property
    def home_url(self) -> str:
        """The home page, normalised."""
        return normalise(self.home) or self.home

    @property
    def inspected_hosts(self) -> frozenset[str]:
        """Hosts (with port where it is not the scheme's own) that are read page by page; home's own by default.

        A host named without a port stands for home's own port too, where home is on that host.
        """
        home = host_of(self.home_url)
        named = frozenset(host_of(normalise(f"http://{host}/") or f"http://{host.lower()}/") for host in self.hosts)
        return named | {home} if not named or home.rpartition(":")[0] in named else named


class Crawl(Noun):
    """How a round treats the site. Requests in flight and delay are per host."""

    model_config = ConfigDict(title="访问方式")

    concurrency: Count = Field(default=8, ge=1, le=256, title="并发数", description="对每台主机同时发出的请求数")
    delay: Number = Field(default=0.25, ge=0, le=3600, title="间隔", description="对同一主机两次请求之间的秒数")
    max_pages: Count = Field(default=50_000, ge=1, title="网页上限", description="一轮最多读取的网页数")
    max_depth: Count = Field(default=30, ge=0, title="深度上限", description="从首页起最多点几层")
    browser: Literal["auto", "always", "never"] = Field(
        default="auto", title="浏览器", description="何时用无头浏览器打开网页：auto 需要时、always 总是、never 从不"
    )
    user_agent: Text | None = Field(default=None, title="标识", description="User-Agent；不写则用本工具的名称")
    timeout: Seconds = Field(
        default=timedelta(seconds=15), gt=timedelta(0), title="超时", description="一次应答的总时限，数字表示秒"
    )
    max_bytes: Count = Field(
        default=4 * 1024 * 1024, ge=1024, title="大小上限", description="单个网页或文件解压后的字节数上限"
    )
    retry_after: Seconds = Field(
        default=timedelta(seconds=2), title="重试间隔", description="打不开的目标隔多久再试，第三次加倍"
    )
    looks: Count = Field(default=3, ge=1, le=10, title="尝试次数", description="试几次都打不开才判为失效")
    verify_certificates: Flag = Field(default=False, title="校验证书", description="true 表示证书有误即视为打不开")
    max_query_variants: Count = Field(
        default=1000, ge=1, title="参数变体上限", description="只有参数不同的地址最多读取多少个，防止陷入无穷页面"
    )
    exclude: tuple[Text, ...] = Field(
        default=(), title="排除", description="以这些文字开头的地址不访问，可写路径，如 /search/"
    )


class Person(Noun):
    """Somebody of a unit, and how to reach them."""

    model_config = ConfigDict(title="联系人")

    name: Text = Field(title="姓名", description="姓名或岗位，如 值班编辑")
    email: Text | None = Field(
        default=None, pattern=r"^[^@\s]+@[^@\s]+$", title="邮箱", description="邮箱地址", examples=["desk@example.org"]
    )
    slack: Text | None = Field(default=None, title="Slack", description="Slack 成员编号")
    wecom: Text | None = Field(default=None, title="企业微信", description="企业微信账号")
    dingtalk: Text | None = Field(default=None, title="钉钉", description="钉钉用户编号")
    feishu: Text | None = Field(default=None, title="飞书", description="飞书用户编号")
    mobile_env: EnvName | None = Field(default=None, title="手机号变量", description="存放手机号的环境变量名")


class Unit(Noun):
    """责任单位."""

    model_config = ConfigDict(title="责任单位")

    name: Text = Field(title="名称", description="单位名称；不能重复")
    contacts: tuple[Person, ...] = Field(default=(), title="联系人", description="问题发给谁")
    leader: Person | None = Field(default=None, title="负责人", description="逾期未改时升级给谁")

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"title": "责任单位", "anyOf": [{"type": "string", "minLength": 1}, handler(core)]}
