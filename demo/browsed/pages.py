"""The second portal's pages: shells that scripts fill, and the few that are whole."""

# ruff: noqa: E501, markup is read more easily in long lines

from __future__ import annotations

from demo.browsed.content import ATTACHED, NOTICES, POLICIES, Piece

COLUMNS = {"/tzgg/": "通知公告", "/gzdt/": "工作动态", "/zcwj/": "政策文件", "/wsgs/": "网上公示"}
_CHALLENGE = """<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><script>
var a = 41, b = "demo";
document.cookie = "acw_sc__v2=" + b + (a * 3 + 7) + "; path=/";
setTimeout(function () { location.reload(); }, 50);
</script></body></html>"""
COOKIE = "acw_sc__v2=demo130"
_STYLE = """body{margin:0;font:16px/1.8 sans-serif;color:#333}header,nav,main,footer{padding:8px 24px}
header{background:#15508a;color:#fff}nav{background:#eef3f8}nav a{margin-right:20px;color:#15508a}
main{max-width:960px}ul{padding-left:20px}li span{float:right;color:#666}footer{color:#666;border-top:1px solid #ddd}
.piaochuang{position:fixed;right:24px;top:140px;width:220px;padding:12px;background:#fff7e0;border:1px solid #e0b84c;z-index:99}
table.wide{width:1180px;border-collapse:collapse}table.wide td{border:1px solid #999;padding:4px 12px;white-space:nowrap}"""
_API = """<script>
(function () {
  var page = 0, box = document.getElementById("rows"), more = document.getElementById("more");
  function load() {
    fetch("/api/articles?channel=%s&pageNo=" + (page + 1) + "&pageSize=8").then(function (r) { return r.json(); })
      .then(function (answer) {
        page += 1;
        if (!answer.data.total) { box.innerHTML = "<li>暂无信息</li>"; }
        answer.data.list.forEach(function (one) {
          var row = document.createElement("li"), link = document.createElement("a"), day = document.createElement("span");
          link.href = one.url; link.textContent = one.title; link.title = one.title; day.textContent = one.publishDate;
          row.appendChild(link); row.appendChild(day); box.appendChild(row);
        });
        more.style.display = page * 8 < answer.data.total ? "" : "none";
      });
  }
  more.onclick = load;
  load();
})();
</script>"""
_PROXY = """<script>
(function () {
  var asked = new XMLHttpRequest();
  asked.open("POST", "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15");
  asked.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
  asked.onload = function () {
    var found = asked.responseText.match(/<!\\[CDATA\\[[\\s\\S]*?\\]\\]>/g) || [];
    document.getElementById("rows").innerHTML = found.map(function (one) { return one.slice(9, -3); }).join("");
  };
  asked.send("col=1&webid=7&path=%2F&columnid=2002&unitid=31&webname=demo&permissiontype=0");
})();
</script>"""


def challenge() -> str:
    """What the firewall says to who comes without its cookie."""
    return _CHALLENGE


def page(title: str, body: str, *, above: str = "", labels: str = "") -> str:
    """One page with the site's head and foot. `labels`: of its own, besides the site's."""
    nav = "".join(f'<a href="{path}">{name}</a>' for path, name in {"/": "首页", **COLUMNS}.items())
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="SiteName" content="示例市婚姻登记服务网"><meta name="SiteDomain" content="hydj.example">'
        f'<meta name="SiteIDCode" content="9900000026">{labels}'
        f"<title>{title} - 示例市婚姻登记服务网</title><style>{_STYLE}</style></head><body>{above}"
        f"<header><h1>示例市婚姻登记服务网</h1></header><nav>{nav}</nav><main><h2>{title}</h2>{body}</main>"
        "<footer><p>主办单位：示例市婚姻登记服务中心　咨询电话：12345　网站标识码：9900000026</p>"
        '<p>示ICP备00000001号　示公网安备 00000000000001号 <span id="_ideConac"></span>'
        "<a href=/zxzx/>政府网站找错</a></p></footer></body></html>"
    )


def home(taken_over: str) -> str:
    """The home page: a corner notice of last year, a link that nobody sees, one whose domain was taken over."""
    notice = '<div class="piaochuang"><a href="/content/post_1011.html">2024年集体婚礼报名通道（报名截止2024年10月31日）</a></div>'
    unseen = (
        f'<div style="position:absolute;left:-9999px;top:-9999px"><a href="{taken_over}/vip">澳门新葡京娱乐城</a>'
        f'<a href="{taken_over}/zr">真人百家乐在线投注</a></div>'
    )
    rows = "".join(f'<li><a href="{one.path}">{one.title}</a><span>{one.day}</span></li>' for one in NOTICES[:5])
    search = '<form action="/search" method="get"><input type="search" name="q" placeholder="请输入关键词"><button>搜索</button></form>'
    cells = "".join(f"<td>第{n}窗口：档案查询与复印</td>" for n in range(1, 7))
    table = f'<table class="wide"><tr>{cells}</tr></table>'
    more = table + f'<p>合作单位：<a href="{taken_over}/">婚姻家庭研究会</a>　<a href="/zxzx/">我要咨询</a></p>'
    return page("首页", search + f"<ul>{rows}</ul>" + more, above=notice + unseen)


def column(path: str) -> str:
    """A column: two are filled by an interface, one by a record proxy, one is whole."""
    name = COLUMNS[path]
    labels = "".join(
        f'<meta name="Column{label}" content="{said}">'
        for label, said in (("Name", name), ("Type", "列表"), ("Description", f"{name}栏目"), ("Keywords", name))
    )
    if path == "/zcwj/":
        rows = "".join(f'<li><a href="{one.path}">{one.title}</a><span>{one.day}</span></li>' for one in POLICIES)
        return page(name, f'<ul id="rows">{rows}</ul>', labels=labels)
    if path == "/gzdt/":
        return page(name, '<ul id="rows"></ul>' + _PROXY, labels=labels)
    script = _API % {"/tzgg/": "tzgg", "/wsgs/": "wsgs"}[path]
    more = '<p><button id="more" type="button">加载更多</button></p>'
    return page(name, '<ul id="rows"></ul>' + more + script, labels=labels)


def article(piece: Piece, platform: str) -> str:
    """An article's page."""
    extra = piece.extra.replace("{platform}", platform)
    if piece is ATTACHED:
        extra += '<p>附件：<a href="/attach/zhibanbiao.pdf">周六登记窗口值班表.pdf</a></p>'
    info = f"<p>发布日期：{piece.day}　来源：示例市婚姻登记服务中心</p>"
    labels = f'<meta name="ArticleTitle" content="{piece.title}"><meta name="PubDate" content="{piece.day} 09:00">'
    labels += '<meta name="ContentSource" content="示例市婚姻登记服务中心">'
    return page(piece.title, f'{info}<div id="zoom"><p>{piece.text}</p>{extra}</div>', labels=labels)


def consultation() -> str:
    """The form by which people ask; it is never submitted."""
    return page(
        "我要咨询",
        '<form action="/zxzx/submit" method="post"><p><label>标题 <input name="title"></label></p>'
        '<p><label>您的姓名 <input name="name"></label></p><p><label>联系电话 <input name="tel"></label></p>'
        '<p><label>咨询内容 <textarea name="content" rows="6"></textarea></label></p><button type="submit">提交</button></form>',
    )
