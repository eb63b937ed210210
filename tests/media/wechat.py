"""api.weixin.qq.com and mp.weixin.qq.com as documented: tokens, lists, totals, comments, articles, notices, captcha."""

from __future__ import annotations

import html as markup
import itertools
from datetime import date, datetime

from tests.media.hosts import Answer, Asked, as_json, html
from tests.media.people import SHANGHAI, Account, Post, Source, address

FIRST_TOTALS = date(2025, 11, 1)  # the platform has no details of what was published before
_serial = itertools.count(1)


def _error(code: int, words: str) -> Answer:
    return as_json({"errcode": code, "errmsg": f"{words} rid: 65f-{next(_serial)}"})


class Api:
    """The API of several accounts; one source of kind `api` each."""

    def __init__(self, now: datetime, accounts: list[Account]) -> None:
        self.now = now
        self.accounts = {one.app_id: one for one in accounts if one.app_id}
        self.tokens: dict[str, str] = {}

    def __call__(self, asked: Asked) -> Answer:
        if asked.path in ("/cgi-bin/stable_token", "/cgi-bin/token"):
            return self._token(asked)
        account = self.accounts.get(self.tokens.get(asked.query.get("access_token", ""), ""))
        if account is None:
            return _error(40001, "invalid credential, access_token is invalid or not latest")
        source = _source(account)
        if source.fault == "busy":
            return _error(-1, "system error")
        if source.fault == "quota":
            return _error(45009, "reach max api daily quota limit")
        if source.fault == "not-verified":
            return _error(48001, "api unauthorized")
        if asked.method != "POST":
            return _error(43002, "require POST method")
        match asked.path:
            case "/cgi-bin/freepublish/batchget":
                return self._published(account, asked)
            case "/datacube/getarticletotaldetail":
                if source.fault == "no-totals":
                    return _error(48001, "api unauthorized")
                return self._totals(account, asked)
            case "/cgi-bin/comment/list":
                return self._comments(account, asked)
        return _error(40066, "invalid url")

    def _token(self, asked: Asked) -> Answer:
        given = asked.json() if asked.path.endswith("stable_token") else dict(asked.query)
        account = self.accounts.get(str(given.get("appid")))
        if given.get("grant_type") != "client_credential":
            return _error(40002, "invalid grant_type")
        if account is None:
            return _error(40013, "invalid appid")
        source = _source(account)
        if source.fault == "ip":
            return _error(40164, "invalid ip 203.0.113.9, not in whitelist")
        if source.fault == "secret" or given.get("secret") != source.secret:
            return _error(40125, "invalid appsecret")
        token = f"{next(_serial)}_ToKeN-{account.app_id}-" + "x" * 90
        self.tokens[token] = account.app_id
        return as_json({"access_token": token, "expires_in": 7200})

    def _published(self, account: Account, asked: Asked) -> Answer:
        given = asked.json()
        offset, count = given.get("offset"), given.get("count")
        if not isinstance(offset, int) or not isinstance(count, int) or not 1 <= count <= 20:
            return _error(40007, "invalid args")
        rows = [post for post in account.seen() if not post.grouped]
        page = rows[offset : offset + count]
        items = [self._item(account, post, bool(given.get("no_content"))) for post in page]
        return as_json({"total_count": len(rows), "item_count": len(items), "item": items})

    def _item(self, account: Account, post: Post, bare: bool) -> dict[str, object]:
        stamp = int(post.at.timestamp())
        news = {
            "title": post.title, "author": "", "digest": post.paragraphs[0][:50], "content_source_url": post.source_url,
            "thumb_media_id": "", "thumb_url": "http://mmbiz.qpic.cn/mmbiz_jpg/q/0?wx_fmt=jpeg", "show_cover_pic": 0,
            "need_open_comment": 1, "only_fans_can_comment": 0, "url": address(account, post, True).replace(
                "https", "http") + "&chksm=ab12#rd", "is_deleted": False,
        }  # fmt: skip
        if not bare:
            news["content"] = body(post)
        return {
            "article_id": f"Aid{post.mid}_{post.sn[:20]}", "update_time": stamp,
            "content": {"news_item": [news], "create_time": stamp, "update_time": stamp},
        }  # fmt: skip

    def _totals(self, account: Account, asked: Asked) -> Answer:
        given = asked.json()
        try:
            first, last = (date.fromisoformat(str(given.get(name))) for name in ("begin_date", "end_date"))
        except ValueError:
            return _error(61500, "date format error")
        today = datetime.now(SHANGHAI).date()  # the platform's clock, whatever a round is dated
        if last >= today or first > last or (last - first).days > 29:
            return _error(61501, "date range error")
        rows = [
            {"ref_date": f"{post.at:%Y-%m-%d}", "msgid": f"{post.mid}_{post.idx}",
             "publish_type": 0 if post.grouped else 1, "detail_list": [{"stat_date": f"{last}", "read_user": 40,
             "share_user": 2, "zaikan_user": 1, "like_user": 3, "comment_count": len(post.remarks)}],
             "title": post.title, "content_url": address(account, post, True)}
            for post in account.seen() if max(first, FIRST_TOTALS) <= post.at.date() <= last
        ]  # fmt: skip
        return as_json({"list": rows, "is_delay": False})

    def _comments(self, account: Account, asked: Asked) -> Answer:
        given = asked.json()
        begin, count, kind = (given.get(name) for name in ("begin", "count", "type"))
        if not isinstance(begin, int) or not isinstance(count, int) or not 0 < count < 50 or kind not in (0, 1, 2):
            return _error(40097, "invalid args")
        found = [p for p in account.seen() if str(p.mid) == str(given.get("msg_data_id"))]
        if not found or int(str(given.get("index") or 0)) != 0:
            return _error(88001, "msg_data is not exists")
        rows = [
            {"user_comment_id": r.number, "openid": f"o{r.number}ABC", "create_time": int(r.at.timestamp()),
             "content": r.text, "comment_type": 0,
             "reply": {"content": "您好", "create_time": int(r.replied_at.timestamp())} if r.replied_at else
             {"content": "", "create_time": 0}}
            for r in found[0].remarks
        ]  # fmt: skip
        return as_json({"errcode": 0, "errmsg": "ok", "total": len(rows), "comment": rows[begin : begin + count]})


