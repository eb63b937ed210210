"""What the office reads: Chinese names of checks, severities and rounds (reasons.py and evidence.py have theirs)."""

from __future__ import annotations

# In the order in which reports show them: what stops the public first comes first.
CHECK_NAMES: dict[str, str] = {
    "site-down": "网站无法访问",
    "frequent-outage": "网站打不开的次数偏多",
    "expiring-certificate": "HTTPS证书失效或将到期",
    "blank-page": "网页空白",
    "stale-home": "首页更新不及时",
    "blank-column": "空白栏目",
    "stale-column": "栏目更新不及时",
    "stale-account": "新媒体更新不及时",
    "expired-credential": "新媒体登录或授权失效",
    "silent-source": "新媒体来源失灵",
    "missing-publication": "应发布内容未发布",
    "conflicting-facts": "网站与新媒体信息不一致",
    "missing-interpretation": "政策文件未见解读",
    "late-interpretation": "政策解读发布迟缓",
    "unlinked-interpretation": "政策与解读未相互关联",
    "missing-crosspost": "重要内容未同步发布",
    "withdrawn-article": "新媒体文章被撤下",
    "unanswered-comment": "留言未及时回复",
    "personal-data": "泄露个人信息",
    "tampered-page": "网页疑似被篡改",
    "hijacked-link": "链接指向有害内容",
    "hidden-link": "网页藏有暗链",
    "faulty-attachment": "附件缺失或有误",
    "expiring-document": "文件到期未处理",
    "wrong-wording": "表述不规范",
    "missing-identity": "页脚缺少网站标识",
    "missing-label": "网页缺少标签",
    "wrong-label": "网页标签有误",
    "inconsistent-date": "发布日期前后不一",
    "short-consultation": "征求意见期限过短",
    "missing-draft-interpretation": "征求意见未附草案解读",
    "missing-feedback": "征集后未反馈采纳情况",
    "incomplete-decision": "重大决策目录环节不全",
    "excerpt-interpretation": "解读照搬原文",
    "outdated-rule": "沿用已修改的规定",
    "incomplete-guide": "指南要素不全",
    "incomplete-notice": "便民通知内容不全",
    "outdated-notice": "过季通知未撤下",
    "incomplete-table": "名录表格填写不全",
    "overdue-reply": "留言逾期未答复",
    "library-gap": "主题库有遗漏",
    "stale-series": "合集更新不及时",
    "overdue-duty": "职责到期未确认",
    "broken-link": "断链",
    "mismatched-download": "附件与扩展名不符",
    "failing-search": "站内搜索搜不到文章",
    "missing-consultation": "网上咨询不能用",
    "missing-service-link": "政策没有办事入口",
    "broken-service-link": "办事入口打不开",
    "wrong-service": "办事入口不是所说的事项",
    "script-error": "网页脚本出错",
    "stale-popup": "飘窗过时",
    "mixed-content": "HTTPS网页引用明文内容",
    "broken-layout": "手机显示不全",
    "slow-page": "网页显示慢",
    "missing-alt": "图片没有替代文字",
    "inaccessible-page": "不符合无障碍要求",
    "missing-leaving-notice": "没有离站提示",
    "future-date": "发布日期晚于巡检之日",
    "undated-column": "栏目未标注发布日期",
    "slow-first-byte": "网站应答迟缓",
    "missing-ipv6": "网站不支持IPv6",
    "missing-https-redirect": "未跳转到HTTPS",
    "low-originality": "新媒体原创比例偏低",
}

