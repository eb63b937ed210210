"""Links with a known verdict, planted on pages: what is broken in every way, and what only looks so."""

# ruff: noqa: E501  lines of HTML and of Chinese are wide

from __future__ import annotations

import random
from dataclasses import dataclass, field
from urllib.parse import quote

from benchmarks.portals.portal import HTML, OFFSITE, REFUSED, SITE, Answer

FIREWALL = """<html><head><title>安全验证</title><script>var _0x12=['cookie'];document.cookie='acw_sc='+1;location.reload();</script>
</head><body><noscript>请开启JavaScript并刷新该页</noscript></body></html>"""
WAF = "<html><body><h1>访问被拦截</h1><p>您的请求疑似攻击行为，已被网站防火墙拦截。事件ID：7f3a</p></body></html>"
PHRASES = (
    "对不起，您访问的页面不存在或已被删除",
    "很抱歉，您要访问的页面找不到了",
    "您所请求的页面不存在！",
    "抱歉，该信息已被删除或不存在",
)
DOC = b"\xd0\xcf\x11\xe0" + b"doc" * 4000
WRAP = {
    "a": '<p><a href="{u}">{t}</a></p>',
    "img": '<img src="{u}" alt="{t}">',
    "iframe": '<iframe src="{u}" width="300" height="40"></iframe>',
    "script": '<script src="{u}"></script>',
    "link": '<link rel="icon" href="{u}">',
    "object": '<object data="{u}"></object>',
    "source": '<video><source src="{u}"></video>',
    "area": '<map name="m"><area shape="rect" coords="0,0,1,1" href="{u}" alt="{t}"></map>',
    "srcset": '<img src="/images/logo.png" srcset="{u} 2x" alt="">',
    "css": '<div style="background:url({u}) no-repeat">{t}</div>',
    "style": "<style>.banner-x {{ background-image: url('{u}') }}</style>",
    "open": """<span onclick="window.open('{u}')">{t}</span>""",
    "location": """<button onclick="location.href='{u}'">{t}</button>""",
}


@dataclass(slots=True)
class Planting:
    """Planted snippets with their subjects, and the answers they need."""

    html: list[str] = field(default_factory=list)
    must: list[str] = field(default_factory=list)
    may: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    site: dict[str, Answer] = field(default_factory=dict)
    offsite: dict[str, Answer] = field(default_factory=dict)
    never: set[str] = field(default_factory=set)


def _text(body: str, status: int = 200, **more: object) -> Answer:
    return Answer(status, body.encode(), **more)  # type: ignore[arg-type]


def _page(title: str) -> str:
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1><p>正文内容。</p></body></html>"


def address(href: str, host: str = SITE) -> str:
    """The subject that a href from the site's root means."""
    if href.startswith("http"):
        return href
    path, mark, query = href.partition("?")
    return f"http://{host}{quote(path)}{mark}{query}"


def plant(rng: random.Random, slow: bool) -> Planting:
    """Every kind of target; `slow`: also one that never answers."""
    made = Planting()
    tag = f"{rng.randint(100, 999)}"
    _missing(made, tag)
    _failing(made, tag, slow)
    _sound(made, rng, tag)
    _walls(made, tag)
    _elsewhere(made, tag)
    _traps(made, tag)
    rng.shuffle(made.html)
    return made


def _put(made: Planting, kind: str, href: str, text: str, answer: Answer | None = None) -> str:
    made.html.append(WRAP[kind].format(u=href, t=text))
    if answer is not None:
        made.site[href] = answer
    return address(href)


def _missing(made: Planting, tag: str) -> None:
    """Nothing is there: the portal's own way to say so answers."""
    kinds = list(WRAP)
    for kind in kinds:
        ext = {"img": "jpg", "script": "js", "link": "ico", "css": "png", "style": "gif", "srcset": "png"}.get(
            kind, "html"
        )
        made.must.append(_put(made, kind, f"/gone/{kind}_{tag}.{ext}", "查看详情"))
    for name in (f"附件 {tag}.doc", f"关于{tag}号 名单（公示）.xlsx"):
        made.must.append(_put(made, "a", f"/attach/{name}", name))
    made.must.append(_put(made, "a", f"/download.jsp?id={tag}&type=doc", "下载"))


def _failing(made: Planting, tag: str, slow: bool) -> None:
    for status in (404, 410, 500, 502, 503):
        made.must.append(_put(made, "a", f"/err/{status}_{tag}.html", "详情", _text(_page("出错了"), status)))
    made.must.append(_put(made, "a", f"/err/reset_{tag}.html", "详情", Answer(how="reset")))
    if slow:
        made.must.append(_put(made, "a", f"/err/hang_{tag}.html", "详情", Answer(how="hang")))
    loop, other = f"/loop/a{tag}", f"/loop/b{tag}"
    made.must.append(_put(made, "a", loop, "循环", Answer(302, headers=(("Location", other),))))
    made.site[other] = Answer(302, headers=(("Location", loop),))
    made.must.append(
        _put(made, "a", f"/moved/{tag}", "旧址", Answer(301, headers=(("Location", f"/err/404_{tag}.html"),)))
    )