def _source(account: Account) -> Source:
    return next(one for one in account.sources if one.kind == "api")


def body(post: Post) -> str:
    rows = [f"<p>{markup.escape(text)}</p>" for text in post.paragraphs]
    rows += [f'<p><a href="{markup.escape(href)}">{words}</a></p>' for words, href in post.links]
    return "".join(f"<section>{row}</section>" for row in rows)


class Pages:
    """mp.weixin.qq.com: articles by short and long address, albums."""

    def __init__(self, now: datetime, accounts: list[Account]) -> None:
        self.now, self.accounts = now, [one for one in accounts if one.platform == "wechat"]

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/mp/appmsgalbum":
            return self._album(asked)
        if asked.path.startswith("/mp/wappoc_appmsgcaptcha"):
            return html(NOTICE.format(title="环境异常", words="当前环境异常，完成验证后即可继续访问。", more="去验证"))
        for account in self.accounts:
            for post in account.posts:
                if asked.path == f"/s/{post.short}" or (
                    asked.path == "/s" and asked.query.get("mid") == str(post.mid)
                    and asked.query.get("__biz") == account.biz and asked.query.get("sn") == post.sn
                ):  # fmt: skip
                    return page(account, post)
        return html(NOTICE.format(title="", words="参数错误", more=""))

    def _album(self, asked: Asked) -> Answer:
        found = [one for one in self.accounts if one.album and one.album == asked.query.get("album_id")]
        if not found:
            return html(NOTICE.format(title="", words="合集不存在", more=""))
        rows = [post for post in found[0].seen() if post.idx == 1][::2]
        if asked.query.get("f") == "json":
            start = next((n + 1 for n, p in enumerate(rows) if str(p.mid) == asked.query.get("begin_msgid")), 0)
            page_ = rows[start : start + 10]
            listed: object = [_entry(found[0], p, n) for n, p in enumerate(page_, start + 1)]
            if len(page_) == 1 and isinstance(listed, list):
                listed = listed[0]  # as the platform does
            more = "1" if start + 10 < len(rows) else "0"
            given = {"article_list": listed, "continue_flag": more, "reverse_continue_flag": "0", "base_info": {}}
            return as_json({"base_resp": {"ret": 0}, "getalbum_resp": given})
        listed_ = "".join(
            f'<li class="album__list-item js_album_item" data-msgid="{p.mid}" data-itemidx="{p.idx}" data-pos_num="{n}"'
            f' data-title="{markup.escape(p.title)}" data-link="{markup.escape(address(found[0], p, True))}">'
            f'<span class="js_article_create_time album__item-info-item">{int(p.at.timestamp())}</span></li>'
            for n, p in enumerate(rows[:10], 1)
        )
        more = "1" if len(rows) > 10 else "0"
        return html(
            f"<!DOCTYPE html><html><head><title>合集</title></head><body><ul class='js_album_list'>{listed_}"
            f"</ul><script>window.cgiData = {{ album_id: '{found[0].album}', nick_name: '{found[0].name}',"
            f" isLogin: '0', article_count: '{len(rows)}' * 1, continue_flag: '{more}' * 1, is_reverse: '0' }};"
            "</script></body></html>"
        )


