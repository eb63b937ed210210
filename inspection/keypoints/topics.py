"""What items ask for in words that recur from bureau to bureau, and what watches it: a table to be extended.

Each line was met in the key points of several bureaux. A pattern is looked for in one sentence of an item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that is published regularly, under a name that titles bear."""

    name: str
    pattern: Pattern[str]
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    due: tuple[str, str] | None = None  # where the words name no day: rule and value
    attachments: bool = False
    mentions: tuple[str, ...] = ()
    basis: str = ""


_GRAVES = ("高峰|客流", "预约|无需预约|免预约", "公交|专线|交通", "网络祭扫|云祭扫|代客祭扫|代祭扫", "热线|咨询电话")

PROMISES = (
    Promise(
        "部门预算",
        re.compile(r"预决算|预、?决算|预（决）算|预\(决\)算|部门预算|预算公开|预算(?:和|、|及)|预算信息"),
        ("预算",),
        none_of=("决算", "绩效"),
        due=("yearly", "04-30"),
        attachments=True,
        basis="财政部门批复后 20 日内公开",
    ),
    Promise(
        "部门决算",
        re.compile(r"决算"),
        ("决算",),
        due=("yearly", "10-31"),
        attachments=True,
        basis="财政部门批复后 20 日内公开",
    ),
    Promise(
        "绩效信息",
        re.compile(r"绩效(?:目标|评价|信息|自评)|预算绩效"),
        ("绩效",),
        due=("by", "12-31"),
        attachments=True,
    ),
    Promise("政府采购信息", re.compile(r"政府采购"), ("采购",), due=("by", "12-31")),
    Promise(
        "福利彩票公益金使用情况",
        re.compile(r"彩票公益金|福彩公益金"),
        ("公益金",),
        due=("yearly", "06-30"),
        basis="每年 6 月底前公告上一年度使用情况",
    ),
    Promise(
        "政府信息公开工作年度报告",
        re.compile(r"政府信息公开(?:工作)?年度报告|信息公开年报|公开工作年度报告|政府信息公开年报"),
        ("政府信息公开", "年度报告"),
        due=("yearly", "01-31"),
        basis="每年 1 月 31 日前",
    ),
    Promise(
        "政府网站工作年度报表",
        re.compile(r"网站(?:工作|监管)?年度(?:工作)?报表|网站年报"),
        ("网站", "年度报表"),
        due=("yearly", "01-31"),
        basis="每年 1 月 31 日前",
    ),
    Promise(
        "重大行政决策事项目录",
        re.compile(r"重大行政决策(?:事项)?(?:年度)?(?:事项)?目录|决策事项目录"),
        ("重大行政决策", "目录"),
        due=("yearly", "06-30"),
    ),
    Promise(
        "政府开放活动",
        re.compile(r"(?:政府|政务|机关|公众|民政)开放(?:月|日|周|活动)|开放月"),
        (),
        ("开放月", "开放日", "开放周", "政府开放"),
        due=("by", "12-31"),
    ),
    Promise(
        "慈善周活动",
        re.compile(r"慈善(?:周|月|宣传月|活动周)"),
        (),
        ("慈善周", "慈善月", "中华慈善日"),
        due=("before", "中华慈善日"),
    ),
    Promise("慈善奖表彰", re.compile(r"慈善奖"), ("慈善奖",), due=("by", "12-31")),
    Promise("清明祭扫服务信息", re.compile(r"清明"), ("清明",), due=("before", "清明"), mentions=_GRAVES),
    Promise("冬至祭扫服务信息", re.compile(r"冬至"), ("冬至",), due=("before", "冬至"), mentions=_GRAVES),
    Promise("中元节祭扫信息", re.compile(r"中元"), (), ("中元", "祭扫"), due=("before", "中元")),
    Promise("重阳节敬老信息", re.compile(r"重阳|敬老月|敬老节"), (), ("重阳", "敬老"), due=("before", "重阳")),
    Promise("春节期间服务信息", re.compile(r"春节|新春"), (), ("春节", "新春"), due=("before", "春节")),
    Promise(
        "婚姻登记特殊日期服务信息",
        re.compile(r"5[·.]?20(?!\d)|五二〇|七夕|情人节"),
        ("婚姻登记",),
        due=("before", "520"),
    ),
    Promise("儿童节关爱信息", re.compile(r"六一|儿童节"), (), ("六一", "儿童节"), due=("before", "儿童节")),
    Promise("助残日信息", re.compile(r"助残日|助残月"), (), ("助残",), due=("before", "全国助残日")),
    Promise(
        "社会组织年检（年报）信息",
        re.compile(r"(?:社会组织|社会团体|社团|民办非企业|基金会)[^。；]{0,30}(?:年检|年报|年度检查|年度报告)"),
        ("社会组织",),
        ("年检", "年度检查", "年度工作报告"),
        due=("yearly", "05-31"),
    ),
    Promise("社会组织评估等级结果", re.compile(r"评估等级|等级评估"), ("社会组织", "评估"), due=("by", "12-31")),
    Promise("活动异常名录", re.compile(r"活动异常名录"), ("活动异常",), due=("by", "12-31")),
    Promise("严重违法失信名单", re.compile(r"严重违法失信"), ("失信",), due=("by", "12-31")),
    Promise(
        "常见问题与解答",
        re.compile(r"常见问题(?:与|和|及)?(?:解答|问答|清单)|问答清单|政策问答(?:库|清单)|热点问题.{0,6}(?:解答|问答)"),
        (),
        ("常见问题", "问答", "解答"),
        due=("by", "12-31"),
    ),
    Promise(
        "行政规范性文件清理结果",
        re.compile(r"规范性文件[^。；]{0,14}清理|现行有效(?:的)?(?:行政)?规范性文件目录|清理结果"),
        ("规范性文件",),
        ("清理", "现行有效", "目录", "废止"),
        due=("by", "12-31"),
    ),
    Promise(
        "建议提案办理结果",
        re.compile(r"(?:建议|提案)[^。；]{0,10}(?:办理|答复)[^。；]{0,10}(?:公开|公布|结果|情况)"),
        (),
        ("建议", "提案"),
        due=("by", "12-31"),
    ),
    Promise(
        "法治政府建设年度报告",
        re.compile(r"法治政府建设(?:年度)?(?:报告|情况)"),
        ("法治政府",),
        due=("yearly", "03-31"),
        basis="每年 4 月 1 日前",
    ),
    Promise(
        "主动公开基本目录",
        re.compile(r"主动公开(?:基本|事项|标准)?目录|法定主动公开事项目录|公开事项(?:标准)?目录|政务公开标准目录"),
        ("目录",),
        ("主动公开", "公开事项", "公开标准"),
        due=("by", "12-31"),
    ),
    Promise(
        "权责清单",
        re.compile(r"权责清单|权力清单|责任清单"),
        (),
        ("权责清单", "权力清单", "责任清单"),
        due=("by", "12-31"),
    ),
    Promise(
        "机构改革信息",
        re.compile(r"机构改革|机构职能调整|机构调整"),
        ("机构",),
        ("改革", "职能", "调整", "设置"),
        due=("by", "12-31"),
    ),
    Promise(
        "招考录用信息",
        re.compile(r"(?:公务员|事业单位)[^。；]{0,8}(?:招录|招聘|招考|录用)"),
        (),
        ("招聘", "招录", "录用"),
        due=("by", "12-31"),
    ),
    Promise(
        "行政执法公示（双公示）",
        re.compile(r"双公示|行政许可和?行政处罚|行政执法(?:公示|信息)"),
        (),
        ("行政许可", "行政处罚", "双公示"),
        due=("monthly", "10"),
    ),
    Promise("双随机抽查结果", re.compile(r"双随机"), ("抽查",), due=("by", "12-31")),
    Promise(
        "统计数据",
        re.compile(r"统计(?:数据|信息|公报|季报|月报)"),
        (),
        ("统计", "季报", "数据"),
        due=("quarterly", "20"),
    ),
)
