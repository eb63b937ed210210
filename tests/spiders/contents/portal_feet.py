"""Feet of portals in the variety that real ones have, seeded: which marks they show is known, near-misses beside."""

from __future__ import annotations

import random
from dataclasses import dataclass

from inspection.contents import Mark

CODE = "9900000061"
# Each mark as a template may write it.
WAYS: dict[Mark, tuple[str, ...]] = {
    Mark.BADGE: (
        '<a href="https://bszs.conac.cn/sitename?method=show&amp;id=0ADC" target="_blank"><img src="/i/red.png"></a>',
        '<span id="_ideConac"></span>',
        "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='//dcs.conac.cn/1.js'\"))"
        "</script>",
        '<a href="/dzjg.html"><img src="/i/dz.png" alt="党政机关"></a>',
        '<img src="/images/dzjg.png">',
        "<a title='党政机关网站标识' href='//bszs.conac.cn/sitename?method=show&id=1'><img src=/i/blue.png></a>",
    ),
    Mark.ERRORS: (
        f"<script id=\"_jiucuo_\" sitecode='{CODE}' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>",
        f'<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={CODE}&amp;url=x"><img src="/i/1.png"></a>',
        f'<script id="_jiucuo_" sitecode="{CODE}" src="http://pucha.kaipuyun.cn/exposure/jiucuo.js"></script>',
        '<a href="/zc/index.html">政府网站找错</a>',
        '<a href="javascript:;" onclick="jc()">我要纠错</a>',
        '<a href="/r.do"><img alt="政府网站找错" src="/i/zc.png"></a>',
    ),
    Mark.ID_CODE: (
        f"网站标识码：{CODE}",
        f"网站标识码 {CODE}",
        f"<span>政府网站标识码:</span><span>{CODE}</span>",
        f"标识码：{CODE}",
        f"网站标识码（{CODE}）",
        f"<table><tr><td>网站标识码：</td><td>{CODE}</td></tr></table>",
        f"网站标识编码：{CODE}",
        f"<span>网站标识码： {CODE} </span>",
    ),
    Mark.SPONSOR: (
        "主办单位：甲市民政局",
        "主办：甲市民政局 承办：甲市民政局信息中心",
        "<span>主办单位</span>：<span>甲市民政局</span>",
        "主 办：甲市民政局",
        "本网站由甲市民政局主办",
        "甲市民政局 主办",
        "<table><tr><td>主办单位：</td><td>甲市民政局</td></tr></table>",
        "主管单位：甲市人民政府 主办单位：甲市民政局",
    ),
    Mark.CONTACT: (
        "联系电话：021-00000000",
        "地址：甲市乙路300号 邮编：200000",
        "联系方式：0571-00000000",
        '<a href="/lxwm/">联系我们</a>',
        "电子邮箱：web@mz.example.gov.cn",
        "电话：(021)00000000",
        "值班热线：12345",
        "<table><tr><td>联系电话</td><td>021-00000000</td></tr></table>",
        "Tel: 86-21-00000000",
    ),
    Mark.ICP: (
        '<a href="https://beian.miit.gov.cn/">示ICP备00000000号-1</a>',
        "示ICP备00000000号",
        "示ＩＣＰ备０００００００００号",
        "示ICP备 00000000 号",
        '<a href="http://www.miitbeian.gov.cn">备案信息</a>',
        "备案序号：示ICP备 00000000 号",
    ),
    Mark.POLICE: (
        '<a href="http://www.beian.gov.cn/portal/register"><img src="/i/g.png">示公网安备 00000000000000号</a>',
        '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=1">示公网安备00000000000000号</a>',
        "示公网安备00000000000000号",
        "公安备案号：00000000000000",
    ),
}
# What stands on pages and is none of the marks.
NEAR = (
    "<p>各党政机关要严格执行中央八项规定精神，不得违反规定主办节庆活动。</p>",
    "<p>活动由有关单位主办，报名请拨打咨询电话：021-00000001，联系人：值班员。</p>",
    "<p>请各单位对照检查，及时找错改错，并向公安机关办理备案手续。</p>",
    "<p>产品标识编码和项目编码由系统自动生成，请妥善保管。</p>",
    "<p>各互联网信息服务提供者应当依法办理备案，接受监督。</p>",
    '<p>详见<a href="/zcfg/t20250101_9.html">关于党政机关停止新建楼堂馆所的通知</a>。</p>',
)
BOXES = (
    '<div class="footer">{}</div>',
    '<div id="foot"><ul><li>{}</li></ul></div>',
    "<footer>{}</footer>",
    '<table width="100%" class="bottom"><tr><td align="center">{}</td></tr></table>',
    '<div class="w1200 dw">{}</div>',
    '<div class="copyright"><p>{}</p></div><div class="float"><a href="#">返回顶部</a></div>',
    '<center><font size="2">{}</font></center>',
)
JOINTS = ("<br>", "　", " | ", "</p><p>", "&nbsp;&nbsp;", "\n")


