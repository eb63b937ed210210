"""Deeds that only a person can say are done, and checks that watch what an item speaks of: tables to be extended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from re import Pattern


@dataclass(frozen=True, slots=True)
class Deed:
    """What only a person can say is done."""

    name: str
    pattern: Pattern[str]


@dataclass(frozen=True, slots=True)
class Watch:
    """Checks that look at such a thing whatever the plan says."""

    pattern: Pattern[str]
    checks: tuple[str, ...] = field(default=())


DEEDS = (
    Deed("公众代表列席决策会议", re.compile(r"列席")),
    Deed(
        "政务公开培训",
        re.compile(
            r"(?:开展|组织|举办|参加|安排|做好|加强|强化|进行)[^。；]{0,40}培训|业务培训|培训(?:会|班|计划|研讨)|纳入[^。；]{0,16}培训|学习(?:和|、)培训"
        ),
    ),
    Deed("调研走访听取意见", re.compile(r"调研|走访|座谈|听证会|恳谈|听取[^。；]{0,40}意见")),
    Deed(
        "保密审查",
        re.compile(r"保密审查|先审查|一事一审|发布审查|公开审查|公开属性|三审三校|内容审核|信息审核|敏感信息"),
    ),
    Deed("纳入考核", re.compile(r"考核|绩效评价体系|问责|追责|通报批评")),
    Deed(
        "组织领导和人员配备",
        re.compile(
            r"领导小组|组织领导|配齐|配强|专人|工作力量|工作机构|统筹协调|第一责任人|主体责任|队伍建设|人员变动|职责分工"
        ),
    ),
    Deed(
        "检查督促",
        re.compile(
            r"督查|督促|督导|日常检查|日常巡查|巡检|自查|抽查(?!结果)|第三方评估|跟踪问效|监督检查|动态监测考评|社会评议|满意度|回头看"
        ),
    ),
    Deed(
        "学习法律法规",
        re.compile(r"应知应会|学习(?!贯彻习近平)[^。；]{0,30}(?:条例|法律|法规|文件精神|业务知识)|领导干部学法"),
    ),
    Deed("疑难申请会商", re.compile(r"(?<!协)会商(?!会)|疑难|行政复议|行政诉讼|败诉|纠错")),
    Deed("舆情与热点回应", re.compile(r"舆情|热点回应|回应关切|回应社会关切|热点问题")),
    Deed("网络安全与应急", re.compile(r"应急|意识形态|网络安全|安全防护|等级保护|安全管理|泄密风险")),
    Deed(
        "总结经验做法",
        re.compile(r"总结[^。；]{0,20}(?:经验|做法)|典型(?:案例|经验)|经验(?:做法|交流|推广)|优秀稿件|约稿|创新案例"),
    ),
    Deed("专题调查", re.compile(r"专题调查|问卷调查")),
    Deed("报备报送", re.compile(r"报备|台账|报送|上报|备案(?!办法|管理|等|、|信息)")),
    Deed(
        "宣传推介",
        re.compile(
            r"制作[^。；]{0,24}(?:视频|短片|海报|手册|动漫)|宣传(?:活动|推介|视频|力度|培训)|加大[^。；]{0,10}宣传|宣传月|进社区|新闻发布会|通气会|访谈"
        ),
    ),
    Deed("公开专区和查阅点", re.compile(r"公开专区|查阅点|公开专窗|公开栏|体验区|公报")),
    Deed("政策推送", re.compile(r"推送|政策找人|政策直达|服务包|送政策")),
    Deed(
        "平台功能建设",
        re.compile(
            r"(?:开设|上线|开通|建设|优化|完善|增设)[^。；]{0,20}(?:功能|专栏|专题|专区|平台|模块|系统|小程序|频道)"
        ),
    ),
    Deed("问题清单", re.compile(r"问题清单|整改|查漏补缺|补短板")),
    Deed("制度建设", re.compile(r"(?:健全|完善|建立|修订|制定)[^。；]{0,24}(?:制度|机制|流程|规程)")),
)

WATCHES = (
    Watch(
        re.compile(r"解读|三同步"),
        ("missing-interpretation", "late-interpretation", "unlinked-interpretation", "excerpt-interpretation"),
    ),
    Watch(
        re.compile(r"草案[^。；]{0,6}解读|征集意见的政策|征求意见[^。；]{0,20}解读"), ("missing-draft-interpretation",)
    ),
    Watch(
        re.compile(r"公开征[求集询]|(?<!人民)意见征[求集](?!信箱)|征[求集询](?:公众|社会)?意见|公众参与"),
        ("short-consultation", "missing-feedback"),
    ),
    Watch(re.compile(r"留言|信箱|热线|咨询|来信"), ("overdue-reply",)),
    Watch(re.compile(r"依申请|公开申请|申请人|公开指南"), ("outdated-rule", "incomplete-guide")),
    Watch(re.compile(r"隐私|保密审查|个人信息|商业秘密|泄密|敏感信息|三审三校"), ("personal-data",)),
    Watch(
        re.compile(r"有效期|清理|失效|废止|现行有效|动态更新.{0,8}规范性文件|规范性文件.{0,12}集中公开"),
        ("expiring-document",),
    ),
    Watch(re.compile(r"阅办联动|阅办|政策.{0,6}办事|跳转链接|断链"), ("missing-service-link", "broken-service-link")),
    Watch(
        re.compile(
            r"(?:优化|加强|强化|提升|推进|规范|完善|做好|抓好|健全|打造)[^。；，]{0,10}(?:政府网站|门户网站|官网|局网站|政府门户)|(?:网站|官网)[^，。；]{0,8}(?:建设|管理|运维|内容保障|安全|维护|普查|监管|巡查|日常|防护|栏目|集约)"
        ),
        (
            "site-down",
            "tampered-page",
            "broken-link",
            "stale-column",
            "missing-label",
            "missing-identity",
            "wrong-wording",
            "inconsistent-date",
        ),
    ),
    Watch(
        re.compile(
            r"新媒体[^，。；]{0,10}(?:建设|管理|运维|监管|内容|发布|更新|健康|规范|作用|账号|矩阵|优势)|(?:优化|加强|强化|规范|推进|提升|通过|利用|依托)[^。；，]{0,16}(?:新媒体|微信|微博|公众号|视频号|两微一端)"
        ),
        ("stale-account",),
    ),
    Watch(re.compile(r"原创"), ("low-originality",)),
    Watch(re.compile(r"错别字|错敏|表述|内容(?:准确|规范)|规范表述"), ("wrong-wording",)),
    Watch(re.compile(r"重大行政决策|重大决策"), ("incomplete-decision",)),
    Watch(re.compile(r"主题库|集成式|政策库|专题库|公文库"), ("library-gap",)),
    Watch(re.compile(r"祭扫|便民信息"), ("incomplete-notice", "outdated-notice")),
)
