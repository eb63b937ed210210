"""Policies that name a service, and policies that do not, in varied wording. Half of the wordings is held out."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

ITEMS = (
    "养老机构设立备案",
    "社会团体成立登记",
    "困境儿童基本生活费补贴",
    "残疾人两项补贴",
    "养老服务补贴",
    "最低生活保障待遇",
    "临时救助金",
    "食品经营许可",
    "道路运输经营许可",
    "公共租赁住房资格",
    "高校毕业生就业补贴",
    "创业担保贷款贴息",
    "一次性吸纳就业补贴",
    "专利资助",
    "人才引进落户",
    "民办非企业单位变更登记",
    "殡葬基本服务费用减免",
    "慈善组织认定",
    "医疗机构执业登记",
    "建筑业企业资质核准",
    "城镇排水许可",
    "特种设备使用登记",
    "高新技术企业认定",
    "技术合同认定登记",
    "工伤认定",
    "居住证积分",
    "婚姻登记",
    "收养登记",
    "户外广告设施设置许可",
    "企业稳岗返还补贴",
)
PLATFORMS = ("“一网通办”平台", "上海“一网通办”门户网站", "“一网通办”", "政务服务网", "广东政务服务网", "“随申办”APP")

# Each names {item}, to be applied for on {platform}. The second half of each list is held out.
NAMING = (
    "申请人可登录{platform}，选择“{item}”事项，按要求填写申请表并上传材料。",
    "符合条件的单位通过{platform}提出{item}申请，并提交下列材料。",
    "办理{item}的，可以通过{platform}在线提交，也可以到区行政服务中心窗口办理。",
    "申请方式：登录{platform}—办事大厅，搜索“{item}”，点击“立即办理”。",
    "事项名称：{item}。办理渠道：{platform}。",
    "申请{item}的居民，应当向户籍所在地街道社区事务受理服务中心提出申请，或者通过{platform}申请。",
    # held out
    "线上办理：进入{platform}首页，在搜索框输入“{item}”，根据提示填报相关信息后提交。",
    "申请单位可以在{platform}办理{item}，经办机构应当自受理之日起10个工作日内作出决定。",
    "自通知印发之日起，符合条件的对象可在{platform}申领{item}，逾期不予受理。",
    "需要办理{item}的申请人，请使用{platform}网上申报，窗口不再收取纸质材料。",
    "{item}实行网上办理。申请人登录{platform}后填写申请信息，上传申请材料扫描件。",
    "（二）申报。企业于每年3月通过{platform}申报{item}。（三）受理。区主管部门收到申报材料后予以受理。",
)
PASSING = (
    "深入推进“一网通办”改革，优化{item}等事项的办理流程，提升群众满意度。",
    "去年，全区通过“一网通办”平台办理{item}1200余件，好评率达99%。",
    "各区、各部门要将{item}纳入政务服务网，实现线上线下融合办理。",
    "会议听取了{item}工作情况的汇报，研究部署下一阶段工作。",
    "本办法所称{item}，是指按照国家有关规定实施的制度。",
    "加强{item}资金管理，任何单位和个人不得截留、挪用。",
    # held out
    "完善政务服务平台功能，推动{item}“高效办成一件事”。",
    "截至6月底，已有3.2万人通过“随申办”完成{item}，同比增长18%。",
    "市民政局负责{item}的业务指导和监督检查，区民政局负责组织实施。",
    "要加快政务服务网建设，探索{item}免申即享，让数据多跑路。",
    "开展{item}专项检查，重点检查档案是否齐全、程序是否规范。",
    "在“一网通办”平台公布{item}清单，主动接受社会监督。",
)
FILLING = (
    "为贯彻落实国家和本市有关规定，结合本区实际，制定本办法。",
    "本通知自2025年5月1日起施行，有效期5年。",
    "各相关部门应当按照职责分工，加强协调配合。",
    "违反本办法规定的，依照有关法律法规处理。",
    "附件：有关表格",
)
POLICY_TITLES = (
    "关于印发《{item}实施办法》的通知",
    "{item}管理办法",
    "关于做好{item}工作的通知",
    "关于进一步规范{item}有关事项的通知",
    "关于调整{item}标准的通知",
)
OTHER_TITLES = (
    "关于印发2025年民政工作要点的通知",
    "关于转发《{item}管理办法》的通知",
    "2024年法治政府建设情况报告",
    "关于开展{item}专项检查的通知",
    "某某区“十四五”民政事业发展规划",
    "关于加快推进数字政府建设的实施意见",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One policy, and what it truly names."""

    title: str
    text: str
    item: str | None
    mentioned: str


def told(seed: int, *, held_out: bool) -> Told:
    """One of its half of the wordings."""
    random = Random(f"{seed} {held_out}")
    names = random.random() < 0.5
    item = random.choice(ITEMS)
    half = slice(6, None) if held_out else slice(0, 6)
    values = {"item": item, "platform": random.choice(PLATFORMS)}
    titles = POLICY_TITLES if names or random.random() < 0.5 else OTHER_TITLES
    key = random.choice((NAMING if names else PASSING)[half]).format(**values)
    around = [*random.sample(FILLING, 3), *(random.choice(PASSING[half]).format(**values) for _ in range(names))]
    random.shuffle(around)
    at = random.randrange(len(around) + 1)
    text = random.choice(("\n", "\n\n", "")).join([*around[:at], key, *around[at:]])
    return Told(random.choice(titles).format(**values), text, item if names else None, item)
