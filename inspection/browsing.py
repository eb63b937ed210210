"""What the plan asks of the browser: what is opened, what is measured, which pictures are taken."""

from __future__ import annotations

from datetime import timedelta

from pydantic import ConfigDict, Field

from inspection.durations import Seconds
from inspection.noun import Count, Flag, Host, Noun, Text, Words


class Browsing(Noun):
    """How a round uses the browser. When a page is rendered is `crawl.browser`."""

    model_config = ConfigDict(title="浏览器检查")

    pages: Count = Field(
        default=16,
        ge=0,
        le=2000,
        title="页数",
        description="一轮最多用浏览器打开多少个网页来检查显示效果；首页每轮都看，其余轮流看；0 表示不做这类检查",
    )
    seconds: Seconds = Field(
        default=timedelta(seconds=20), gt=timedelta(0), title="时限", description="打开一个网页最多用多少秒"
    )
    memory: Count = Field(
        default=1500, ge=300, title="内存上限", description="浏览器最多用多少 MB 内存，超过即重新启动"
    )
    at_once: Count = Field(default=2, ge=1, le=16, title="同时打开", description="浏览器同时打开几个网页")
    paint_within: Seconds = Field(
        default=timedelta(seconds=3), gt=timedelta(0), title="显示时限", description="网页主要内容应在多少秒内显示出来"
    )
    phone_width: Count = Field(
        default=390, ge=240, le=1024, title="手机宽度", description="按多少像素宽检查手机上的显示"
    )
    leaving_notice: Flag = Field(
        default=True, title="离站提示", description="true 表示点击站外链接时应当提示“即将离开本网站”"
    )
    pictures: Count = Field(
        default=40, ge=0, le=1000, title="截图数", description="一轮最多为多少个问题截图取证；0 表示不截图"
    )


class Services(Noun):
    """阅办联动: a policy that names a service leads to it."""

    model_config = ConfigDict(title="阅办联动")

    policies: Words = Field(
        default=(), title="政策栏目", description="哪些栏目的政策要有办事入口；不写则同 interpretation.policies"
    )
    hosts: tuple[Host, ...] = Field(
        min_length=1, title="办事平台", description="办事事项所在的主机名，如 zwdt.sh.gov.cn"
    )
    login: tuple[Host, ...] = Field(
        default=(), title="登录主机", description="统一身份认证的主机名；跳转到这里即“需要登录”，不算打不开"
    )
    names: Words = Field(
        default=(), title="事项名称", description="政策中出现这些名称即视为提到办事事项；不写则按行文识别"
    )
    within: Seconds = Field(
        default=timedelta(seconds=15), gt=timedelta(0), title="时限", description="办事页面应在多少秒内打开"
    )
    exempt: Words = Field(default=(), title="免查", description="标题含有这些词的政策不要求办事入口")


class Functions(Noun):
    """What visitors use: search, consultation, downloads."""

    model_config = ConfigDict(title="网站功能")

    search: Text | None = Field(
        default=None,
        title="站内搜索",
        description="搜索页地址，关键词处写 {keyword}，如 /search?q={keyword}；"
        "没有 {keyword} 的，用那一页的搜索框；不写则用首页的搜索框",
    )
    search_titles: Count = Field(
        default=4, ge=0, le=20, title="搜索篇数", description="用多少个近期标题检验站内搜索；0 表示不查"
    )
    consultation: Text | None = Field(
        default=None, title="咨询入口", description="网上咨询（留言、信箱）填写页的地址；不写则从首页和互动栏目中找"
    )
    downloads: Count = Field(
        default=30, ge=0, le=10_000, title="下载数", description="一轮最多核对多少个附件的文件类型；0 表示不查"
    )


class Suspicion(Noun):
    """Hijacked targets, hidden links, tampered pages: words and hosts of the office's own."""

    model_config = ConfigDict(title="可疑内容")

    trusted: tuple[Host, ...] = Field(
        default=(), title="可信主机", description="这些主机（含其子域名）的内容不查，如合作单位的网站"
    )
    words: Words = Field(default=(), title="补充词语", description="除内置词库外，还把哪些词语当作有害内容")
    exempt: Words = Field(default=(), title="排除词语", description="词库中的这些词语不算，如业务上确实要用到的词")
