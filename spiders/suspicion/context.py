"""Who speaks: an offer, or a warning, a report, a rule about such offers."""

from __future__ import annotations

import re

NEAR = 40  # characters to each side
# Said by offices, courts, papers and schools about such things, and by nobody who offers them.
_WARNING = re.compile(
    "打击|整治|查处|查获|查办|查扣|严查|清查|查封|捣毁|侦破|破获|抓获|刑拘|刑事|拘留|判处|判决|获刑|被判|罪|犯罪|违法|涉案|涉嫌|涉赌|涉黄|涉毒"
    "|警方|警察|民警|公安|派出所|网警|检察|法院|法庭|法官|被告|嫌疑|受害|被骗|上当|骗局|诈骗|骗子|反诈|防骗|防范|警惕|警示|提醒|谨防|当心|切勿|勿信|不要"
    "|禁止|严禁|禁赌|拒绝|抵制|远离|戒赌|扫黄|打非|举报|投诉|曝光|处罚|罚款|取缔|关停|封堵|清理|净化|治理|监管|管理办法|条例|规定|法律|法规|依法|依照"
    "|危害|害人|陷阱|风险|黑灰产|黑产|境外|跨境|缅北|电信网络|网络安全|专项行动|专项整治|通报|典型案例|以案|揭秘|起底|记者|报道|新华社|研究|论文"
    "|纠纷|评析|违规|非法|不法|不得|量刑|宣判|入刑|案例|律师|辩护|财报|营收|毛收入|股价|博彩业|博彩股|立法|议员|法案"
    "|regulator|gambling commission|public register|helpline|self-exclusion|safer gambling"
    "|warn|scam|fraud|police|illegal|arrest|crime|criminal|court|law|victim|report|study|research|addiction|prevent"
)
_OFFICE = re.compile(
    "通知|通告|公告|通报|意见|办法|条例|规定|倡议书|公开信|宣传|教育|讲座|倡议|告知书|调研|批复|答复|提案|建议|案件|新闻|动态"
)
# Said by those whose trade domains are.
_REGISTRAR = re.compile(
    "虚拟主机|云服务器|云主机|网站建设|企业邮箱|域名注册|域名查询|域名解析|ssl证书"
    "|web hosting|register a domain|domain registration|domain registrar|domain search"
)
# Games that are licensed must say so; what is played for money has no licence.
_LICENSED = re.compile("健康游戏忠告|抵制不良游戏|适龄提示|防沉迷|出版物号|文网游备字|新广出审|国新出审")
_ENOUGH = 3  # different words of warning make the page a text about it


def warns(text: str, start: int, end: int) -> bool:
    """Whether what stands around these characters speaks about such things."""
    return _WARNING.search(text, max(0, start - NEAR), min(len(text), end + NEAR)) is not None


def is_official(title: str) -> bool:
    """Whether a title is one of a report, a warning, a rule."""
    return _WARNING.search(title) is not None or _OFFICE.search(title) is not None


def is_licensed(text: str) -> bool:
    """Whether a text shows the marks of a licensed game."""
    return _LICENSED.search(text) is not None


def is_registrar(text: str) -> bool:
    """Whether a text is of one who sells domains as a trade, and not this one alone."""
    return len(set(_REGISTRAR.findall(text))) >= _ENOUGH


def is_about(text: str) -> bool:
    """Whether a whole text, in its normal form, speaks about such things as offices do."""
    met: set[str] = set()
    for match in _WARNING.finditer(text):
        met.add(match[0])
        if len(met) >= _ENOUGH:
            return True
    return False
