"""Generated article pages: many markups, labels and decoys, each with what it truly states."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from spiders.reading.dates import SHANGHAI
from tests.spiders.reading.article_facts import LAYOUTS

SUBJECTS = [
    "养老服务机构管理",
    "慈善组织认定",
    "最低生活保障",
    "婚姻登记",
    "殡葬服务收费",
    "社会组织年度检查",
    "残疾人两项补贴",
]
KINDS = ["关于印发《{0}办法》的通知", "{0}实施细则（2024年版）", "关于做好2025年{0}工作的通知", "关于{0}有关事项的公告"]
ORGANS = ["上海市民政局", "某某市人民政府办公室", "民政部", "某某区民政局"]
SITES = ["上海市民政局", "某某市人民政府门户网站", "某某县人民政府", "某某区民政局网站"]
CODES = ["沪民规", "沪民养老发", "某政办发", "民发", "某民规"]
PUBLISHED = [
    "发布时间：",
    "发布日期：",
    "发布日期:",
    "时间：",
    "日期：",
    "公开日期：",
    "信息提供日期：",
    "发表时间：",
    "发 布 日 期：",
    "发布于 ",
]
SOURCES = ["来源：", "信息来源：", "文章来源：", "来 源：", "稿源："]
CONTAINERS = ["TRS_Editor", "article-content", "pages_content", "zwxl-box", "cont-main", "wz"]
PROSE = [
    "为进一步规范{0}工作，保障群众合法权益，根据国家有关规定，结合本市实际，现将有关事项通知如下。",
    "各区民政局应当按照《上海市{0}条例》和国办发〔2019〕6号文件要求，切实加强组织领导，明确责任分工。",
    "本办法所称{0}，是指依法登记的机构为有需要的人员提供的服务，自2023年5月1日起施行，有效期至2028年4月30日。",
    "联系电话：021-20240415，受理时间：2024年3月1日至2024年3月31日，逾期不再受理。",
]


@dataclass
class Truth:
    """What the page states of itself."""

    html: str = ""
    url: str = "https://mzj.example.gov.cn/zwgk/content/post_20230101.html"
    title: str = ""
    published: str = ""  # as reading_as_json writes it
    number: str | None = None
    source: str | None = None
    attachments: dict[str, str] = field(default_factory=dict)
    related: list[str] = field(default_factory=list)
    sentence: str = ""  # one of the body


def make(seed: int) -> Truth:
    """One page from a seed."""
    return _Maker(random.Random(seed)).page()


class _Maker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.truth = Truth()
        self.in_info = self.in_meta = False

    def page(self) -> Truth:
        rng, truth = self.rng, self.truth
        self.subject, self.site = rng.choice(SUBJECTS), rng.choice(SITES)
        truth.title = rng.choice(ORGANS) + rng.choice(KINDS).format(self.subject)
        if rng.random() < 0.7:
            truth.number = f"{rng.choice(CODES)}〔{rng.randint(2019, 2025)}〕{rng.randint(1, 130)}号"
        self.moment = datetime(
            rng.randint(2017, 2025), rng.randint(1, 12), rng.randint(1, 28), 9, 5, 7, tzinfo=SHANGHAI
        )
        if rng.random() < 0.8:
            truth.source = rng.choice(ORGANS)
        self.place = rng.choice(["table", "body", "none"]) if truth.number else "none"
        if self.place == "none":
            truth.number = None
        shown = rng.choice(["info", "table", "meta"])
        facts = self.facts(shown) if shown == "table" or self.place == "table" or rng.random() < 0.3 else ""
        info = self.info(shown)
        body = self.body()
        head = self.head(meta_source=shown == "meta")
        if not (self.in_info or self.in_meta):
            truth.source = None
        truth.html = (
            f"<html><head>{head}</head><body>{self.header()}{self.main(facts, info, body)}{self.footer()}</body></html>"
        )
        return truth

    def stamp(self) -> str:
        """The shown date in some form, and its ISO form as truth."""
        form = self.rng.choice(
            ["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y年%m月%d日", "%Y/%m/%d", "%Y年%m月%d日 %H:%M"]
        )
        if "%H" not in form:
            self.truth.published = self.moment.date().isoformat()
        else:
            self.truth.published = self.moment.replace(second=7 if "%S" in form else 0).isoformat()
        return self.moment.strftime(form)

    def head(self, meta_source: bool) -> str:
        rng, truth = self.rng, self.truth
        order = [truth.title, *rng.sample(["政策文件", "通知公告"], rng.randint(0, 1)), self.site]
        mark = rng.choice(["-", "_", " - ", " | ", "_"])
        text = mark.join(order if rng.random() < 0.8 else reversed(order))
        if rng.random() < 0.1:
            text = self.site
        parts = [f'<meta charset="utf-8"><title>{text}</title>']
        if rng.random() < 0.5 or text == self.site:
            parts.append(
                f'<meta name="ArticleTitle" content="{truth.title}"><meta name="SiteName" content="{self.site}">'
            )
        later = self.moment + timedelta(days=rng.choice([0, 1, 400]))
        if meta_source:
            truth.published = self.moment.replace(second=0).isoformat()
            later = self.moment
        if meta_source or rng.random() < 0.6:
            name = rng.choice(["PubDate", "pubdate", "publishdate", "firstpublishedtime"])
            parts.append(f'<meta name="{name}" content="{later:%Y-%m-%d %H:%M}">')
        if truth.source and rng.random() < 0.5:
            parts.append(f'<meta name="ContentSource" content="{truth.source}">')
            self.in_meta = True
        return "".join(parts)

    def header(self) -> str:
        today = "<div>今天是2026年11月22日 星期日</div>" if self.rng.random() < 0.4 else ""
        nav = "".join(
            f'<li><a href="/{n}/">{w}</a></li>'
            for n, w in enumerate(["首页", "政务公开", "政策解读", "通知公告", "办事服务"])
        )
        crumbs = '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zcwj/">政策文件</a></div>'
        logo = f'<h1 class="logo"><a href="/">{self.site}</a></h1>'
        return f'<div class="header">{logo}{today}<ul class="nav">{nav}</ul></div>{crumbs}'

    def facts(self, shown: str) -> str:
        rng = self.rng
        pairs = [("索引号", f"AB{rng.randint(1000, 9999)}-2024-{rng.randint(1, 99)}"), ("发布机构", rng.choice(ORGANS))]
        if self.place == "table":
            pairs.append((rng.choice(["文号", "发文字号", "文件编号"]), self.truth.number or ""))
        elif rng.random() < 0.5:
            pairs.append(("发文字号", rng.choice(["", "无", "-"])))
        pairs.append(("成文日期", f"{self.moment - timedelta(days=9):%Y年%m月%d日}"))
        if shown == "table":
            pairs.append((rng.choice(["发布日期", "公开日期", "发布时间"]), self.stamp()))
        pairs.append(("主题分类", "民政、扶贫、救灾"))
        rng.shuffle(pairs)
        return rng.choice(LAYOUTS)(pairs, rng)

    def info(self, shown: str) -> str:
        rng, truth = self.rng, self.truth
        parts = []
        labelled = rng.random() < 0.8
        if shown == "info":
            parts.append((rng.choice(PUBLISHED) if labelled else "") + self.stamp())
        if truth.source and rng.random() < 0.9:
            parts.append(rng.choice(SOURCES) + truth.source)
            self.in_info = True
        parts.append(f"浏览次数：{rng.choice(['20240415', '1324', '2024'])}")
        rng.shuffle(parts)
        parts.append("字体：[大 中 小] 打印")
        style = rng.choice(["span", "p", "li", "space", "td", "b"])
        if style == "space":
            return f'<div class="info">{"&nbsp;&nbsp; ".join(parts)}</div>'
        if style == "td":
            return "<table><tr>" + "".join(f"<td>{part}</td>" for part in parts) + "</tr></table>"
        if style == "b":
            parts = [part.replace("：", "：<b>", 1) + "</b>" if "：" in part else part for part in parts]
            return '<div class="ly">' + " ".join(f"<span>{part}</span>" for part in parts) + "</div>"
        return '<div class="xx">' + "".join(f"<{style}>{part}</{style}>" for part in parts) + "</div>"

    def body(self) -> str:
        rng, truth = self.rng, self.truth
        lines = [text.format(self.subject) for text in rng.sample(PROSE, 3)] * rng.randint(1, 3)
        truth.sentence = lines[0]
        if self.place == "body":
            marks = rng.choice(["〔〕", "[]", "（）", "﹝﹞"])
            lines.insert(0, (truth.number or "").replace("〔", marks[0]).replace("〕", marks[1]))
        lines += [rng.choice(ORGANS), f"{self.moment - timedelta(days=3):%Y年%m月%d日}"]
        tag = rng.choice(["p", "p", "div", "br"])
        text = (
            "<br>".join(f"　　{line}" for line in lines)
            if tag == "br"
            else "".join(f"<{tag}>　　{line}</{tag}>" for line in lines)
        )
        files = "".join(self.file(n) for n in range(rng.randint(0, 2)))
        inside = rng.random() < 0.5
        container = f'<div class="{rng.choice(CONTAINERS)}" id="{rng.choice(["zoom", "con", "UCAP-CONTENT", ""])}">'
        body = f"{container}{text}{files if inside else ''}</div>{'' if inside else files}"
        if rng.random() < 0.4:
            truth.related.append("https://mzj.example.gov.cn/zcjd/1.html")
            heading = rng.choice(["相关解读", "政策解读：", "解读", "相关文件", "【相关解读】"])
            row = f'<li><a href="/zcjd/1.html">《{self.subject}办法》解读</a><span>2026-01-01</span></li>'
            body += f'<div class="xgjd"><h3>{heading}</h3><ul>{row}</ul></div>'
        return body

    def file(self, n: int) -> str:
        path = self.rng.choice(
            [f"/attach/{n}.doc", f"P0202404150{n}.pdf", f"/upload/附件{n}.xlsx", f"/down.jsp?filename=f{n}.docx"]
        )
        url = {"/": "https://mzj.example.gov.cn"}.get(path[0], "https://mzj.example.gov.cn/zwgk/content/") + path
        name = f"附件{n + 1}：{self.subject}申请表"
        self.truth.attachments[url.replace("附件", "%E9%99%84%E4%BB%B6")] = name
        return f'<p><a href="{path}" title="{name}">{name}</a></p>'

    def main(self, facts: str, info: str, body: str) -> str:
        rng, truth = self.rng, self.truth
        title = truth.title if rng.random() < 0.8 else truth.title.replace("关于", "<br>关于", 1)
        heading = rng.choice(
            [
                "<h1>{}</h1>",
                "<h2>{}</h2>",
                '<div class="article-title">{}</div>',
                '<p class="tit"><b>{}</b></p>',
                '<td class="bt">{}</td>',
            ]
        ).format(title)
        if heading.startswith("<td"):
            heading = f"<table><tr>{heading}</tr></table>"
        side = "".join(
            f'<li><a href="/n/{n}.html">关于其他事项的通知之{n}</a><span>2026-11-{n + 10}</span></li>' for n in range(6)
        )
        aside = f'<div class="right"><h3>最新信息</h3><ul>{side}</ul></div>'
        article = rng.choice(
            [facts + heading + info + body, heading + facts + info + body, heading + info + facts + body]
        )
        content = f'<div class="content">{article}</div>'
        return aside + content if rng.random() < 0.3 else content + aside

    def footer(self) -> str:
        return (
            "<div class='footer'><p>主办单位：某某局 地址：某某路1号 电话：12345678</p>"
            "<p>沪ICP备20240101号 网站标识码：3100000061</p></div>"
        )