def _sound(made: Planting, rng: random.Random, tag: str) -> None:
    for number, head in enumerate((405, 403, 404, 500, 501)):
        _put(made, "a", f"/head/{head}_{tag}.html", "详情", _text(_page(f"专题{number}"), head=head))
    _put(made, "a", f"/flaky/503_{tag}.html", "详情", _text(_page("繁忙后恢复"), fails=1))
    _put(made, "a", f"/flaky/reset_{tag}.html", "详情", _text(_page("断开后恢复"), fails=1, failure="reset"))
    chain = [f"/hop/{tag}_{n}" for n in range(4)]
    _put(made, "a", chain[0], "跳转", Answer(302, headers=(("Location", chain[1]),)))
    made.site[chain[1]] = Answer(301, headers=(("Location", chain[2]),))
    made.site[chain[2]] = Answer(307, headers=(("Location", chain[3]),))
    made.site[chain[3]] = _text(_page("跳转终点"))
    for name in (f"申请 表{tag}.doc", f"《办事指南》{tag}.pdf"):
        _put(made, "a", f"/files/{name}", name, Answer(200, DOC, "application/octet-stream"))
    phrase = rng.choice(PHRASES)
    about = (
        f"<html><head><meta charset='utf-8'><title>关于解决网站“404 页面不存在”问题的说明</title></head><body><h1>关于解决网站“404 页面不存在”问题的说明</h1>"
        f"<p>近期有网民反映，打开本网站部分栏目时出现“{phrase}”的提示。经核查，系栏目调整所致。</p>"
        + "<p>技术人员已对全站链接逐一排查，恢复了失效的链接，并建立了日常巡检机制，欢迎继续监督。</p>" * 8
        + "</body></html>"
    )
    _put(made, "a", f"/about/404_{tag}.html", "关于解决“404”问题的说明", _text(about))
    _put(
        made, "a", f"/tiny/{tag}.html", "短页", _text("<html><head><title>电话</title></head><body>12345</body></html>")
    )


def _walls(made: Planting, tag: str) -> None:
    for status, page in ((403, WAF), (412, FIREWALL), (202, FIREWALL), (403, FIREWALL)):
        href = f"/wall/{status}_{len(page)}_{tag}.html"
        made.undecided.append(_put(made, "a", href, "详情", _text(page, status)))
    many = _text("<html><body>Too Many Requests</body></html>", 429, headers=(("Retry-After", "1"),))
    made.undecided.append(_put(made, "a", f"/wall/429_{tag}.html", "详情", many))
    bare = _text("<html><body><h1>403 Forbidden</h1></body></html>", 403)
    made.may.append(_put(made, "a", f"/wall/bare_{tag}.html", "目录", bare))


def _elsewhere(made: Planting, tag: str) -> None:
    leaf = "<html><body><a href='/leaf'>内页</a><a href='/leafgone'>坏链</a></body></html>".encode()
    for path, answer in (
        ("/icp", Answer(200, leaf)),
        ("/friend", Answer(200, leaf)),
        ("/head405", Answer(200, leaf, head=405)),
        (f"/waf{tag}", Answer(412, FIREWALL.encode())),
        (f"/{tag}/to", Answer(302, headers=(("Location", f"/{tag}/there"),))),
        (f"/{tag}/there", Answer(200, leaf)),
    ):
        made.offsite[path] = answer
    made.never |= {"/leaf", "/leafgone"}
    for path in (f"/gone{tag}.html", f"/waf{tag}", f"/{tag}/to"):
        made.html.append(f'<p><a href="http://{OFFSITE}{path}">外部网站</a></p>')
    made.must.append(f"http://{OFFSITE}/gone{tag}.html")
    made.undecided.append(f"http://{OFFSITE}/waf{tag}")
    made.html.append(f'<p><a href="http://{REFUSED}/x{tag}">已停用的系统</a></p>')
    made.must.append(f"http://{REFUSED}/x{tag}")
    made.html.append(f'<p><a href="http://no-such-host-{tag}.invalid/">已停用的域名</a></p>')
    made.may.append(f"http://no-such-host-{tag}.invalid/")


def _traps(made: Planting, tag: str) -> None:
    made.html.append(
        f"<!-- <img src='/never/comment_{tag}.gif'> --><script>var p='/never/script_{tag}.html';</script>"
        f'<a href="javascript:go(\'/never/js_{tag}.html\')">x</a><a href="#p{tag}">y</a>'
        '<a href="mailto:a@b.cn">z</a><a href="tel:021">t</a><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
    )
    made.never |= {f"/never/comment_{tag}.gif", f"/never/script_{tag}.html", "/old/removed.html", "/not/a/link.html"}
    made.never.add("/written/by/script.html")


def soft_answer(mode: str, rng: random.Random, frame_page: str) -> tuple[tuple[str, Answer], ...]:
    """How addresses that do not exist are answered: prefix → answer, the first match wins."""
    hard = Answer(404, b"<html><body><h1>404 Not Found</h1></body></html>")
    phrase = rng.choice(PHRASES)
    page = frame_page.replace("@@PHRASE@@", phrase).encode()
    if mode == "phrase":
        return (("/", Answer(200, page, HTML + "; charset=utf-8")),)
    if mode == "home":
        return (("/", Answer(302, headers=(("Location", "/"),))),)
    if mode == "errorpage":
        return (
            ("/404.html", Answer(200, page, HTML + "; charset=utf-8")),
            ("/", Answer(302, headers=(("Location", "/404.html"),))),
        )
    if mode == "part":
        return (("/gone/", Answer(200, page, HTML + "; charset=utf-8")), ("/attach/", Answer(200, page)), ("/", hard))
    return (("/", hard),)
