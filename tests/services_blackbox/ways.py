"""How policies' pages carry the way to a service; {u}: its address, {n}: words of the link."""

from __future__ import annotations

from random import Random
from urllib.parse import quote

# A link with the item's name, or words of it.
NAMED = (
    '<p>附：<a href="{u}" target="_blank">{n}</a></p>',
    '<p>办理入口：<a href="{u}">《{n}》</a></p>',
    '<div class="xgsx"><h4>相关办事</h4><ul><li><a href="{u}" title="{n}">{n}</a></li></ul></div>',
    '<p><a href="{u}"><span>{n}</span><em>（点击进入）</em></a></p>',
    '<p><a href="/jump?url={q}">{n}</a></p>',
    '<p><a href="javascript:void(0)" onclick="leave(&#39;{u}&#39;)">{n}</a></p>',
    '<dl class="bszn"><dt>办事指南</dt><dd><a href=" {u} ">{n}</a></dd></dl>',
    "<aside class=yblk><b>阅办联动</b><a href='{u}' rel=noopener>{n}</a></aside>",
)
# Words that name nothing.
PLAIN = (
    '<a class="btn" href="{u}">立即办理</a>',
    '<p><a href="{u}">点击此处在线申请</a></p>',
    "<button onclick=\"window.open('{u}')\">去办理</button>",
    '<input type="button" value="在线办理" onclick="location.href=\'{u}\'">',
    '<a href="{u}"><img src="/img/bl.png" alt="我要办理"></a>',
    '<form action="{u}" method="get" target="_blank"><button type="submit">我要申请</button></form>',
    "<div class='yb' data-url='{u}'>马上办</div>",
    "<p>办理网址：<a href='{u}'>{u}</a></p>",
    '<map name=m><area shape=rect coords="0,0,9,9" href="{u}" alt="在线办理"></map><img usemap="#m" src="/img/b.png">',
    '<a href="{u}" class="go">我要办</a>',
)
# Drawn by scripts only.
DRAWN = (
    "<div id=yb></div><script>setTimeout(function(){{document.getElementById('yb').innerHTML='<a href=\"{u}\">{n}</a>'}},300)</script>",  # noqa: E501
    "<div id=yb></div><script>fetch('/yb.json?u={q}').then(r=>r.json()).then(d=>{{var a=document.createElement('a');"
    "a.href=d.u;a.textContent='去办理';document.getElementById('yb').appendChild(a)}})</script>",
)
# Whoever presses gets there; the markup does not say where.
HIDDEN = (
    '<button class="btn" onclick="goItem(\'{id}\')">立即办理</button><script>function goItem(c){{window.open(B+c)}}var B="{h}"+"/item?id="</script>',  # noqa: E501
    "<a id=go href='javascript:;'>在线办理</a><script>document.getElementById('go').onclick=function(){{location='{h}'+'/item?id={id}'}}</script>",  # noqa: E501
)
QR = (
    "<p>扫描下方二维码办理：</p><p><img src='/img/qr1.png' alt='二维码'></p>",
    "<p style='text-align:center'><img src='/img/ewm.jpg' title='扫一扫，马上办'></p><p>（扫码办理）</p>",
)
NONE = (
    "",
    "<p>附件：<a href='/files/a.docx'>申请表.docx</a></p>",
    "<p>附件：<a href='/files/b.pdf'>办事指南.pdf</a></p>",
)


def put(way: str, url: str, name: str, host: str, number: str) -> str:
    """The way's markup."""
    escaped = url.replace("&", "&amp;")
    return way.format(u=escaped, n=name, q=quote(url, safe=""), h=f"http://{host}", id=number)


def worded(item: str, random: Random) -> str:
    """How a link calls the item."""
    forms = ("{0}", "{0}", "{0}（市民政局）", "上海市{0}", "{0}办事指南", "{0}在线申请", "“{0}”事项")
    return random.choice(forms).format(item)
