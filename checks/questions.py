"""Whether a reader's comment asks for something: a question, a call for help, a complaint. Praise and chatter do not.

Told by structure, not by topic. Precision goes first: where a word may as well belong to praise or to a statement (如何
in 教您如何预约, 哪里 in 哪里有困难哪里就有他们), the comment counts only with another sign. Irony is not understood.
"""

from __future__ import annotations

import re
import unicodedata

# A picture such as [玫瑰], a mention, an address, a topic: none of the commenter's own words.
_ORNAMENT = re.compile(r"\[[^\[\]]{1,8}\]|(?:回复)?@[\w\-·]{1,30}[::]?|https?://\S+|#[^#]{1,40}#")
_NOT_WORDS = re.compile(r"[^\w\s?!,。、;:.…~\-()《》\"']")

# Whoever writes this wants an answer, whatever else the comment says.
_ASKS = re.compile(
    r"请问|请教|求助|跪求|求(?:解答?|告知|回复|问|指教|电话|地址|联系方式|教程|说明)|想(?:问|咨询|请教|了解一下|知道)|咨询一下"
    r"|麻烦(?:问|回复|解答|告知|看|处理)|(?:请|望|希望|盼|恳请|请求|要求)(?:尽快|尽早|及时|早日|能|帮忙|给予|予以|相关部门|有关部门|领导)*"
    r"(?:解决|处理|回复|答复|核实|告知|说明|解释|重视|明示|关注一下)|在线等|盼复|等回复|等答复|请(?:及时|尽快)?公[布开](?:一下)?\w{0,6}(?:电话|号码|地址|名单|标准|时间|方式)|给个(?:说法|答复|回复|电话)"
    r"|(?:有)?(?:谁|哪位|人)\w{0,3}(?:能)?(?:知道|告诉我|清楚|解答)|不知道(?:该|要|应该|怎么|如何|去哪|在哪|哪里|能不能|是不是|可不可以)"
)
_COMPLAINS = re.compile(
    r"(?<!零)(?<!无)(?<!没有)(?<!接到)(?:我?要|想|已|进行|再次)?(?:投诉|举报)(?!率|量|件|办理|处理|渠道)"
    r"|(?:电话|热线|号码)?(?:总是|一直|老是|根本|都|也|永远|怎么|就是)*(?:打|拨)不(?:通|进)|(?:无|没|没有)人(?:接听?|管|理|修|来|应|回[复应]?|处理|受理|负责|解决|答复)"
    r"|(?:一直|总是|永远|老是|每次都?)(?:是|都)?(?:不发|不到账|不给|不解决|占线|忙音|不接|不上门|不来|不办|不理|没人|没有|不给|打不|约不|登不|进不|失败|报错)|(?:打不开|进不去|约不[上到]|抢不到|登不[上进]|登录不[了上]|预约不[了上]|注册不了|办不[了成]|查不到|提交不了|收不到|(?:看|扫|点|填|加载|显示|打印)不(?:清|出|开|了|进|全)|失效了?|坏了)"
    r"|(?:无法|不能|没法)(?:预约|登录|登陆|注册|办理|查询|提交|打开|打通|申请|显示)"
    r"|(?:还|仍|依然|到现在|至今|迟迟|一直)(?:是|都|也)*(?:没|没有|未|不见|不给)(?:有)?(?:到账|收到|发放|发|解决|处理|回复|答复|动静|消息|下来|办|人)"
    r"|(?<!不)没(?:有)?收到|效率(?:也|真|太|很|极其?)*(?:低|慢)|说法(?:都|也)?不(?:一|同)|排队?(?:了|要)?\w{0,5}(?:小时|钟头)"
    r"|(?:强烈|坚决)?要求(?:恢复|增加|公布|公开|开放|取消|退还|赔偿|整改|严查)|不作为|踢皮球|推诿|推来推去|乱收[费钱]|还不解决|空白页|态度(?:也|真|太|很|极其?|非常|特别|十分)*(?:差|恶劣|不好|冷漠)|什么态度|形同虚设|糊弄|敷衍"
)
# Words that ask where they stand in a question of one's own.
_ASKING_WORD = re.compile(
    r"什么时候|啥时候|何时|几点(?!建议|意见|思考|体会|感想|感受|看法|启示|说明|希望|注意)|几号|几月|几天|哪天|周几|星期几|多久|多长时间"
    r"|多少(?=[?!。.,\s]*$)|多少(?:钱|元|费用?|岁|名额|块|分钟|天可以|天能)|(?:电话|号码|标准|费用|价格|金额|补贴|收费)(?:大概|到底|究竟)?(?:是|要|需要)?多少"
    r"|(?:怎么|咋)(?:办|样才|才能|预约|申请|报名|办理|领|查|去|走|收费|联系|报销|填|弄|操作|登记|参加|缴|交|用|打不|没有?|还没?|又|不能?|回事|算|处理|选|修|改|换|补|退|取消|激活|绑定|找|转|参与|进入?)"
    r"|如何(?:预约|申请|报名|办理|领取|查询|去|走|收费|联系|报销|填写|操作|登记|参加|缴费|计算|认定)"
    r"|哪里|哪儿|在哪|去哪|到哪|哪个(?:窗口|部门|街道|网站|平台|地方)|哪些(?:材料|条件|人|地方|手续)"
    r"|有没有|能否|可否|能不能|可不可以|是不是|是否|需不需要|要不要|用不用|行不行|算不算|开不开|接不接"
    r"|为什么|为啥|为何|凭什么|什么(?:条件|材料|手续|流程|要求|标准|意思|情况|原因)|谁来(?:管|负责)|找谁"
)
_ENDS_ASKING = re.compile(
    r"(?:[吗么嘛呢]|没有|了没|(?:开门|上班|营业|可以|需要|收费|要钱|免费|办理|能办|有)不|[?])[?!。.,~…\s]*$|[吗呢][?,。]|\w{2}\?"
)

