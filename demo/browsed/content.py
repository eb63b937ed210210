"""What the second portal has published, and when: the demo's day is 2025-03-25."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """One article. `extra` is markup below its text."""

    number: int
    title: str
    day: str
    text: str
    extra: str = ""

    @property
    def path(self) -> str:
        """Where it stands."""
        return f"/content/post_{self.number}.html"


def _series(first: int, titles: tuple[str, ...], days: tuple[str, ...], text: str) -> tuple[Piece, ...]:
    return tuple(
        Piece(first + n, title, day, f"{title}。{text}")
        for n, (title, day) in enumerate(zip(titles, days, strict=True))
    )


_NOTICES = (
    "关于2025年春季婚姻登记预约服务安排的通知",
    "关于婚姻登记机关周六照常办理登记的公告",
    "关于开展婚俗改革主题宣传活动的通知",
    "关于调整浦江婚姻登记处办公地址的公告",
    "关于规范婚姻登记档案查询工作的通知",
    "关于征集婚姻登记服务意见建议的公告",
    "2024年第四季度婚姻登记服务监督情况通报",
    "关于元旦期间婚姻登记窗口服务安排的通知",
    "关于婚姻登记员资格考核结果的公示",
    "关于启用新版结婚登记声明书的公告",
    "关于举办集体婚礼报名工作的通知",
    "关于国庆期间婚姻登记服务安排的公告",
    "关于推进结婚颁证服务的通知",
    "关于暂停线上预约系统维护的公告",
    "关于公布婚姻家庭辅导服务点名单的通知",
    "关于做好七夕婚姻登记服务保障的通知",
)
_NOTICE_DAYS = (
    *("2025-03-20", "2025-03-12", "2025-03-05", "2025-02-24", "2025-02-17", "2025-02-10", "2025-01-15", "2024-12-27"),
    *("2024-12-12", "2024-11-28", "2024-10-31", "2024-09-27", "2024-09-12", "2024-08-30", "2024-08-15", "2024-08-02"),
)
_NEWS = (
    "市民政局调研婚姻登记规范化建设",
    "婚姻登记处开展窗口服务技能培训",
    "婚俗改革实验区交流会召开",
    "婚姻家庭辅导进社区活动举行",
    "优秀婚姻登记员事迹报告会举行",
    "婚姻登记信息化建设推进会召开",
    "集体颁证仪式在婚姻公园举行",
)
_NEWS_DAYS = ("2025-02-26", "2025-02-13", "2025-01-21", "2024-12-30", "2024-12-11", "2024-11-20", "2024-10-16")

NOTICES = _series(1001, _NOTICES, _NOTICE_DAYS, "请各婚姻登记机关认真组织实施，群众可提前电话咨询。")
NEWS = _series(2001, _NEWS, _NEWS_DAYS, "与会人员围绕服务质量进行了交流。")
ATTACHED = NOTICES[1]  # only its own page leads to an attachment, and only the list that a script draws leads to it
POLICIES = (
    Piece(
        3001,
        "示例市婚姻登记档案查询办法",
        "2025-03-18",
        "当事人查询婚姻登记档案，通过“一网通办”平台办理“婚姻登记档案查询”事项，也可到原登记机关申请。",
        '<p><a href="{platform}/item/1001">去办理：婚姻登记档案查询</a></p>',
    ),
    Piece(
        3002,
        "示例市补领婚姻登记证管理规定",
        "2025-03-10",
        "当事人遗失婚姻登记证的，可以通过“一网通办”平台申请办理“补领婚姻登记证”事项，所需材料为身份证件和户口簿。",
    ),
)
BY_NUMBER = {piece.number: piece for piece in (*NOTICES, *NEWS, *POLICIES)}
