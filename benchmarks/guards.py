"""What stands in the way of a page: answers for addresses that do not exist, and a firewall's challenge."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from html import escape

from benchmarks.markup import SITE, Frame

_BARE = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'

_CHALLENGE = _BARE.format(
    title="安全检查",
    body="<script>var _0x3f=['cookie','location'];document.cookie='__jsl_clearance='+Date.now();"
    "setTimeout(function(){location.reload()},1500)</script><noscript>请开启JavaScript并刷新该页</noscript>",
)


def pages(frame: Frame) -> dict[str, str]:
    """Names and texts of the pages that the server falls back to; see `serve` for where each is used."""
    phrase = '<div class="tip"><h1>对不起，您访问的页面不存在</h1><p><a href="/">返回首页</a></p></div>'
    reworded = '<div class="msg"><p>抱歉，该信息已被删除或移走，请从栏目重新进入。</p></div>'
    lost = '<div class="err"><h2>您要查看的页面找不到了</h2><p>可能是网址有误，<a href="/">点此回到首页</a></p></div>'
    return {
        "honest": _BARE.format(title="404 Not Found", body="<center><h1>404 Not Found</h1></center>"),
        "phrase": _BARE.format(title="提示信息", body=phrase),
        "phrase-reworded": frame.page(f"提示 - {SITE}", reworded),
        "error-page": frame.page(f"出错了 - {SITE}", lost),
        "empty-shell": frame.page(SITE, '<div id="ivs_content"></div>'),
        "page-for-file": _BARE.format(title="系统提示", body="<h3>文件不存在或已被删除！</h3>"),
        "challenge": _CHALLENGE,
    }


def varying(path: str) -> str:
    """A not-found page that differs at every request: it names the address, the hour and a number."""
    now = datetime.now(UTC).isoformat()
    body = (
        f"<h2>很抱歉，您要访问的页面不存在！</h2><p>请求地址：{escape(path)}</p><p>错误编号：{secrets.token_hex(8)}</p>"
        f"<p>时间：{now}</p><p><a href='/'>返回网站首页</a> <a href='javascript:history.back()'>返回上一页</a></p>"
    )
    return _BARE.format(title="页面不存在", body=body)


def plain(title: str) -> str:
    """A sound page of an application: slow ones and unsteady ones say this once they answer."""
    text = f"{title}办理情况如下，本期共受理申请若干件，均已按规定办结并送达申请人。" * 6
    return _BARE.format(title=f"{title} - {SITE}", body=f"<h1>{title}</h1><p>{text}</p><a href='/'>首页</a>")


def offsite_page(name: str) -> str:
    """A page of the site that the portal links to."""
    return _BARE.format(title="友情链接单位", body=f"<h1>{name}</h1><p>{'本页介绍单位职能与联系方式。' * 8}</p>")