# What looks like a question and is none: a statement about knowing, praise, a figure of speech.
_NO_QUESTION = re.compile(
    r"(?:知道|明白|学会|学到|了解|清楚|懂得|告诉我们|教[您你大会我]\w{0,3}|看懂)了?\w{0,4}(?:怎么|如何|哪里|在哪|什么时候|为什么|多少|是否)"
    r"|(?:无论|不管|不论|任凭)\w{0,6}(?:怎么|如何|哪里|什么时候|何时|多久|多少|是不是|是否)|什么时候都|何时都|多久都"
    r"|哪里[\w,、]{1,9}哪里|哪里哪里|在哪都|到哪都|这就?是为什么|怎么(?:这么|那么|如此|能这么|可以这么)"
    r"|(?:难道|岂)不|不(?:香|好|行|美)吗|可?不是吗|何乐而不为|谁说不是|谁不(?:爱|想|喜欢)|怎能不|能不\w{1,4}吗|你说呢|有何不可"
    r"|(?:还|过得|一切都?|你们|您)好吗|(?:天堂|那边|那里)\w{0,4}(?:好吗|冷吗)|我的眼里常含泪水|眼里常含"
)
_QUESTION_AFTER_ALL = re.compile(
    r"想(?:知道|了解)|不(?:知道|清楚|明白|了解)|(?:谁|有人|哪位)知道|(?:怎么|如何)(?:才能|可以)"
)
_PLEASED = re.compile(r"点赞|表扬|感谢|谢谢|太好了|好评|方便多了|真好|给力|再也不用|(?<!不)满意")
_AND_YET = re.compile(r"但|可是|不过|然而|就是|只是|却")
_REACTIONS = re.compile(r"^(?:真的|是|对|好|可以|行|在|有|啥|什么|嗯|啊|咦|哦|哈)*(?:吗|么|呢|嘛)?[?!。.~…\s]*$")


def asks(text: str) -> bool:
    """Whether somebody should answer this comment."""
    words = _own_words(text)
    if len(re.sub(r"[\W_]", "", words)) < 3 or _REACTIONS.match(words):
        return False
    if _ASKS.search(words):
        return True
    if _COMPLAINS.search(words) and (not _PLEASED.search(words) or _AND_YET.search(words)):
        return True
    if _NO_QUESTION.search(words) and not _QUESTION_AFTER_ALL.search(words):
        return False
    return bool(_ASKING_WORD.search(words) or _ENDS_ASKING.search(words))


def _own_words(text: str) -> str:
    """The comment in half-width letters, without pictures, mentions, topics and addresses."""
    plain = _ORNAMENT.sub(" ", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", " ", _NOT_WORDS.sub(" ", plain)).strip(" ~…!,、。.;:-_")