@dataclass(frozen=True, slots=True)
class Feet:
    """One foot and what it shows."""

    html: str
    shown: frozenset[Mark]


def foot(rng: random.Random, without: frozenset[Mark] = frozenset()) -> Feet:
    """A foot of all marks but those, in whatever order and markup."""
    marks = [mark for mark in WAYS if mark not in without]
    rng.shuffle(marks)
    parts = [rng.choice(WAYS[mark]) for mark in marks]
    if rng.random() < 0.6:
        parts.insert(rng.randrange(len(parts) + 1), rng.choice(("版权所有", "技术支持：某某公司", "您是第00000位访客")))
    return Feet(rng.choice(BOXES).format(rng.choice(JOINTS).join(parts)), frozenset(marks))


def body(rng: random.Random) -> str:
    """An article's text with what is easily taken for a mark."""
    said = [rng.choice(NEAR) for _ in range(rng.randrange(3))]
    text = [f"<p>为做好第{n}项有关工作，现将有关事项通知如下，请认真贯彻执行。</p>" for n in range(rng.randrange(3, 9))]
    mixed = text + said
    rng.shuffle(mixed)
    box = rng.choice(('<div id="zoom">{}</div>', '<div class="TRS_Editor">{}</div>', '<div class="x">{}</div>'))
    return box.format("".join(mixed))


def page(rng: random.Random, without: frozenset[Mark] = frozenset()) -> tuple[bytes, Feet]:
    """An article's page in some charset, and its foot."""
    feet = foot(rng, without)
    charset = rng.choice(("utf-8", "gbk", "gb18030"))
    declared = f'<meta charset="{charset}">' if rng.random() < 0.7 else ""
    html = (
        f"<html><head>{declared}<title>关于做好有关工作的通知_甲市民政局</title></head><body>"
        '<div class="nav"><a href="/">首页</a><a href="/tzgg/">通知公告</a></div>'
        f"<h1>关于做好有关工作的通知</h1><div>发布日期：2025-03-20　来源：办公室</div>{body(rng)}"
        '<div class="rel"><a href="/a/t20250101_1.html">上一篇：关于开展年检的通知</a></div>'
        f"{feet.html}</body></html>"
    )
    return html.encode(charset, "ignore"), feet


def other_page(rng: random.Random, without: frozenset[Mark] = frozenset()) -> tuple[bytes, Feet]:
    """A home or list page: many links, friends of the site below the foot or above it, parts that float."""
    feet = foot(rng, without)
    rows = "".join(
        f'<li><a href="/tzgg/t202503{n:02d}_{n}.html">关于第{n}批党政机关办公用房的通知</a><b>2025-03-{n:02d}</b></li>'
        for n in range(1, rng.randrange(6, 25))
    )
    friends = "".join(f'<a href="http://www.m{n}.example.gov.cn/">友好单位{n}</a>' for n in range(rng.randrange(30)))
    below = rng.choice(
        (
            "",
            '<div class="side"><ul>'
            + "<li><a href='/zx/'>在线咨询</a></li><li><a href='#'>回到顶部</a></li></ul></div>",
            f"<div>{friends}</div>",
            "<!-- <div>主办单位：甲市民政局 示ICP备00000000号 公网安备00000000000000号 标识码：9900000061</div> -->",
            '<div style="display:none">主办单位：甲市民政局 联系电话：021-00000000 网站标识码：9900000061</div>',
        )
    )
    html = (
        f"<html><head><title>{rng.choice(('甲市民政局', '通知公告_甲市民政局'))}</title></head><body>"
        '<div class="nav"><a href="/">首页</a><a href="/tzgg/">通知公告</a></div>'
        f'<div class="m"><p>办公时间：上午九时至下午五时。</p><ul>{rows}</ul></div>'
        f"<div class='links'>友情链接：{friends}</div>{feet.html}{below}</body></html>"
    )
    return html.encode(rng.choice(("utf-8", "gbk"))), feet
