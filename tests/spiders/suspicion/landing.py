"""Pages of many makes, for the tests of suspicion: what hijackers put up, and what ordinary sites show."""

from __future__ import annotations

from hypothesis import strategies as st

BRANDS = ["澳门新葡京娱乐", "金沙娱乐城", "皇冠体育", "永利娱乐", "太阳城娱乐", "必威体育", "乐鱼体育", "开云体育"]
TRADES = ["真人百家乐", "在线赌场", "老虎机游戏", "体育投注平台", "真钱棋牌", "六合彩开奖", "网上赌博平台", "真人荷官"]
LURES = ["注册送彩金", "首存优惠", "最高返水", "24小时自助存取款", "一码中特", "送彩金"]
ENGLISH = ["Online Casino", "Live Casino Games", "Sports Betting Odds", "Slot Gacor Terpercaya", "Casino Bonus"]
PORN = ["成人视频", "黄色电影", "免费成人av", "裸聊直播", "一级毛片", "色情网站", "Free Porn Videos", "自拍偷拍"]
SEPARATORS = ["_", "-", " | ", "·", "——"]
ORDINARY = [
    ("某某科技有限公司", "专业从事智能仪表的研发与生产，产品远销海内外。"),
    ("某市第一人民医院", "内科、外科、妇产科、泌尿外科专家门诊，性病防治，预约挂号。"),
    ("中国福利彩票发行管理中心", "双色球、快乐8开奖公告，福彩公益金使用情况，投注站查询，理性购彩。"),
    ("某市体育彩票管理中心", "竞彩足球、大乐透开奖，投注赔率，未成年人不得购买彩票。"),
    ("某市公安局", "打击网络赌博，捣毁网上赌场，抓获利用百家乐、老虎机、真人荷官开设赌场的犯罪嫌疑人。"),
    ("扫黄打非网", "查处传播淫秽色情信息案件，成人视频、裸聊敲诈均属违法犯罪。"),
    ("某某银行", "信用卡、存款、理财、开户有礼，账户提现，防范电信网络诈骗。"),
    ("某某游戏公司", "斗地主、四川麻将、捕鱼、传奇手游，抵制不良游戏，拒绝盗版游戏。"),
    ("某某婚庆", "婚礼策划、旅拍写真、户外婚礼、相亲交友。"),
    ("某省慈善总会", "募捐公示，公益性服务，社会组织登记，一次性服务补贴。"),
    ("澳门旅游网", "威尼斯人酒店、葡京酒店、大三巴牌坊、渔人码头、会展购物。"),
    ("某某酒业", "白酒招商加盟，皇冠假日酒店经销，金沙窖酒。"),
    ("某某大药房", "三黄片、牛黄解毒片、男科用药、成人用品，凭处方购买。"),
    ("成人教育学院", "成人高考、自考本科、毕业证书领取、学历认证、在线观看课程。"),
    ("税务服务", "代开发票流程、增值税发票代开、发票查验、办税指南。"),
    ("某某域名注册商", "域名注册、域名转让、域名出售、虚拟主机、企业邮箱、网站备案。"),
]
FILLER = "我们秉承客户至上的理念，提供优质的产品和周到的服务，欢迎来电咨询，地址在某市某路一百号。"


def document(title: str, body: str, description: str = "", head: str = "") -> str:
    """One HTML page."""
    meta = f'<meta name="description" content="{description}">' if description else ""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{meta}{head}</head>'
        f"<body>{body}</body></html>"
    )


def _spelt(text: str, way: str) -> str:
    if way == "entities":
        return "".join(f"&#{ord(letter)};" for letter in text)
    if way == "starred":
        return "*".join(text)
    if way == "spaced":
        return " ".join(text)
    if way == "unseen":
        return "\u200b".join(text)
    if way == "wide":
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return text


@st.composite
def hijacked(draw: st.DrawFn) -> str:
    """A gambling or pornography page, plain or disguised."""
    subject = draw(st.sampled_from(["gambling", "gambling", "porn", "english"]))
    separator = draw(st.sampled_from(SEPARATORS))
    if subject == "english":
        return document(draw(st.sampled_from(ENGLISH)), "<h1>Play now</h1> free spins, jackpot, blackjack and roulette")
    pool = PORN if subject == "porn" else BRANDS + TRADES
    named = draw(st.lists(st.sampled_from(pool), min_size=2, max_size=4, unique=True))
    way = draw(st.sampled_from(["plain", "plain", "entities", "starred", "spaced", "unseen", "wide"]))
    title = separator.join(_spelt(word, way) for word in named)
    lures = draw(st.lists(st.sampled_from(LURES if subject == "gambling" else PORN), max_size=4))
    filler = FILLER * draw(st.integers(0, 20))
    return document(title, f"<h1>{named[0]}</h1><p>{'，'.join(lures)}</p><p>{filler}</p>", "，".join(named[:2]))


@st.composite
def written_by_script(draw: st.DrawFn) -> str:
    """A shell that writes itself."""
    text = " ".join(draw(st.lists(st.sampled_from(TRADES + BRANDS), min_size=3, max_size=5, unique=True)))
    way = draw(st.sampled_from(["codes", "escape", "unicode"]))
    if way == "codes":
        script = f"document.write(String.fromCharCode({','.join(str(ord(c)) for c in text)}))"
    elif way == "escape":
        script = f"document.write(unescape('{''.join(f'%u{ord(c):04x}' for c in text)}'))"
    else:
        script = f'document.write("{"".join(f"{chr(92)}u{ord(c):04x}" for c in text)}")'
    return document("", f"<script>{script}</script>")


@st.composite
def parked(draw: st.DrawFn) -> str:
    """A page in the place of www.example.com that offers the domain, or says that it has lapsed."""
    return draw(
        st.sampled_from(
            [
                document("example.com is for sale", "<h1>example.com</h1>Buy this domain. Make an offer."),
                document("example.com", "This domain is parked free, courtesy of the registrar. Get this domain."),
                document("example.com - 此域名可出售", "购买该域名请联系邮箱，一口价"),
                document("域名出售", "本域名 example.com 正在出售，联系QQ 10000"),
                document("该域名已过期", "该域名已过期，请联系注册商续费。"),
                document("example.com", '<script src="https://img.sedoparking.com/x.js"></script>Related searches'),
                document("您正在访问的域名可以转让", "您正在访问的域名可以转让！This domain name is for sale."),
            ]
        )
    )


@st.composite
def ordinary(draw: st.DrawFn) -> str:
    """A page of an ordinary site: a few of its trades, much or little text."""
    title, text = draw(st.sampled_from(ORDINARY))
    second = draw(st.sampled_from(ORDINARY))[1] if draw(st.booleans()) else ""
    links = "".join(f'<a href="/n/{n}.html">{text[:12]}</a>' for n in range(draw(st.integers(0, 20))))
    filler = FILLER * draw(st.integers(3, 40))
    return document(title, f"<h1>{title}</h1>{links}<p>{text}</p><p>{second}</p><p>{filler}</p>", text)
