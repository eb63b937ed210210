"""Reasons of verdicts, of columns and of doubts, in the office's words: said once, for the checks and the reports."""

from __future__ import annotations

from inspection.refusals import meaning

REASONS: dict[str, str] = {
    # of a probe: no answer was had
    "dns": "域名无法解析",
    "refused": "服务器拒绝连接",
    "reset": "连接被中断",
    "timeout": "超时未应答",
    "tls": "安全连接（TLS）建立失败",
    "unreachable": "网络不可达",
    "bad-answer": "应答不符合网络协议",
    "incomplete-answer": "应答没有传完",
    # of a probe: what the answer came to
    "soft-404": "页面打得开，但内容是“找不到页面”",
    "content-deleted": "内容已被发布者删除",
    "content-violation": "内容因违规或投诉被平台屏蔽",
    "content-expired": "链接已过期",
    "content-unavailable": "内容无法查看（账号注销、冻结或设为不可见）",
    "content-not-found": "平台上没有这条内容",
    "redirect-loop": "反复跳转，形成死循环",
    "bad-redirect": "跳转到无效的地址",
    "blocked-by-firewall": "检测受阻：被防火墙拦截",
    "forbidden": "服务器拒绝访问（403）",
    "needs-login": "需要登录，无法检测",
    "scripted-page": "页面由脚本生成，未能读出",
    "site-down": "网站无法访问，未能检测",
    # of a target that is not tried
    "private-address": "指向内网地址，未予访问",
    "robots": "网站的 robots.txt 不允许抓取",
    "excluded": "巡检方案规定不查",
    "page-limit": "超出本轮网页数量上限",
    "depth-limit": "超出层级上限",
    "trap-limit": "疑似无穷无尽的地址，不再深入",
    # of a column
    "scripted": "列表由脚本生成，未能读出",
    "unknown-shape": "页面结构无法识别",
    "unreadable": "页面结构无法识别",
    "source-not-read": "列表数据未能读到",
    # of a check that could not tell
    "not-read": "本轮没有读到",
    "incomplete": "未能读全",
    "could-not-be-read": "以前有内容，本轮一条也没有读到",
    "articles-not-read": "稿件页面未能读到",
    "newest-not-read": "最新稿件未能读到",
    "page-not-read": "页面未能读到",
    "pages-not-read": "本轮没有读取网页内容",
    "foot-not-seen": "页脚由脚本或框架生成，没有读到",
    "not-surely-same": "像是同一内容，不能确定",
    "columns-not-read": "相关栏目没有读全",
    "interpretations-not-read": "解读栏目没有读全",
    "no-date": "没有发布日期",
    "no-dates": "没有任何日期",
    "only-future-dates": "日期都晚于巡检之日",
    "undated-match": "有相符的稿件，但没有发布日期",
    "interpretation-undated": "解读没有发布日期",
    "calendar-not-published": "该年度放假安排尚未公布",
    "home-not-tried": "首页未能检测",
    "static-column": "内容固定的栏目，不判断",
    "undecided": "未能判定",
    "term-without-start": "写了有效期，看不出从哪天算起",
    "lexicon-unreadable": "词表有写错或读不了的地方",
    "home-not-read": "首页没有读到",
    # of what a browser should have shown
    "not-looked-at": "没有用浏览器打开过",
    "page-withheld": "打开后是空白的，但有内容因巡检的限制没有取到",
    "scripts-not-loaded": "有脚本没有取到，由此引起的错误不能算数",
    "styles-not-loaded": "有样式文件没有取到，版面不能算数",
    "machine-busy": "显示得慢，但可能是巡检机器自身忙碌",
    "not-measured": "检查没有做完",
    "leaving-not-told": "试过的链接看不出有没有提示",
    # of a look with a browser
    "led-elsewhere": "打开后转到了别的网站",
    "crashed": "浏览器打开网页时中断",
    "no-browser": "没有可用的浏览器",
    "browser-refused": "浏览器未能完成检查",
    "not-a-page": "打开的不是网页",
    "redirecting": "网页正在自动跳转",
    "frames": "网页由框架或插件组成，看不到内容",
    "waits-for-click": "网页要点击后才显示内容",
    "animated": "网页正在播放动画，尚未显示内容",
    "not-all-fetched": "网页所需的数据没有取全",
    "picture-not-taken": "网页未能截图",
    "page-went-away": "检查时网页自行跳转",
    # of search and consultation
    "no-search-box": "首页没有认出搜索框（可在方案 functions.search 写明搜索页的地址）",
    "too-few-titles": "没有足够的近期文章可供检验",
    "search-continues": "本轮时间不够，余下的标题下一轮再试",
    "search-not-sent": "输入后没有反应，不能确定搜索是否发出",
    "results-unclear": "看不出搜索结果",
    "needs-captcha": "要输入验证码，无法检测",
    "too-frequent": "网站限制搜索次数，无法检测",
    "no-results": "没有搜到任何结果",
    "other-results": "结果里没有这篇文章",
    "blank": "结果页是空白的",
    "error-page": "显示出错信息",
    "no-consultation-found": "没有找到咨询入口（可在方案 functions.consultation 写明填写页的地址）",
    "form-unclear": "没有认出可填的表单",
    # of services
    "maintenance": "办事平台正在维护",
    "service-not-named": "看不出是哪个办事事项",
    "perhaps-sends": "看不出是不是请群众到平台办理",
    "page-not-told": "打开的页面看不出是什么",
    "way-not-told": "按钮通向哪里由脚本决定",
    "code-not-read": "只有二维码，没有识读",
    "policy-not-drawn": "页面由脚本补充，本轮没有来得及用浏览器打开",
    # of watching whether the site answers
    "own-line": "本机线路故障，不算网站的",
    "disputed": "几处探测的结果各占一半",
    "too-few-probes": "有效探测次数不足",
    "endpoint-not-looked-at": "近期没有查看域名和证书",
    "certificate-not-seen": "没有看到证书",
    "ipv6-unknown": "不能判断 IPv6 是否连通",
    "redirect-unknown": "不能判断是否跳转到 https://",
    "other-port": "首页用的是特殊端口",
    # of a file whose text was not had
    "scanned": "是扫描件，没有文字",
    "partly-scanned": "有几页是扫描件，没有文字",
    "garbled": "文字读出来是乱码",
    "encrypted": "有密码，打不开",
    "damaged": "文件损坏，读不出",
    "too-large": "太大，没有通读",
    "no-tool": "这种格式本机没有程序能读",
    "picture": "是图片",
    "nested": "压缩包里还有压缩包",
    "reader-broke": "读取程序中断",
    "part-unread": "压缩包里有的文件读不出",
    "unknown-kind": "格式无法识别",
    "empty": "是空文件",
    "turn-not-come": "还没有轮到通读",
    "attachment-not-read": "附件还没有读到",
    # of a body
    "looks-suspicious": "有可疑之处，不能确定，请人工查看",
    # of consultations, decisions, interpretations, guides
    "period-not-stated": "没有写明期限，或者写法看不懂",
    "haste-explained": "说明了缩短期限的原因，请人工判断",
    "feedback-unclear": "不能确定是不是公众意见的采纳情况",
    "policy-text-not-read": "文件正文没有读到（可能在附件里）",
    "matters-not-found": "目录网页上没有读出事项",
    "directory-not-found": "没有找到目录",
    "links-undecided": "链接能否打开未能判定",
    "text-too-short": "网页上几乎没有文字",
    "entrance-not-tried": "没有网页链接到申请入口，没有试过能否打开",
    # of notices, tables, message boards and libraries
    "in-pictures": "内容可能在图片中，图片里的文字不能识别",
    "files-not-read": "附件没有读出内容",
    "table-not-found": "没有认出表格",
    "letters-not-found": "没有认出来信",
    "letters-undated": "看不出来信或答复的日期",
    "library-not-read": "主题库里没有读出条目",
    # of an account; why its sources could not be read is said by inspection.refusals
    "partly-read": "现有来源只看得到一部分内容",
    "source-refused": "有的来源没有读到，可能漏看较新的内容",
    "no-articles": "来源能读，但一篇文章也没有",
    "source-late": "现有来源晚一两天，最近的文章还看不到",
    "newest-undated": "有较新的文章没有发布日期",
    "just-published": "其他来源当天才有新文章，需再观察",
    "origin-unknown": "来源没有说明哪些是原创",
    "too-few-articles": "统计期内文章太少",
    "silent": "看不到其他来源已经看到的新文章",
    "deleted-by-author": "已被发布者删除",
    "violation": "因违规无法查看",
    "link-expired": "链接已过期",
    "not-found": "平台上没有这篇文章",
    "comments-not-read": "没有读到留言",
    "replies-not-told": "来源没有说明是否已回复",
}
_STATUSES: dict[int, str] = {
    400: "请求被拒",
    401: "需要登录",
    403: "禁止访问",
    404: "找不到",
    405: "不允许这种访问方式",
    408: "等待超时",
    410: "已被移除",
    412: "前提条件不符",
    429: "访问过于频繁",
    500: "服务器内部错误",
    501: "服务器不支持",
    502: "网关错误",
    503: "服务暂不可用",
    504: "网关超时",
}


# No page was had from the server: the fault lies with the site (or the way to it), not with one address of it.
_NO_ANSWER = frozenset({"dns", "refused", "reset", "timeout", "tls", "unreachable"})


def http_status(reason: str | None) -> int | None:
    """404 for `http-404`; None for what is no status."""
    head, _, code = (reason or "").partition("-")
    return int(code) if head == "http" and code.isascii() and code.isdecimal() else None


def is_no_answer(reason: str | None) -> bool:
    """Whether the server gave no answer, or only that it is failing (5xx), so that nothing can be said of its pages."""
    status = http_status(reason)
    return status >= 500 if status is not None else reason in _NO_ANSWER


def explain(reason: str | None, detail: str = "") -> str:
    """`http-404` → 服务器回答 404（找不到）. An unknown reason is told by its detail, else as it is."""
    status = http_status(reason)
    if status is not None:
        known = _STATUSES.get(status)
        return f"服务器回答 {status}（{known}）" if known else f"服务器回答 {status}"
    refusal = meaning(reason)
    return REASONS.get(reason or "") or (refusal.said if refusal else "") or detail or reason or "原因不明"
