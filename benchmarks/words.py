"""Words of a benchmark portal: columns, titles and paragraphs, drawn by seed."""

from __future__ import annotations

import random

# folder, name, kind in the plan, and how the folder answers an address that it does not have
COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("tzgg", "通知公告", "通知公告", "honest"),
    ("gzdt", "工作动态", "动态要闻", "honest"),
    ("zcwj", "政策文件", "政策文件", "honest"),
    ("zcjd", "政策解读", "政策解读", "honest"),
    ("ylfw", "养老服务", "业务工作", "phrase"),
    ("shjz", "社会救助", "业务工作", "phrase-reworded"),
    ("sfgl", "社会福利", "业务工作", "redirect-home"),
    ("bszn", "办事指引", "业务工作", "redirect-error-page"),
    ("hdjl", "互动交流", "留言公开", "empty-shell"),
    ("xxgk", "信息公开", "其他", "phrase-varying"),
)

_STATIC = """
机构概况 领导信息 内设机构 直属单位 机构职能 联系方式 网站地图 使用帮助 隐私声明 版权声明 婚姻登记 殡葬服务 慈善事业
社会组织 基层治理 区划地名 儿童福利 残疾人福利 社会工作 志愿服务 福利彩票 双拥优抚 流浪救助 最低生活保障 特困供养
临时救助 收养登记 行政许可 行政处罚 双随机公开"""
STATIC_NAMES = tuple(_STATIC.split())

_DISTRICT_NAMES = "东湖区 西山区 南浦区 北苑区 中原区 江口县 临海县 青田镇 白沙街道 红旗街道 新港街道 望江街道"
_DISTRICTS = tuple(_DISTRICT_NAMES.split())
_VERBS = ("开展", "推进", "组织", "部署", "启动", "完善", "调研", "检查", "落实", "加强")
_MATTER_NAMES = """
养老服务设施建设 社会救助家庭经济状况核对 清明祭扫服务保障 婚姻登记跨省通办 儿童关爱保护 残疾人两项补贴发放
慈善组织年度检查 社区工作者培训 地名标志维护 流浪乞讨人员救助 殡葬服务收费公示 居家适老化改造 老年助餐服务
福利彩票公益金使用"""
_MATTERS = tuple(_MATTER_NAMES.split())
_CLAUSES = (
    "会议指出，要坚持以人民为中心的发展思想",
    "各区民政局要切实加强组织领导，明确责任分工",
    "有关单位应当于规定期限内报送材料",
    "符合条件的困难群众可以向户籍所在地街道办事处提出申请",
    "申请材料应当真实、完整，并对其真实性负责",
    "工作人员将在受理之日起二十个工作日内作出决定",
    "要进一步优化办事流程，压缩办理时限，提升服务质量",
    "现将有关事项通知如下，请遵照执行",
    "活动期间共服务群众三千余人次，发放宣传资料两千余份",
    "各单位要加强安全管理，确保各项工作平稳有序",
    "下一步，将持续推动政策落地见效，让发展成果惠及更多群众",
    "咨询电话在工作日上午九时至下午五时接听",
)

# Articles about pages that do not exist: sound, however many of a checker's phrases they hold.
ABOUT_404: tuple[str, ...] = (
    "关于整改政府网站“404页面不存在”问题的通知",
    "网站链接打不开怎么办：“您访问的页面不存在”常见原因说明",
    "市民政局开展网站错链排查，杜绝“404 Not Found”",
    "关于“页面无法访问”留言办理情况的公示",
)


def sentence(chance: random.Random) -> str:
    """One or two clauses with a matter in them."""
    return (
        f"{chance.choice(_CLAUSES)}，{chance.choice(_VERBS)}{chance.choice(_MATTERS)}工作，{chance.choice(_CLAUSES)}。"
    )


def paragraphs(chance: random.Random, count: int) -> list[str]:
    """A pool of paragraphs that articles draw from."""
    return ["".join(sentence(chance) for _ in range(chance.randint(1, 4))) for _ in range(count)]


def title(chance: random.Random, number: int) -> str:
    """An article's title; no two of one portal are the same."""
    what = chance.choice(_MATTERS)
    if chance.random() < 0.5:
        return f"关于{chance.choice(_VERBS)}{what}工作的通知（第{number}号）"
    return f"{chance.choice(_DISTRICTS)}{chance.choice(_VERBS)}{what}工作（{number}）"


def file_name(chance: random.Random, number: int) -> str:
    """An attachment's name: plain, or Chinese with full-width marks and spaces as offices write them."""
    ending = chance.choice(("pdf", "doc", "docx", "xls", "xlsx", "zip", "wps"))
    if chance.random() < 0.5:
        return f"P{chance.getrandbits(48):012x}.{ending}"
    return f"附件{number}：{chance.choice(_MATTERS)}申请表 (样表).{ending}"
