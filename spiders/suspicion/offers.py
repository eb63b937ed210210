"""Turns of phrase of those who offer illegal goods and services, pirated servers, or a domain itself."""

from __future__ import annotations

from inspection.suspicion import Category, Weight
from spiders.suspicion.phrase import Phrase, phrase

_T, _S, _D, _K = Category.TRADE, Category.SERVERS, Category.DEFACED, Category.PARKED
_STRONG, _PLAIN = Weight.STRONG, Weight.PLAIN

_PAPERS = "假?文凭|毕业证|学历证?|资格证|驾驶证|驾照|身份证|结婚证|离婚证|房产证|学位证|四六级证|户口本|证件|证书|假证"
_GAMES = (
    "传奇|天龙(?:八部)?|奇迹(?:mu)?|传世|诛仙|征途|问道|冒险岛|dnf|魔域|mu|石器|热血江湖"
    "|魔兽|剑灵|永恒|千年|龙之谷|仙境|tlbb"
)

TRADE: tuple[Phrase, ...] = (
    phrase(
        _T,
        _STRONG,
        "票 保真 点位 税点 点数",
        r"(?:可)?先?验票(?:后付款)?(?!机)|保真(?:可验|票)|正规机打票|点位低|税点低|点数(?:优惠|低)|(?:代开"
        r"|开)(?:全国|各地|各类|各种|各行业)[^,。;]{0,10}(?:发?票)|开票加(?:微信|qq|v)|优惠开票"
        r"|发票代开(?:公司|中心|网)",
    ),
    phrase(
        _T,
        _PLAIN,
        "票 具 代开",
        r"代开[^,。;]{0,4}(?:住宿|餐饮|建筑|材料|运输|广告)[^,。;]{0,6}(?:发?票)|(?:对外|长期)(?:代开|开具)"
        r"|代开专票|开票公司|真票",
    ),
    phrase(
        _T,
        _STRONG,
        "证 文凭 学历 驾照 户口本",
        rf"(?:{_PAPERS})(?:制作|代办|定做|样本|出售|购买(?!材料))|办(?:假证|假文凭|假学历|假毕业证|文凭)|(?:专业|快速"
        rf"|加急)办(?:理)?(?:学历|文凭|毕业证|证件|各类证|假证|驾驶证)|先办证后付款|先看证后付款"
        rf"|(?:高仿|仿真|一比一)(?:证件|学历|文凭|毕业证)",
    ),
    phrase(
        _T,
        _PLAIN,
        "办 付款 网上可查 包过 防伪",
        r"办证刻章|先(?:办|做|验)(?:事|证|票|货)?后付款|(?:证|文凭)网上可查|增驾包过|办(?:学历|驾驶证"
        r"|各类证)",
    ),
    phrase(
        _T,
        _STRONG,
        "代孕 代怀 借卵 包 捐卵 供卵",
        r"代怀(?:孕|生|公司)?|借卵|代孕(?:公司|中介|机构|妈妈(?:招聘|价)|套餐|价格|费用|流程|网|包)"
        r"|包(?:生)?男孩|包性别|包抱婴|包成功包|(?:捐|供)卵(?:招募|高薪|价格|试管包)|爱心捐卵",
    ),
    phrase(_T, _PLAIN, "助孕 选性别 捐卵 试管代 代孕", r"助孕(?:公司|机构|中介)|试管代|第三方代孕|选性别|捐卵"),
    phrase(
        _T,
        _STRONG,
        "黑户 无视 强开 花呗 白条 借呗 口子 高炮 套现 信用卡",
        r"黑户(?:贷|秒|下款|都能|可下|口子)|黑户白户|无视(?:征信|黑白|风控|逾期)|强开(?:花呗|借呗|技术"
        r"|微粒贷|白条)|(?:花呗|白条|借呗|信用卡)(?:白条)?(?:套现|秒套|秒回|代还|变现)(?:秒|商家|平台|联系"
        r"|网)|(?:花呗|借呗|白条)(?:套现|秒套|变现)"
        r"|(?:秒下|必下|内部|下款|贷款)款?口子|口子(?:秒下|论坛|大全)|714高炮|pos机套现|套现(?:秒|商家)",
    ),
    phrase(
        _T,
        _PLAIN,
        "征信 逾期 代还 口子 黑户 秒下款",
        r"征信(?:修复|洗白|花了)|逾期洗白|信用卡代还|秒下款|无视征信",
    ),
    phrase(
        _T,
        _STRONG,
        "黑客 开房 聊天记录 改成绩 通话 轰炸 呼死你 云呼 接码 四件套 实名 银行卡 跑分 对公 盗 微信 qq 支付宝",
        r"黑客(?:接单|联系|业务|服务|在线)|查(?:开房|聊天记录|通话记录)|改成绩|盗(?:qq|微信)号?|短信轰炸"
        r"|呼死你|云呼|接码平台|(?:银行卡|对公|公户|u盾)[^,。;]{0,4}四件套|(?:出售|收购|收|买卖|批发|回收"
        r"|买)(?:微信号|实名(?:号|账号|微信|支付宝)|银行卡|对公账户|支付宝号|qq号)"
        r"|(?:微信|qq|支付宝|实名)号?(?:老号|白号|实名号)(?:批发|出售)?|跑分(?:平台|兼职|招商|赚)|收款码跑分",
    ),
    phrase(
        _T,
        _PLAIN,
        "跑分 接码 群控 卡商 实名账户 定位 数据出售",
        r"跑分|接码|群控|卡商|实名账户|(?:微信|手机)定位(?:查|找)|数据出售",
    ),
    phrase(
        _T,
        _STRONG,
        "迷 听话",
        r"迷(?:魂|情|奸)(?:药|水|喷雾|烟|香|粉)|强效迷|听话(?:水|药)[^,。]{0,4}(?:货到|购买|出售|专卖)",
    ),
    phrase(_T, _PLAIN, "听话水 三唑仑 ghb 迷药 货到付款", r"听话水|三唑仑|(?<![a-z])ghb(?![a-z])|迷药|货到付款"),
    phrase(
        _T,
        _STRONG,
        "枪 弩 气狗 电击器 冰毒 大麻 k粉",
        r"(?:气枪|猎枪|弓弩|仿真枪|弩弓|枪支|电击器)[^,。;]{0,4}(?:专卖|货到|批发|购买|网站|商城)|气狗"
        r"|(?:冰毒|大麻|k粉)(?:出售|购买|货到)",
    ),
    phrase(
        _T,
        _STRONG,
        "替考 代考 枪手 代写 答案",
        r"(?:枪手|替考|代考)(?:替考|代考|包过|网|联系|价格|招聘|公司)|代写[^,。]{0,4}(?:包过|包发表|枪手)"
        r"|答案(?:提前|出售)",
    ),
    phrase(
        _T,
        _STRONG,
        "烟",
        r"一条代发[^,。]{0,6}烟|(?:外烟|免税烟|免税香烟|出口烟|高仿烟|香烟)(?:批发一手|一手货源|货到付款"
        r"|微商|代理一手|批发货源)|(?:香烟|烟)[^,。;]{0,6}越南代工",
    ),
    phrase(_T, _PLAIN, "外烟 代工 货源 一条代发", r"外烟|越南代工|一手货源|一条代发"),
)