def _entry(account: Account, post: Post, place: int) -> dict[str, object]:
    return {
        "title": post.title, "url": address(account, post, True).replace("https", "http") + "#rd", "key": place,
        "create_time": str(int(post.at.timestamp())), "msgid": str(post.mid), "itemidx": str(post.idx),
        "pos_num": str(place), "cover_img_1_1": "https://mmbiz.qpic.cn/mmbiz_jpg/q/0", "is_pay_subscribe": "0",
    }  # fmt: skip


NOTICE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body class="zh_CN">'
    '<div class="weui-msg"><div class="weui-msg__icon-area"><i class="weui-icon-warn weui-icon_msg"></i></div>'
    '<div class="weui-msg__text-area"><h2 class="weui-msg__title warn">{words}</h2>'
    '<p class="weui-msg__desc">{more}</p></div></div></body></html>'
)


def page(account: Account, post: Post) -> Answer:
    if account.wall == "captcha":
        return html("", 302, Location=f"/mp/wappoc_appmsgcaptcha?poc_token=H{post.sn}&target_url=%2Fs%2F{post.short}")
    if post.gone == "deleted":
        return html(NOTICE.format(title="", words="该内容已被发布者删除", more=""))
    if post.gone == "violation":
        words = "由用户投诉并经平台审核，涉嫌违反相关法律法规和政策，查看对应规则"
        return html(NOTICE.format(title="", words="此内容因违规无法查看", more=words))
    title, stamp = markup.escape(post.title), int(post.at.timestamp())
    stat = 1 if post.original else 2
    return html(f"""<!DOCTYPE html><html class=""><head><meta charset="utf-8"><title></title>
<meta name="author" content=""><meta property="og:title" content="{title}" />
<meta property="og:url" content="{markup.escape(address(account, post, True))}&amp;chksm=0#rd" />
<meta property="og:image" content="https://mmbiz.qpic.cn/mmbiz_jpg/cover/0?wx_fmt=jpeg" />
<meta property="og:site_name" content="微信公众平台" /><meta property="og:type" content="article" /></head>
<body id="activity-detail" class="zh_CN wx_wap_page mm_appmsg"><script nonce="1">
var biz = "{account.biz}" || ""; var sn = "{post.sn}" || "" || "";
var mid = "{post.mid}" || "" || ""; var idx = "{post.idx}" || "" || "";
</script><div id="js_article" class="rich_media"><div id="page-content"><div id="img-content" class="rich_media_wrp">
<h1 class="rich_media_title " id="activity-name">
{title}</h1><div id="meta_content" class="rich_media_meta_list">
{'<span id="copyright_logo" class="wx_tap_link rich_media_meta icon_appmsg_tag">原创</span>' if stat == 1 else ""}
<span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">
 {account.name} </a></span><em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0; ">{body(post)}</div>
{'<a class="media_tool_meta meta_primary" id="js_view_source" href="##">阅读原文</a>' if post.source_url else ""}
</div></div></div><script nonce="1">
var _copyright_stat = "{stat}"; var _ori_article_type = "";
var nickname = htmlDecode("{account.name}"); var appmsg_type = "9";
var ct = "{stamp}"; var user_name = "gh_{account.uid or "0a1b2c3d4e5f"}"; var msg_title = '{title}'.html(false);
var msg_desc = htmlDecode(""); var msg_source_url = '{post.source_url}'; var appmsgid = "{post.mid}" || '' || '';
var oriCreateTime = '{stamp}'; var createTime = '{post.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}';
window.item_show_type = '0';
</script></body></html>""")
