"""What readers write under an article: what asks for an answer is told from what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.questions import asks

ASKING = """\
请问今年清明需要预约吗？
怎么预约啊
预约电话是多少
电话一直打不通
打了三天都没人接
请问外地户口可以办理吗
老人补贴什么时候到账
这个月的高龄津贴还没到账
办理结婚登记需要带什么材料
周六上班吗
福寿园停车收费吗？
请问领结婚证要提前几天预约
我要投诉，服务态度太差
态度恶劣，没有人管
居家养老怎么申请
请问咨询电话多少？谢谢
网上预约系统登录不上
公众号里找不到入口，求解答
小程序打不开
预约不上，一直显示系统繁忙
能不能增加几个预约名额
残疾证换证去哪里办
请问有没有夜间专线
低保标准提高了没有
孤儿助学金怎么领
想问一下社区食堂几点开门
想知道外省能不能跨省办理
为什么我的申请被退回了
请问补贴发放到什么卡里
收养登记找谁
政策从什么时候开始执行？
70岁以上老人免费吗
敬老卡丢了怎么办
为什么迟迟不给答复
至今没有回复，踢皮球
请尽快解决小区养老服务站的问题
希望有关部门尽快解决
急！在线等
麻烦回复一下
有人知道在哪领表吗
谁知道怎么办理啊
不知道该找哪个部门
没有智能手机的老人怎么办
可以代办吗
今年还有班车吗[疑问]
@上海民政 请问墓地可以续费吗
回复@某某：那外地的呢，可以吗？
需不需要本人到场
是不是所有区都可以
残疾人两项补贴多少钱一个月
材料交了两个月还没办下来
无法预约，提示号码已被使用
热线总是忙音，没人接听
能否告知具体地址？
咨询一下社团换届的手续
养老院收费标准是多少
跨省通办要多久
这个怎么弄？
""".splitlines()

NOT_ASKING = """\
沙发
打卡
点赞
👍👍👍
[强][强][玫瑰]
辛苦了！
为民政工作者点赞
学习了，谢谢
支持支持
太好了，方便多了
转发收藏
已阅
文明祭扫，从我做起
感谢工作人员的耐心解答
感谢你们的热情服务，咨询很快就有回复
服务态度非常好，必须表扬
怎么这么贴心
怎么这么好看
真的吗
是吗？
好的
？？？
哈哈哈哈
零投诉，了不起
知道怎么预约了，谢谢
终于明白怎么办理了，感谢
教大家如何预约，收藏了
这就是为什么我们爱上海
哪里有困难，哪里就有他们
无论什么时候都不忘初心
不管多久都会支持
这不香吗
可不是吗
何乐而不为呢
谁不爱这样的城市呢
上海民政，为民爱民
愿逝者安息
缅怀先烈，致敬英雄
已经预约好了，流程很顺
希望越办越好
付出了多少汗水和努力
几点建议很实用
早上好
第一
加油！
收到
前排围观
这个政策真好
我家老人已经领到了
给力
关注民生，服务百姓
期待更多社区食堂
很有意义的活动
祝福祖国
@某某 快来看
一起去吧
图文并茂，一看就懂
""".splitlines()


@pytest.mark.parametrize("text", [line for line in ASKING if line])
def test_a_question_a_call_for_help_or_a_complaint_asks(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", [line for line in NOT_ASKING if line])
def test_praise_chatter_and_statements_do_not_ask(text: str) -> None:
    assert not asks(text)


ORNAMENTS = st.sampled_from(["[玫瑰]", "👍", "🙏", "#清明祭扫#", "@上海民政 ", " ", "~", "！", "[强]"])


@given(st.sampled_from([line for line in ASKING + NOT_ASKING if line]), st.lists(ORNAMENTS, max_size=4))
def test_pictures_topics_and_mentions_before_it_change_nothing(text: str, ornaments: list[str]) -> None:
    assert asks("".join(ornaments) + text) == asks(text)


@given(st.text(max_size=200))
def test_whatever_is_written_an_answer_is_had(text: str) -> None:
    assert asks(text) in {True, False}


@given(st.lists(st.sampled_from(["👍", "[强]", "❤️", " ", "！", "？", "…", "~"]), max_size=30))
def test_marks_and_pictures_alone_ask_nothing(marks: list[str]) -> None:
    assert not asks("".join(marks))