OTHERS: tuple[Phrase, ...] = (
    phrase(
        _S,
        _STRONG,
        "sf 私服 公益服 变态 发布 开服表 开区表 超变 微变 一秒",
        rf"(?:{_GAMES})[^,。;|]{{0,3}}(?:sf(?![a-z])|私服(?!外挂)|公益服|发布[站网]|开服表|开区表|变态|超变"
        rf"|微变)|私服(?:发布|开[区服]|网|一条龙|刚开)|刚开一秒",
    ),
    phrase(
        _S,
        _PLAIN,
        "今日 gm上线 打金 三端 上线送",
        r"今日(?:新服|开区|开机)|gm上线|打金(?:服|复古)|三端互通|上线送(?:满级)?vip",
    ),
    phrase(
        _S,
        _STRONG,
        "自瞄 卡盟 外挂 辅助 挂 透视",
        r"自瞄(?:透视|辅助|外挂)|透视自瞄|卡盟|外挂(?:网|辅助|下载|购买|商城)|(?:吃鸡|和平精英|绝地求生"
        r"|王者荣耀|穿越火线|csgo|pubg)(?:外挂|辅助|透视|挂)",
    ),
    phrase(
        _D,
        _STRONG,
        "hack hak3d haked h4ck 0wned owned pwn defaced r00t",
        r"\b(?:hac?k(?:e|3)d|h4ck(?:e|3)d|0wned|pwn(?:e|3)d|defaced|r00ted) by\b|^\W{0,9}(?:hacked|0wned"
        r"|owned|defaced)\W{0,9}$|(?:system|security|site|server)[^.]{0,16}(?:has been|have been|is"
        r"|got) (?:owned|0wned|hacked|pwned|defaced)\b",
    ),
    phrase(
        _K,
        _STRONG,
        "域名",
        r"(?:本|此|该|您(?:正在)?访问的)(?:网站)?(?:的)?域名[^。;!?原新]{0,24}?(?:出售|可?转让|待售|可售"
        r"|求购|已?到期|已?过期|停放|联系购买)|域名(?:待售|停放页)[\s\-_]",
    ),
    phrase(
        _K,
        _PLAIN,
        "到期 过期 欠费 请联系",
        r"(?:网站|空间|主机|服务器|域名|站点)已经?(?:到期|过期|欠费)|(?:到期|过期),?请(?:联系|尽快)?续费"
        r"|请联系(?:注册商|空间商)",
    ),
    phrase(
        _K,
        _STRONG,
        "domain site page account renewal",
        r"\b(?:this|the) (?:premium )?(?:domain(?: name)?|web ?site"
        r"|web ?page)(?: name)?(?: [a-z0-9\-]+\.[a-z.]{2,12})? (?:is|may be|might be|has been|was)(?: now"
        r"| currently| also)? (?:listed )?(?:for sale|available for (?:sale|purchase)|parked|expired"
        r"|listed for|recently registered)"
        r"|\b(?:this|the) domain(?: name)? (?:has )?expired|\b(?:buy|get|purchase|own|acquire|lease"
        r"|backorder|inquire about|interested in|offer (?:on|for)) this (?:premium )?domain"
        r"|^\W{0,3}domain (?:name )?(?:has )?expired|this account has been suspended"
        r"|pending renewal or deletion",
    ),
    phrase(
        _K,
        _PLAIN,
        "powered registered registrar lease listings listed future related what sponsored park expired suspended",
        r"powered by (?:sedo|afternic|dan\b|bodis|parkingcrew|godaddy|above)|registered (?:at"
        r"|with) (?:namecheap|godaddy|namesilo|dynadot|porkbun)|lease to own|sponsored listings"
        r"|listed for auction|future home of|what you need, when you need it"
        r"|\bparking ?crew\b|domain (?:name )?expired on|related (?:links|searches)"
        r"|parked (?:free|page|domain)",
    ),
)
