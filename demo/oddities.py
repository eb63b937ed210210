"""What real servers do besides answering: resets, loops, refusals of HEAD, hiccups, firewalls."""

from __future__ import annotations

from pathlib import Path

from demo.answers import Answer, Manner, file, redirect, text

_FIREWALL = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>访问被拦截</title></head><body>
<h1>很抱歉，由于您访问的地址有可能对网站造成安全威胁，您的访问被阻断。</h1>
<p>您的请求编号：8f3c2a19d0e4。如有疑问，请联系网站管理员，并提供请求编号。</p></body></html>"""
_CHALLENGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><script>
var _0x1f=['cookie','reload'];(function(){document[_0x1f[0]]='wzws_cid=a1b2c3;path=/';location[_0x1f[1]]();})();
</script></head><body><noscript>请开启 JavaScript 后继续访问。</noscript></body></html>"""
_PARTNER = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} - 示例市政务服务网</title></head><body>
<h1>{title}</h1><p>{text}</p><p>主办单位：示例市政务服务中心</p></body></html>"""


def home_oddities(static: Path) -> dict[str, Answer]:
    """Files of the inspected site, and the addresses that behave in their own way."""
    answers = {f"/{p.relative_to(static).as_posix()}": _static(p) for p in static.rglob("*") if p.is_file()}
    for path in (
        "/images/logo.png",
        "/images/banner.png",
        "/images/nav-line.png",
        "/images/2025/canteen.png",
        "/zt/shzl/pic/01.png",
        "/zt/shzl/pic/02.png",
        "/attach/2025/附件 1：办理流程图.pdf",
    ):
        answers[path] = file(path)
    answers |= {
        "/download/办事指南 2025版.pdf": file("办事指南 2025版.pdf", Manner.NO_HEAD),
        "/download/服务手册.zip": file("服务手册.zip", Manner.HEAD_LIES),
        "/download/2024年度统计公报.pdf": Answer(manner=Manner.RESET),
        "/wsbs/search.jsp": Answer(b"<h1>HTTP Status 500 - Internal Server Error</h1>", 500),
        "/wsbs/query.jsp?type=1&page=1": _partner("办件进度查询", "请输入办件编号和查询密码。", Manner.BUSY_ONCE),
        "/wsbs/feedback.jsp": _partner("网站找错", "请填写页面地址和错误描述。", Manner.RESET_ONCE),
        "/search.jsp?wd=%B5%CD%B1%A3": _partner("站内搜索：低保", "共找到三条结果。"),
        "/guide/old": redirect("/guide/new", 301),
        "/guide/new": redirect("/bmfw/指南/"),
        "/bmfw/指南/": _partner("办事指南", "办事指南按照事项分类排列。"),
        "/zt/2022/": redirect("/zt/2022/index.html"),
        "/zt/2022/index.html": redirect("/zt/2022/", 301),
        "/zt/dxf": redirect("/zt/dxf/index_old.html"),
        "/cssy/": Answer(_CHALLENGE.encode(), 412),
        "/admin/login": Answer(b"error", 500),
    }
    return answers


def partner_answers() -> dict[str, Answer]:
    """The other office's site: unknown addresses get a friendly page with status 200."""
    return {
        "": _partner("页面找不到了", "抱歉，您访问的页面不存在或已被删除，请返回首页。"),
        "/": _partner("示例市政务服务网", "一网通办，高效便民。办事事项按照部门和主题分类。"),
        "/zwfw/item/110045": _partner("养老服务补贴申请", "受理条件、申请材料和办理流程。", Manner.NO_HEAD),
        "/nj/": redirect("/nj/index.html"),
        "/nj/index.html": _partner("社会组织年度检查填报", "请使用统一身份认证登录。"),
        "/beian/": _partner("备案信息", "示ICP备00000000号，备案信息真实有效。"),
        "/mark/": _partner("党政机关网站标识", "经核验，该网站为党政机关网站。"),
        "/gone/2023-policy.html": Answer(b"<html><title>404 Not Found</title></html>", 404),
    }


def firewall_answers() -> dict[str, Answer]:
    """A site that lets no inspection through: nothing can be said of its pages."""
    return {"": Answer(_FIREWALL.encode(), 403), "/hd/": Answer(_CHALLENGE.encode(), 412)}


def _partner(title: str, said: str, manner: Manner = Manner.PLAIN) -> Answer:
    return Answer(_PARTNER.format(title=title, text=said).encode(), manner=manner)


def _static(path: Path) -> Answer:
    return text(path.name, path.read_text("utf-8"))