CHECK_ADVICE: dict[str, str] = {
    "site-down": "请立即联系运维单位恢复访问；恢复后重新巡检，其余各项方可判定。",
    "frequent-outage": "请运维单位查明打不开的原因（见各次原因和时段），尽快排除；比例按近七天计，逐日回落。",
    "expiring-certificate": "请尽快更换证书并检查证书链；更换后六小时内自动复查。",
    "blank-page": "请技术人员用浏览器打开核实，检查网页的脚本和数据接口。",
    "blank-column": "请补充内容；确无内容的，请合并或下线该栏目。",
    "stale-column": "请核实近期工作并补发信息；长期无信息可发的，建议调整或合并栏目。",
    "stale-account": "请尽快更新；已停用的账号请按规定注销并公告。",
    "expired-credential": "请重新登录或授权，并更新运行巡检的机器上的环境变量；更新后下一轮自动恢复。",
    "silent-source": "请按所列原因修复来源，或改用其他读取方式；修复前对该账号的判断可能不完整。",
    "missing-publication": "请责任单位尽快发布；已在别处发布的，请转载到规定栏目。",
    "conflicting-facts": "请核对以哪一处为准，并更正另一处；必要时说明更正情况。",
    "missing-interpretation": "请起草部门提供解读材料，与政策文件关联发布。",
    "late-interpretation": "请今后按“三同步”要求，解读与政策文件同步起草、同步审签、同步发布。",
    "unlinked-interpretation": "请在政策文件页与解读页互设链接。",
    "missing-crosspost": "请尽快同步发布；已用其他标题发布的，请互设链接。",
    "withdrawn-article": "请核实撤下的原因；误删的请重新发布，并更正引用它的网页。",
    "unanswered-comment": "请尽快回复留言；转交其他单位办理的，请告知留言人。",
    "tampered-page": "请立即核实；属实的，断开或恢复网页，保留日志，按网络安全事件报告，并查明入侵途径。",
    "hijacked-link": "请立即撤下链接；对方网站已变更的，改为新地址或删去。",
    "hidden-link": "请立即删去暗链；网页多半已被攻破，请运维单位查明入侵途径并检查同类网页。",
    "broken-link": "请更正或撤下失效链接；附件、图片缺失的，请重新上传。",
    "mismatched-download": "请重新上传正确的附件；附件要登录才能下载的，请改为直接提供。",
    "failing-search": "请技术人员检查搜索服务和索引更新，逐个标题搜索，确认能搜到。",
    "missing-service-link": "请在政策页面加上该事项在办事平台上的链接；线下办理的，可在方案 services.exempt 写明。",
    "broken-service-link": "请更正办事入口的链接；平台故障的，请告知平台运维单位。",
    "wrong-service": "请核对事项，把链接改为政策所说的那一项。",
    "missing-consultation": "请恢复咨询填写页；停用的，换成能用的入口，并更正首页链接。",
    "script-error": "请技术人员按所列错误检查脚本，确认菜单、查询、提交等功能可用。",
    "stale-popup": "请撤下过时的飘窗、弹窗，或更换为当前内容。",
    "mixed-content": "请把所列地址改为 https://，对方不支持的，改存到本网站。",
    "broken-layout": "请技术人员调整所列内容在手机上的宽度；较宽的表格可放在能左右滑动的框里。",
    "slow-page": "请压缩首屏的图片和脚本，并检查服务器和带宽；时间以巡检机器所在网络为准。",
    "missing-alt": "请为所列图片补写替代文字；纯装饰的图片写空的 alt。",
    "inaccessible-page": "请技术人员按所列规则修改网页模板。",
    "missing-leaving-notice": "请在点击站外链接时提示“您即将离开本网站”。",
    "future-date": "请核对并更正发布日期。",
    "undated-column": "请在列表或稿件页标明发布日期；不显示日期的信息按未更新处理。",
    "slow-first-byte": "请运维单位检查服务器负载、数据库和出口带宽。",
    "missing-ipv6": "请联系运维单位或域名服务商配置 IPv6 地址，并确认能够连通。",
    "missing-https-redirect": "请在服务器上设置 http:// 自动跳转到 https://。",
    "stale-home": "请尽快在首页更新信息，条目旁写明日期；首页只有导航的，更新动态、通知类栏目。",
    "personal-data": "请立即撤下或遮盖所列个人信息，并检查同类内容和附件。",
    "faulty-attachment": "请补传或更换附件，确认能打开、年份正确。",
    "expiring-document": "请在原页面标注失效、废止或延长后的期限；继续执行的，请在到期前重新发布或发文延长。",
    "wrong-wording": "请按所列正确写法更正；词表有误的，请修改词表文件，或在方案 wording.exempt 写明。",
    "missing-identity": "请在网页模板的页脚补上所列标识；专题、应用等另用模板的网页一并补上。",
    "missing-label": "请技术人员在该类网页的模板中补上所列标签，并重新生成网页。",
    "wrong-label": "请技术人员核对模板中标签的取值，更正后重新生成所列网页。",
    "inconsistent-date": "请查后台记录，更正列表或稿件页面的日期；确系移入、重新上线的，可在方案 dating.exempt 写明。",
    "short-consultation": "请延长征求意见的期限，并公告说明；确需缩短的，写明原因。",
    "missing-draft-interpretation": "请把起草说明或草案解读附在征求意见公告后面，或者单独发布并相互链接。",
    "missing-feedback": "请公布收到多少条意见、采纳了哪些、不采纳的理由，并与公告相互链接；没有收到意见的也请写明。",
    "incomplete-decision": "请在目录中为每个事项补上所缺环节的链接；不涉及的环节请写明，尚未启动的请注明进度。",
    "excerpt-interpretation": "请改写解读，说明背景、要点、办理方式和与群众的关系。",
    "outdated-rule": "请按所列现行规定更正；仅供查考的旧文件，请标注已修订或已废止。",
    "incomplete-guide": "请补齐所缺要素，写明具体的地址、时间、号码，并确认申请入口能打开。",
    "incomplete-notice": "请在通知里补充所缺内容，或另发一篇；确实没有的（如无需预约），也请写明。",
    "outdated-notice": "请取消置顶、撤下首页链接（通知本身可以留存），或更新为本年度内容。",
    "incomplete-table": "请补填空缺的单元格、补上缺少的列；确实没有的，请写“无”。",
    "overdue-reply": "请尽快答复并公开；已答复的，请在网页上更新状态，显示答复日期。",
    "library-gap": "请把所列政策归集到主题库；打不开的条目请更正，失效的请撤下或注明。",
    "stale-series": "请更新合集；已结束的，请在方案中删去。",
    "overdue-duty": "请完成后在办理台“职责清单”中确认，写明日期和凭据；已完成的请补填，下一轮巡检后自动办结。",
    "low-originality": "请增加自采自编的内容；原创文章请声明原创。",
}

SEVERITIES: dict[str, str] = {"critical": "严重", "error": "问题", "warning": "提醒"}

ROUND_KINDS: dict[str, str] = {"full": "全面巡检", "daily": "每日巡检", "watch": "值守巡检"}

KIND_NAMES: dict[str, str] = {
    "new": "告知",
    "reminder": "提醒",
    "escalation": "升级",
    "recovery": "恢复",
    "update": "更新",
    "digest": "周报",
    "notice": "通报",
    "test": "测试",
}

STATUS_NAMES: dict[str, str] = {"queued": "待发", "sent": "已送达", "failed": "已放弃", "withdrawn": "已撤回"}


def check_name(check: str) -> str:
    """The check's Chinese name; a check without one keeps its own."""
    return CHECK_NAMES.get(check, check)


def check_advice(check: str) -> str:
    """One sentence on what the office should do about it; empty where there is none."""
    return CHECK_ADVICE.get(check, "")


def check_order(check: str) -> int:
    """The check's place in a report; unknown ones come last."""
    return list(CHECK_NAMES).index(check) if check in CHECK_NAMES else len(CHECK_NAMES)
