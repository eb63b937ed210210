"""Pages of the platform: items in several layouts, and what goes wrong in their place."""

from __future__ import annotations

import json

HEAD = (
    "<!doctype html><html lang=zh><head><meta charset=utf-8><title>{title}</title></head><body style='font-size:14px'>"
)
NAV = (
    "<div class=top><a href='/'>首页</a> <a href='/gr'>个人办事</a> <a href='/fr'>法人办事</a> <a href='/bm'>部门服务</a>"  # noqa: E501
    " <a href='/my'>我的</a> <a href='/login'>登录</a><input placeholder=请输入事项名称><button>搜索</button></div>"
)
FOOT = (
    "<div class=foot>主办：市政府办公厅　承办：市大数据中心　网站标识码 3100000001　沪ICP备00000000号"
    "<p>建议使用高版本浏览器访问，如遇系统异常请致电 12345</p></div>"
)
_TABLE = (
    "<table><tr><td>事项名称</td><td>{n}</td></tr><tr><td>实施主体</td><td>市民政局</td></tr><tr><td>办件类型</td><td>承诺件</td></tr>"
    "<tr><td>法定办结时限</td><td>20个工作日</td></tr><tr><td>承诺办结时限</td><td>5个工作日</td></tr><tr><td>收费情况</td><td>不收费</td></tr>"
    "</table><h3>受理条件</h3><p>符合规定条件的对象。</p><h3>申请材料</h3><p>申请表、身份证明</p>"
)
_LIST = "<p>受理条件</p><p>符合条件的对象</p><p>申请材料</p><p>申请表</p><p>办理流程</p><p>申请、受理、审核、办结</p><p>咨询电话</p><p>021-12345</p><a href=#>在线办理</a>"  # noqa: E501
# Bodies by server; {n}: the name.
LAYOUTS = (
    ("{n}-一网通办", "<h1>{n}</h1>" + _TABLE + "<a href=#>在线办理</a>"),
    ("事项详情", "<div class=crumb>首页 &gt; 部门服务 &gt; 民政局</div>" + _TABLE),
    ("上海一网通办", "<div class='item-title' style='font-size:24px'>{n}</div>" + _LIST),
    ("办事指南_政务服务网", "<div class=bszn><h2>{n}</h2><span>到现场次数 0 次</span></div>" + _LIST),
    ("{n}", "<h1><img src=/logo.png alt=一网通办></h1><p style='font-size:22px;font-weight:bold'>{n}</p>" + _LIST),
    ("网上办事大厅", "<h1>政务服务</h1><div><span>事项名称：</span><span>{n}</span></div>" + _LIST),
    (
        "在线申报",
        "<h2>{n}</h2><ol><li>填写表单</li><li>上传材料</li><li>确认提交</li></ol><form>姓名<input name=a>证件号码<input name=b>"  # noqa: E501
        "联系电话<input name=c><button type=button>下一步</button></form>",
    ),
    (
        "办理情形选择",
        "<h3 style='font-size:20px'>{n}</h3><p>请选择办理情形</p><label><input type=radio>首次办理</label><label><input type=radio>其他"  # noqa: E501
        "</label><button>下一步</button>" + _LIST,
    ),
)
_SPA = """<div id=app><div class=spin></div></div><script>
(async () => {{
  const id = new URLSearchParams((location.hash.split("?")[1] || location.search)).get("id");
  const d = await (await fetch("/api/item?id=" + id)).json();
  document.title = d.title;
  document.getElementById("app").innerHTML = d.body;
}})();
</script>"""
_FRAME = "<iframe src='/frame?id={id}' width=1000 height=700></iframe>"
GONE = (
    "抱歉，您访问的事项不存在",
    "该事项已下架，请选择其他事项办理",
    "未查询到该事项信息",
    "您所访问的办事指南已失效",
    "事项已取消，暂不提供网上办理",
    "很抱歉，您要访问的页面不存在或已被删除",
    "没有找到相关事项",
    "该服务已停止办理",
    "对不起，该服务暂未开通",
    "无此事项，请核对后重试",
)
ERRORS = (
    "系统繁忙，请稍后再试",
    "服务器开小差了，请稍后重试",
    "接口调用失败",
    "网络异常，请检查网络后重试",
    "系统错误，请联系管理员",
    "请求超时，请刷新重试",
)
WORKS = (
    "<h2>系统升级公告</h2><p>平台将于今日进行系统升级，期间暂停服务，敬请谅解。</p>",
    "<h1>系统维护中</h1><p>给您带来不便，敬请谅解。</p>",
)


def page(title: str, body: str) -> str:
    """A whole page of the platform."""
    return HEAD.format(title=title) + NAV + body + FOOT


def item(layout: int, name: str) -> tuple[str, str]:
    """Title and body of an item."""
    title, body = LAYOUTS[layout % len(LAYOUTS)]
    return title.format(n=name), body.format(n=name)


def shell(kind: str, number: str) -> str:
    """What the server answers where the body is fetched by script, or stands in a frame."""
    return page("政务服务", _FRAME.format(id=number) if kind == "frame" else _SPA.format())


def fetched(title: str, body: str) -> str:
    """The interface's answer."""
    return json.dumps({"title": title, "body": body}, ensure_ascii=False)


def broken(kind: str, said: str) -> tuple[str, str]:
    """Title and body in the item's place."""
    bodies = {
        "gone": f"<div class=empty><img src=/empty.png width=200 height=120><p>{said}</p><a href='/'>返回首页</a></div>",  # noqa: E501
        "gone-list": f"<h2>{said}</h2><h3>热门服务</h3>" + "".join(f"<p>居民服务第{n}项</p>" for n in range(12)),
        "error": f"<div class=err><h3>{said}</h3><button>刷新</button></div>",
        "toast": f"<div id=t class='el-message'>{said}</div>"
        "<script>setTimeout(()=>document.getElementById('t').remove(),3000)</script><img src=x onerror=\"setTimeout(()=>{"  # noqa: E501
        "const t=document.getElementById('t');if(t)t.remove()},3000)\">",
        "loading": "<div class=loading>加载中...</div>",
        "spin": "<div class='el-loading-mask'><svg width=40 height=40><circle cx=20 cy=20 r=15 fill=none stroke=blue /></svg></div>",  # noqa: E501
        "hollow": _TABLE.replace("市民政局", "")
        .replace("承诺件", "")
        .replace("20个工作日", "")
        .replace("5个工作日", "")
        .replace("不收费", "")
        .replace("符合规定条件的对象。", "")
        .replace("申请表、身份证明", "暂无")
        .format(n=""),
        "json": '<pre>{"code":500,"msg":"' + said + '","data":null}</pre>',
    }
    return "政务服务", bodies[kind]
