"""What stands round a made-up list: navigation, sidebars, a twin of another column, footers, paging."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from random import Random
from urllib.parse import urljoin

from tests.spiders.reading import list_rows_made as rows_made
from tests.spiders.reading.list_rows_made import Item, Style

SUBJECTS = [
    "养老服务机构",
    "社会救助",
    "婚姻登记",
    "慈善组织",
    "殡葬服务",
    "儿童福利",
    "社区治理",
    "残疾人两项补贴",
    "行政区划",
    "社会组织",
]
DOINGS = [
    "管理办法",
    "实施细则",
    "专项行动方案",
    "年度检查结果",
    "评估指标",
    "工作要点",
    "资金使用情况",
    "采购项目中标公告",
    "公开招聘公告",
    "先进名单",
]
FORMS = [
    "关于印发《{s}{d}》的通知", "{s}{d}", "市民政局召开{s}工作推进会 部署{d}", "关于{y}年{s}{d}的公示", "《{s}{d}》政策解读", "一图读懂|{s}{d}",
    "关于开展{y}年{m}月{s}{d}工作的通知", "{y}年第{n}季度{s}统计数据", "关于{y}年4月5日清明期间{s}安排的公告", "{s}{d}（{y}年版）",
    "关于公布{s}{d}的决定（沪民规〔{y}〕{n}号）", "第{n}批{s}名单公布", "{s}：{d}“三步走”", "2024年12月全市{s}{d}",
]  # fmt: skip


def title_of(rng: Random) -> str:
    return rng.choice(FORMS).format(
        s=rng.choice(SUBJECTS),
        d=rng.choice(DOINGS),
        y=rng.choice([2022, 2023, 2024]),
        m=rng.randint(1, 12),
        n=rng.randint(1, 4),
    )


def navigation(rng: Random, s: Style) -> str:
    names = ["首页", "机构概况", "新闻中心", "政务公开", "办事服务", "互动交流", "专题专栏"]
    links = [f'<li><a href="/{chr(97 + i) * 3}/">{name}</a></li>' for i, name in enumerate(names)]
    today = rng.choice(["", "<div>今天是2025年3月25日 星期二</div>", "<span id=date></span>"])
    return f"<div{s.mark('header')}>{today}<ul{s.mark('nav')}>{''.join(links)}</ul></div>"


def breadcrumb(s: Style, name: str, url: str) -> str:
    return f'<div{s.mark("crumb")}>当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="{url}">{name}</a></div>'


def sidebar(rng: Random, s: Style, today: date) -> str:
    """Other columns' newest items with today's date, most-read items, or the columns beside this one."""
    kind = rng.randrange(4)
    if kind == 3:
        names = ["机构职能", "领导之窗", "通知公告", "政策法规", "规划计划", "财政信息"]
        return (
            f"<div{s.mark('left')}><h2>政务公开</h2><ul>"
            + "".join(f'<li><a href="/zwgk/{i}/">{n}</a></li>' for i, n in enumerate(names))
            + "</ul></div>"
        )
    heading = rng.choice([["最新发布", "最新动态"], ["热点文章", "点击排行"], ["推荐阅读", "热点新闻"]][kind])
    rows = []
    for i in range(rng.randint(3, 10)):
        when = f"<span>{today.isoformat()}</span>" if kind == 0 else ""
        rows.append(
            f'<li><a href="/gzdt/{today:%Y%m}/t{today:%Y%m%d}_{rng.randint(1000, 99999)}.html">{title_of(rng)}{i}</a>{when}</li>'
        )
    return f"<div{s.mark('side')}><h3>{heading}</h3><ul>{''.join(rows)}</ul></div>"


def twin(rng: Random, s: Style, url: str, today: date) -> str:
    """A block of another column, written in the same way as the list itself, dated today."""
    host = "/".join(url.split("/")[:3])
    heading = rng.choice(["最新发布", "工作动态", "热点推荐", "政民互动", "相关信息", "图片新闻"])
    items = []
    for i in range(rng.randint(3, 8)):
        title = f"{title_of(rng)}{i}"
        address = f"{host}/zwyw/{today:%Y%m}/t{today:%Y%m%d}_{rng.randint(1000, 99999)}.html"
        items.append(Item(title, address, today, address, today.isoformat(), title))
    return f"<div{s.mark('other')}><h3>{heading}</h3>{rows_made.plain_li(s, items)}</div>"


def footer(rng: Random, s: Style) -> str:
    friends = "".join(
        f'<a href="http://www.site{i}.gov.cn/">{n}民政网</a> ' for i, n in enumerate(["中国", "北京", "江苏", "浙江"])
    )
    return (
        f"<div{s.mark('links')}>友情链接：{friends}</div><div{s.mark('footer')}>主办：市民政局 电话：021-12345678 沪ICP备05001234号"
        f' <a href="https://beian.miit.gov.cn/">ICP备案</a><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31010102002345">公安备案</a>'
        f" 更新日期：2025-03-25</div>"
    )


def pager(rng: Random, url: str) -> tuple[str, str | None]:
    """Markup of paging, and where the next page is; the page at hand is the first of `total`."""
    total = rng.choice([1, 2, 3, 9, 40])
    folder, _, name = url.partition("?")[0].rpartition("/")
    stem, _, extension = (name or "index.html").rpartition(".")
    second = f"{folder}/{stem}_2.{extension}"
    has = total > 1
    kind = rng.randrange(11)
    query = "&" if "?" in url else "?"
    if kind == 0:
        return "", None
    if kind == 1:
        return (
            f'<script>createPageHTML({total}, 0, "{stem}", "{extension}");</script>',
            f"{folder}/{stem}_1.{extension}" if has else None,
        )
    if kind == 2:
        return (
            f"<script>createPageHTML('page_div',{total}, 1,'{stem}','{extension}',{total * 15});</script><div id=page_div></div>",
            second if has else None,
        )
    if kind == 3:
        link = f'<a href="{stem}_2.{extension}">下一页</a>' if has else "<span>下一页</span>"
        return (
            f'<div class=page>共{total * 15}条 第1/{total}页 <span>首页</span> <span>上一页</span> {link} <a href="{stem}_{total}.{extension}">尾页</a></div>',
            second if has else None,
        )
    if kind == 4:
        numbers = "".join(f'<a href="{stem}_{i}.{extension}">{i}</a>' for i in range(2, min(total, 6) + 1))
        return f"<div><span class=current>1</span>{numbers}</div>", second if has else None
    if kind == 5:
        link = (
            """<a onclick="queryArticleByCondition(this,'/x/y-2.shtml')" tagname="/x/y-2.shtml">下一页</a>"""
            if has
            else '<a tagname="[NEXTPAGE]" title="下一页">下一页</a>'
        )
        return f"<div><b>共{total}页</b><a tagname='[HOMEPAGE]'>首页</a><font>1</font>{link}</div>", urljoin(
            url, "/x/y-2.shtml"
        ) if has else None
    if kind == 6:
        link = (
            f'<a href="{query if query == "?" else url.rpartition("/")[2] + query}pageNum=2">&gt;</a>'
            if has
            else "<span>&gt;</span>"
        )
        last = f'<a href="{url.rpartition("/")[2]}{query}pageNum={total}">{total}</a>' if has else ""
        return f"<div>&lt; <em>1</em> {last} {link}</div>", f"{url}{query}pageNum=2" if has else None
    if kind == 7:
        script = f"function toPage(n){{ location.href = '{stem}_' + n + '.{extension}'; }}"
        link = "<a href='javascript:toPage(2)'>下一页</a>" if has else "<a class='disabled'>下一页</a>"
        return f"<script>{script}</script><div>{link}</div>", second if has else None
    if kind == 8:
        options = "".join(f'<option value="{stem}_{i}.{extension}">第{i}页</option>' for i in range(2, total + 1))
        return (
            f'<select onchange="location=this.value"><option value="{name or "index.html"}" selected>第1页</option>{options}</select>',
            second if has else None,
        )
    if kind == 9:
        link = f'<a class="next" href="{stem}_2.{extension}"><img src="/n.gif" alt="下一页"></a>' if has else ""
        return f"<div class=pg>{link}</div>", second if has else None
    link = (
        f'<li class=next><a href="/{url.split("/", 3)[3]}{query}page=2">下页&raquo;</a></li>'
        if has
        else '<li class="next disabled"><a href="#">下页&raquo;</a></li>'
    )
    return f"<ul><li class=active><a href='#'>1</a></li>{link}</ul>", f"{url}{query}page=2" if has else None
