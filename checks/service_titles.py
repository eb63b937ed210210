"""What a policy's title says that it is about: 失业保险金 of 关于调整失业保险金申领标准的通知. Pure."""

from __future__ import annotations

import re

from checks.names import fold
from inspection.service_names import core_of

_HEAD = re.compile(
    r"^(?:印发|修订|修改|公布|发布|实施|施行|做好|开展|进一步|规范|调整|组织|落实|申报|加强|启动|明确|完善|优化|开通|开放|试行|受理|办理|申请"
    r"|20\d\d年?度?|本[市区省]|[我全][市区省]|我局|有关|相关)+"
)
_TAIL = re.compile(
    r"(?:的|及其?|有关|相关|若干|管理|实施|操作|申领|申请|申报|发放|经办|服务|办理|办事|使用|受理|暂行|试行|工作|事项|问题|标准|政策|程序|流程|手续|业务"
    r"|办法|细则|规定|规程|规则|规范|指南|指引|须知|通知|通告|公告|意见|方案|条例|\((?:试行|暂行|修订版?|20\d\d年?版?)\))+$"
)
# A subject as wide as these is no service.
_WIDE = re.compile(
    r"环境|措施|高质量|发展|改革|创新|体系|能力|机制|建设|事业|经济|社会[^保救]|行业|产业|市场|监管|作风|行动|活动|一网通办|政务|便民|惠民|民生"
    r"|防控|安全|治理|协同|融合|一体化|电子证照|流程|材料|行政|公共|服务$|政策$|工作$"
)
_SHORTEST, _LONGEST = 2, 26  # letters of a subject's core


def subject_of(title: str) -> str:
    """The subject as far as one can be told; else empty."""
    folded = fold(title)
    quoted = re.search(r"《([^《》]{3,40})》", folded)
    bare = quoted[1] if quoted else re.sub(r"^.{0,40}?关于", "", folded)
    bare = _TAIL.sub("", _HEAD.sub("", _TAIL.sub("", bare)))
    return bare if _SHORTEST <= len(core_of(bare)) <= _LONGEST and re.search(r"[\u4e00-\u9fff]{2}", bare) else ""


def is_wide(subject: str) -> bool:
    """Whether it is a field of work rather than something that people apply for."""
    return len(core_of(subject)) < 3 or _WIDE.search(subject) is not None
