"""The third portal's pages, each with every label and mark unless it is there to lack one."""

# ruff: noqa: E501, markup is read more easily in long lines

from __future__ import annotations

from dataclasses import dataclass

NAME, CODE, DOMAIN = "示例区民政局", "9900000027", "qmz.example"
COLUMNS = {
    "/tzgg/": "通知公告",
    "/gzdt/": "工作动态",
    "/zcwj/": "政策文件",
    "/zcjd/": "政策解读",
    "/yjzj/": "意见征集",
    "/bzfw/": "殡葬服务",
    "/csxx/": "慈善信息公开",
    "/czxx/": "财政信息",
}
OTHERS = {
    "/jzxx/": "局长信箱",
    "/ylzt/": "养老服务主题库",
    "/xxgk/zn/": "政府信息公开指南",
    "/zdjc/": "重大行政决策目录",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One article. `number`: 文号; `facts`: more rows of its table; `shown`: the day that its page states."""

    path: str
    title: str
    day: str
    body: str
    number: str = ""
    validity: str = ""
    shown: str = ""
    source: str = NAME
    attached: tuple[tuple[str, str], ...] = ()
    related: tuple[tuple[str, str], ...] = ()

    @property
    def column(self) -> str:
        """The path of its column."""
        return next(path for path in COLUMNS if self.path.startswith(path))


def meta(**labels: str) -> str:
    """META elements, empty ones left out."""
    return "".join(f'<meta name="{name}" content="{said}">' for name, said in labels.items() if said)


def page(title: str, body: str, labels: str = "", *, whole: bool = True) -> str:
    """One page with head and foot. Without `whole` its foot lacks the filings, as a special topic's may."""
    nav = "".join(f'<a href="{path}">{name}</a> ' for path, name in {"/": "首页", **COLUMNS, **OTHERS}.items())
    filed = "<p>示ICP备00000002号　示公网安备 00000000000002号</p>" if whole else ""
    site = meta(SiteName=NAME, SiteDomain=DOMAIN, SiteIDCode=CODE)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">{site}{labels}<title>{title} - {NAME}</title></head>'
        f"<body><header><a href='/'>{NAME}</a></header><nav>{nav}</nav><main>{body}</main>"
        f'<footer><p>主办单位：{NAME}　地址：示例路2号　电话：021-12345000</p><p>网站标识码：{CODE}　<img src="/badge.png" alt="党政机关">'
        f'　<a href="/zc/jiucuo.html">政府网站找错</a></p>{filed}</footer></body></html>'
    )


def of_column(path: str) -> str:
    """Labels of a column's pages."""
    name = COLUMNS.get(path) or OTHERS[path]
    told = "政策文件" if path == "/zcjd/" else name  # copied from its neighbour's template
    keywords = "" if path == "/czxx/" else name
    return meta(ColumnName=told, ColumnType="列表", ColumnDescription=f"{NAME}{name}", ColumnKeywords=keywords)


def rows(pieces: list[Piece]) -> str:
    """A list, newest first."""
    listed = "".join(
        f'<li><a href="{one.path}" title="{one.title}">{one.title}</a><span>{one.day}</span></li>'
        for one in sorted(pieces, key=lambda one: one.day, reverse=True)
    )
    return f'<ul class="news-list">{listed}</ul>'


def article(one: Piece) -> str:
    """An article's page."""
    shown = one.shown or one.day
    facts = ""
    if one.number:
        kept = f"<tr><th>有效性：</th><td>{one.validity}</td></tr>" if one.validity else ""
        facts = (
            f"<table><tr><th>发文字号：</th><td>{one.number}</td><th>发文机关：</th><td>{NAME}</td></tr>{kept}</table>"
        )
    links = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in one.related)
    related = f'<div class="xgjd"><h4>相关链接</h4><ul>{links}</ul></div>' if links else ""
    files = "".join(f'<p>附件：<a href="{path}">{name}</a></p>' for path, name in one.attached)
    labels = of_column(one.column) + meta(ArticleTitle=one.title, PubDate=f"{shown} 09:30", ContentSource=one.source)
    body = (
        f'<h1>{one.title}</h1><p class="info">发布日期：{shown}　来源：{NAME}</p>{facts}'
        f'<div id="ivs_content">{one.body}</div>{files}{related}'
    )
    return page(one.title, body, labels)


def paragraphs(*texts: str) -> str:
    """Plain paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)
