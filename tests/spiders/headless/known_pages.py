"""Pages whose facts are known beforehand: what is hidden, what floats, what sticks out, between what only looks so."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

PIXEL = (
    "data:image/svg+xml;utf8,<svg xmlns=%22http://www.w3.org/2000/svg%22 width=%2260%22 height=%2260%22>"
    "<rect width=%2260%22 height=%2260%22 fill=%22teal%22/></svg>"
)
WORDS = (
    "关于开展养老服务补贴申请工作的通知",
    "本市低保标准调整方案",
    "社会组织年度检查结果公告",
    "婚姻登记预约办法",
    "殡葬服务收费目录",
)


@dataclass
class Known:
    """What is true of a page. Addresses by host alone: each stands on the page once."""

    hidden: set[str] = field(default_factory=set)
    floating: set[str] = field(default_factory=set)  # words
    moving: set[str] = field(default_factory=set)
    no_alt: set[str] = field(default_factory=set)  # names in the address
    sticks_out: bool = False
    errors: set[str] = field(default_factory=set)


Trait = Callable[[random.Random, Known], str]


def _host(chance: random.Random) -> str:
    return f"h{chance.randrange(10**9)}.example"


def _words(chance: random.Random) -> str:
    return chance.choice(WORDS)


# What hides a link: a style of the link itself, or of a box around it.
_VEILS = (
    "position:absolute;left:-9999px",
    "position:fixed;top:-500px",
    "display:block;width:0;height:0;overflow:hidden",
    "height:0;overflow:hidden;display:block",
    "display:block;font-size:0",
    "display:block;font-size:1px",
    "display:block;color:#fff;background:#fff",
    "display:block;color:#fefefe",
    "display:block;opacity:0",
    "display:block;text-indent:-9999px;overflow:hidden",
    "display:block;position:absolute;clip:rect(0,0,0,0);width:80px",
    "display:none",
    "visibility:hidden",
    "display:block;transform:scale(0)",
    "position:absolute;right:-3000px",
    "position:absolute;top:9000px",
)


def veiled_links(chance: random.Random, known: Known) -> str:
    """Some links that nobody sees."""
    made = []
    for veil in chance.sample(_VEILS, 6):
        host = _host(chance)
        known.hidden.add(host)
        link = f'<a href="https://{host}/">{_words(chance)}</a>'
        if chance.random() < 0.5 and "color" not in veil and "indent" not in veil:
            made.append(f'<div style="{veil}">{link}</div>')
        else:
            made.append(link.replace("<a ", f'<a style="{veil}" '))
    return "".join(made) + '<style>a{color:#1a5fb4}</style><div style="overflow-x:clip"></div>'


def seen_links(chance: random.Random, _: Known) -> str:
    """Links that people see, though something about them is odd."""

    def link(style: str = "") -> str:
        return f'<a style="{style}" href="https://{_host(chance)}/">{_words(chance)}</a>'

    return (
        f'<div style="background:#036;padding:8px">{link("color:#fff")}</div>'
        f"<p>{link('font-size:12px;color:#999')}</p>"
        f'<div style="overflow:hidden;height:40px">{link()}</div>'
        f"<div style=\"background:url('{PIXEL}')\">{link('color:#fff')}</div>"
        f'<a href="https://{_host(chance)}/"><img alt="标志" width=60 height=60 src="{PIXEL}"></a>'
        f'<a href="https://{_host(chance)}/" style="position:absolute;opacity:0;width:60px;height:60px"></a>'
        f'<p style="opacity:.6">{link()}</p><p style="text-indent:2em">{link()}</p>'
    )


def notice(chance: random.Random, known: Known) -> str:
    """A notice in a corner."""
    said = _words(chance) + str(chance.randrange(1000))
    known.floating.add(said)
    side = chance.choice(("left", "right"))
    style = f"position:fixed;{side}:10px;top:{chance.randrange(150, 400)}px;width:200px;height:120px;z-index:99"
    return f'<div style="{style};background:#fee"><a href="/n{chance.randrange(99)}.html">{said}</a></div>'


def drifting(chance: random.Random, known: Known) -> str:
    """A notice that drifts, as old portals have it."""
    said = _words(chance) + str(chance.randrange(1000))
    known.floating.add(said)
    known.moving.add(said)
    known.sticks_out = True  # on a phone
    return (
        '<div id="drift" style="position:absolute;left:300px;top:200px;width:180px;height:90px;z-index:9">'
        f'<a href="/d.html">{said}</a></div><script>(function(){{var x=300,e=document.getElementById("drift");'
        'setInterval(function(){x+=3;if(x>700)x=300;e.style.left=x+"px"},40)})()</script>'
    )


def tools(chance: random.Random, _: Known) -> str:
    """What floats on every portal and is no notice."""
    made = [
        '<div style="position:fixed;right:0;bottom:50px;width:60px;height:180px;background:#eee">'
        "<a href=#>返回顶部</a><a href=#>分享</a><a href=#>无障碍</a></div>",
        '<header style="position:sticky;top:0;height:60px;background:#fff">'
        + "".join(f'<a href="/{name}/">{name}</a> ' for name in ("首页", "新闻", "公开", "服务", "互动"))
        + "</header>",
    ]
    return chance.choice(made)


def images(chance: random.Random, known: Known) -> str:
    """Images with and without words."""
    name = f"p{chance.randrange(10**6)}"
    known.no_alt.add(name)
    bare = chance.choice(
        (
            f'<img src="/{name}.svg" width=80 height=60>',
            f'<a href="/x.html"><img src="/{name}.svg" alt="" width=80 height=60></a>',
        )
    )
    return (
        bare + f'<img alt="" width=80 height=60 src="{PIXEL}"><img alt="会议现场" width=80 height=60 src="{PIXEL}">'
        f'<img role="presentation" width=80 height=60 src="{PIXEL}"><img width=1 height=1 src="{PIXEL}">'
        f'<span aria-hidden="true"><img width=80 height=60 src="{PIXEL}"></span>'
        f'<a href="/y.html" title="专题"><img width=60 height=60 src="{PIXEL}" alt=""></a>'
    )


def broad(chance: random.Random, known: Known) -> str:
    """Something that is wider than a phone."""
    known.sticks_out = True
    return chance.choice(
        (
            '<table style="width:980px"><tr><td>宽表</td></tr></table>',
            '<div style="width:760px">固定宽度</div>',
            f'<img alt="横幅" width=900 height=60 src="{PIXEL}">',
            '<p style="white-space:nowrap">' + "很长的一行字" * 30 + "</p>",
        )
    )


def narrow(chance: random.Random, _: Known) -> str:
    """What is wide, but held."""
    return (
        '<div style="overflow-x:auto"><table style="width:980px"><tr><td>宽表</td></tr></table></div>'
        f'<div style="overflow:hidden"><div style="width:2000px">轮播{_words(chance)}</div></div>'
        '<div style="position:fixed;top:0;right:0;width:300px;transform:translateX(100%)">抽屉菜单</div>'
    )


def wrong(chance: random.Random, known: Known) -> str:
    """A script that fails, at once or late."""
    name = f"fail{chance.randrange(1000)}"
    known.errors.add(name)
    if chance.random() < 0.5:
        return f"<script>{name}()</script>"
    return f"<script>setTimeout(function(){{ {name}() }}, 200)</script>"


def caught(_: random.Random, __: Known) -> str:
    """A script that fails and knows it."""
    return "<script>try { nothing() } catch (e) {}</script>"


SOUND: tuple[Trait, ...] = (seen_links, tools, narrow, caught)
FAULTS: tuple[Trait, ...] = (veiled_links, notice, drifting, images, broad, wrong)


def page(seed: int) -> tuple[str, Known]:
    """A page with some faults among what is sound, in any order."""
    chance, known = random.Random(seed), Known()
    traits = [*SOUND, *chance.sample(FAULTS, chance.randint(2, len(FAULTS)))]
    chance.shuffle(traits)
    parts = [f"<p>{_words(chance)}</p>" + trait(chance, known) for trait in traits]
    doctype = chance.choice(("<!doctype html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">', ""))
    head = '<meta charset=utf-8><title>页</title><meta name=viewport content="width=device-width,initial-scale=1">'
    return f"{doctype}<html lang=zh><head>{head}</head><body>{''.join(parts)}</body></html>", known
