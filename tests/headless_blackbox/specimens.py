"""Single pages, each with one fault that only a browser sees, or a sound look-alike of one."""

# ruff: noqa: E501 - a page to a line reads best

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field

TEXT = "".join(
    f"<p>第{n}条　为方便居民办事，现将有关事项公布如下，请相互转告，并按规定时间到指定地点办理。</p>"
    for n in range(1, 7)
)
SPACER = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def png(width: int = 200, height: int = 120, shade: int = 90) -> bytes:
    rows = b"".join(b"\0" + bytes([shade, (y * 2) % 256, 160] * width) for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@dataclass
class Specimen:
    """`check` empty: sound. `subject`: what the finding must name, {me} for the page itself. `bare`: a page with no frame."""

    name: str
    check: str
    body: str
    subject: str = "{me}"
    title: str = ""
    bare: bool = False
    extra: dict[str, tuple[int, str, bytes, float]] = field(default_factory=dict)


def _s(name: str, check: str, body: str, subject: str = "{me}", **more: object) -> Specimen:
    return Specimen(name, check, body, subject, **more)  # type: ignore[arg-type]


IMAGE = {"{n}.png": (200, "image/png", png(), 0.0)}


def all_specimens() -> list[Specimen]:
    return [*_blank(), *_script(), *_slow(), *_layout(), *_alt(), *_access(), *_popup(), *_hidden(), *_tampered()]


def _blank() -> list[Specimen]:
    return [
        _s("empty app", "blank-page", "<div id='app'></div><script>window.started=1</script>", bare=True),
        _s("loading for ever", "blank-page", "<div class='loading'>加载中...</div><div id='x'></div>", bare=True),
        _s("all hidden", "blank-page", f"<div style='display:none'>{TEXT}</div>", bare=True),
        _s("api dead", "blank-page", "<div id='a'></div><script>fetch('/api/none').then(r=>r.json()).then(d=>{"
           "a.textContent=d.t}).catch(()=>{})</script>", bare=True),
        _s("only an image", "", "<img src='{n}.png' alt='公示' width=600 height=400>", bare=True, extra=IMAGE),
        _s("drawn late", "", "<div id='a'></div><script>setTimeout(()=>{a.innerHTML='<h1>办事指南</h1>'+'请到大厅办理。'.repeat(20)"
           "},1800)</script>", bare=True),
        _s("canvas", "", "<canvas id='c' width=500 height=300 role='img' aria-label='图表'></canvas><script>var g=c.getContext("
           "'2d');g.fillStyle='red';g.fillRect(20,20,300,200)</script>", bare=True),
        _s("frame only", "", "<iframe title='内容' src='{n}-in.html' width=700 height=500></iframe>", bare=True,
           extra={"{n}-in.html": (200, "text/html; charset=utf-8", f"<html lang=zh><title>x</title>{TEXT}".encode(), 0.0)}),
        _s("short words", "", "<h1>网站正在升级维护，请稍后访问</h1>", bare=True),
    ]  # fmt: skip


def _script() -> list[Specimen]:
    thrown = TEXT + "<script src='{n}.js'></script>"
    return [
        _s("null on a service page", "script-error", thrown, title="办事指南：残疾证申领办理", extra={
            "{n}.js": (200, "application/javascript", b"document.getElementById('nothing').value=1;", 0.0)}),
        _s("rejected promise on a service page", "script-error", TEXT + "<script>Promise.reject(new TypeError('cfg is null'))"
           "</script>", title="在线申请办理入口"),
        _s("caught", "", TEXT + "<script>try{nothing.at.all()}catch(e){console.error('x',e)}</script>", title="婚姻登记办理须知"),
        _s("console only", "", TEXT + "<script>console.error('Failed: hint');console.warn('deprecated')</script>",
           title="服务指南：低保办理"),
        _s("resize observer", "", TEXT + "<script>window.dispatchEvent(new ErrorEvent('error',{message:'ResizeObserver loop "
           "completed with undelivered notifications.'}))</script>", title="服务指南：收养办理"),
    ]  # fmt: skip


def _slow() -> list[Specimen]:
    late = (
        "<h1>统计</h1><div id='a'></div><script>fetch('{n}.json').then(r=>r.text()).then(t=>{a.innerHTML=t})</script>"
    )
    body = f"<div style='font-size:30px'>{TEXT}</div>".encode()
    return [
        _s("slow data", "slow-page", late, extra={"{n}.json": (200, "text/plain; charset=utf-8", body, 5.5)}),
        _s("slow style", "slow-page", "<link rel=stylesheet href='{n}.css'>" + TEXT, extra={
            "{n}.css": (200, "text/css", b"p{color:#111}", 5.5)}),
        _s("slow pixel", "", TEXT + "<img src='{n}.gif' alt='' width=1 height=1>", extra={
            "{n}.gif": (200, "image/gif", SPACER, 6.0)}),
        _s("data within a second", "", late, extra={"{n}.json": (200, "text/plain; charset=utf-8", body, 0.8)}),
    ]  # fmt: skip


def _layout() -> list[Specimen]:
    cells = "".join(f"<td style='min-width:140px'>第{n}季度</td>" for n in range(9))
    table = f"<table border=1><tr>{cells}</tr></table>"
    return [
        _s("wide table", "broken-layout", TEXT + table),
        _s("fixed box", "broken-layout", f"<div style='width:1100px'>{TEXT}</div>"),
        _s("scrolling table", "", f"{TEXT}<div style='overflow-x:auto' tabindex=0>{table}</div>"),
        _s("off-canvas menu", "", TEXT + "<div style='position:fixed;top:0;right:-260px;width:250px'>菜单</div>"),
        _s("clipped slides", "", TEXT + f"<div style='overflow:hidden'><div style='width:3000px'>{TEXT}</div></div>"),
    ]


def _alt() -> list[Specimen]:
    return [
        _s("no alt", "missing-alt", TEXT + "<img src='{n}.png'>", "{dir}{n}.png", extra=IMAGE),
        _s("no alt in link", "missing-alt", TEXT + "<a href='/about.html'><img src='{n}.png' width=180></a>", "{dir}{n}.png",
           extra=IMAGE),
        _s("decoration", "", TEXT + "<img src='{n}.png' alt=''>", extra=IMAGE),
        _s("spacer", "", TEXT + "<img src='{n}.gif' width=1 height=1>", extra={"{n}.gif": (200, "image/gif", SPACER, 0.0)}),
        _s("hidden image", "", TEXT + "<img src='{n}.png' style='display:none'>", extra=IMAGE),
        _s("labelled", "", TEXT + "<img src='{n}.png' aria-label='办公楼照片'>", extra=IMAGE),
    ]  # fmt: skip


def _access() -> list[Specimen]:
    return [
        _s("unlabelled field", "inaccessible-page", TEXT + "<form><input type='text' name='q'></form>"),
        _s(
            "pale words",
            "inaccessible-page",
            TEXT + "<p style='color:#ccc;background:#fff'>办理时间：工作日上午九时至下午五时</p>",
        ),
        _s("nameless button", "inaccessible-page", TEXT + "<button style='width:40px;height:40px'></button>"),
        _s("labelled field", "", TEXT + "<form><label>姓名 <input type='text' name='q'></label></form>"),
        _s("dark words", "", TEXT + "<p style='color:#555;background:#fff'>办理时间：工作日</p>"),
    ]


FLOAT = "<div style='position:fixed;right:10px;top:90px;width:150px;height:100px;background:#fff;z-index:99'>"


def _popup() -> list[Specimen]:
    def one(name: str, check: str, words: str) -> Specimen:
        return _s(name, check, f"{TEXT}{FLOAT}<a href='/zt/{{n}}/'>{words}</a></div>", "/zt/{n}/", extra={
            "/zt/{n}/": (200, "text/html; charset=utf-8", f"<html lang=zh><title>专题</title>{TEXT}".encode(), 0.0)})  # fmt: skip

    return [
        one("last year's visit", "stale-popup", "2025年清明祭扫预约须知"),
        one("past deadline", "stale-popup", "问卷调查（截止日期：2026年3月15日）"),
        one("report system", "", "2025年度企业年报公示系统"),
        one("long plan", "", "某某区养老设施布局规划（2022—2035年）公众解读"),
        one("no year", "", "我为群众办实事意见征集"),
        one("yet to come", "", "报名截止2027年1月31日 志愿者招募"),
    ]


def _hidden() -> list[Specimen]:
    far = "http://{host}/partner{n}/"
    link = f"<a href='{far}'>合作网站导航</a>"
    return [
        _s("off-screen", "hidden-link", f"{TEXT}<div style='position:absolute;left:-9999px;top:-9999px'>{link}</div>", far),
        _s("no size", "hidden-link", f"{TEXT}<div style='height:0;width:0;overflow:hidden'>{link}</div>", far),
        _s("white on white", "hidden-link", f"<div style='background:#fff'>{TEXT}<a style='color:#fff;font-size:12px;"
           f"text-decoration:none' href='{far}'>百家乐</a></div>", far),
        _s("font of nothing", "hidden-link", f"{TEXT}<p style='font-size:0'>{link}</p>", far),
        _s("by script", "hidden-link", f"{TEXT}<div id='zz{{n}}'>{link}</div><script>document.getElementById('zz{{n}}')"
           ".style.display='none'</script>", far),
        _s("closed menu", "", f"{TEXT}<ul class='menu'><li>友情链接<ul style='display:none' class='sub'><li>{link}</li></ul>"
           "</li></ul>"),
        _s("folded select", "", f"{TEXT}<div class='tabs'><div class='tab-pane active'>甲</div><div class='tab-pane' "
           f"style='display:none'>{link}</div></div>"),
        _s("plain link", "", f"{TEXT}<p>合作单位：{link}</p>"),
    ]  # fmt: skip


def _tampered() -> list[Specimen]:
    bad = "澳门新葡京娱乐场官网_真人百家乐平台_注册送彩金"
    coded = "".join(f"&#{ord(each)};" for each in bad)
    return [
        _s("title", "tampered-page", TEXT, title=bad),
        _s("coded title", "tampered-page", TEXT, title=coded),
        _s("words", "tampered-page", TEXT + "<p>威尼斯人网上赌场 AG真人视讯 时时彩投注 六合彩开奖 注册即送88元彩金 真人百家乐</p>"),
        _s("warning", "", TEXT + "<p>警方提醒：切勿参与网络赌博，百家乐、时时彩等均为违法，发现线索请拨打110举报。</p>",
           title="关于严厉打击网络赌博违法犯罪的通告"),
        _s("welfare lottery", "", TEXT + "<p>中国福利彩票双色球本期开奖，筹集公益金用于养老服务。</p>", title="福利彩票公益金使用公告"),
        _s("hotel", "", TEXT + "<p>澳门旅游推介会在葡京酒店举行。</p>", title="赴澳门开展养老服务交流"),
    ]  # fmt: skip
