"""A small document, a plan that there is, and what is proposed of them."""

from __future__ import annotations

from inspection.keypoints.merging import merge
from inspection.keypoints.nouns import Document
from inspection.keypoints.proposing import propose
from inspection.keypoints.reading import read_document
from inspection.keypoints.settling import settle
from inspection.keypoints.writing import render
from inspection.plan import Plan
from inspection.plan_file import load_plan

TEXT = """\
临江市民政局2025年政务公开工作要点
1.做好《公墓管理办法》的发布和解读，清明节前发布祭扫信息。（责任单位：局办公室、殡葬处）
2.加强养老服务主题库建设，每季度公开养老床位补贴发放情况。（责任单位：养老处）
3.上半年组织一次政务公开培训，邀请公众代表列席局务会。（责任单位：相关处室、法规处）
4.通过“临江民政”微信公众号开设“民政小课堂”专栏，落实“三同步”，向社会公开征求意见。（责任单位：宣传处）
5.规范依申请公开，办好局长信箱，编制重大行政决策事项目录。（责任单位：办公室）
6.讲好民政故事。（责任单位：宣传处）
"""
PLAN = """\
# 局里的方案
site: {name: 临江市民政局, home: "https://mzj.linjiang.example/"}
units: [办公室, 殡葬处]
columns:
  - {name: 规范性文件, url: /gfxwj/, kind: 政策文件}   # 手写的注
  - {name: 解读, url: /jd/, kind: 政策解读}

# 应发
expectations:
- name: 清明
  due: {before: 清明, lead: 14d}
  all_of: [清明]
duties:
  - {number: "1", name: 去年的, text: 去年的要点, checks: [stale-column]}
"""


def read(text: str = TEXT) -> Document:
    return read_document(text)


def proposed(text: str = TEXT) -> Plan:
    return load_plan(written(text))


def written(text: str = TEXT) -> str:
    document = read(text)
    return render(document, settle(propose(document, 2025), None), 2025)


def merged(plan: str, text: str = TEXT) -> str:
    return merge(plan, settle(propose(read(text), 2025), load_plan(plan), plan))
