"""What the third portal says: sound pieces, and beside each its faulty neighbour."""

# ruff: noqa: E501, sentences stand in one line

from __future__ import annotations

from demo.openness.pages import NAME, Piece, meta, of_column, page, paragraphs

_GOOD = (
    "为规范全区老年助餐服务，方便老年人就近用餐，结合本区实际，制定本办法。",
    "第一条　社区长者食堂、助餐点应当公示菜单、价格和服务时间，为老年人提供营养、安全、可口的餐食。",
    "第二条　对经济困难的高龄、失能老年人，按照规定给予助餐补贴，补贴标准由区民政局会同区财政局制定。",
    "第三条　街道办事处、镇人民政府负责本辖区助餐服务的日常管理，每季度至少检查一次。",
)
_CLAUSES = (
    "第一条　申请临时救助的家庭，应当向户籍所在地的街道办事处或者镇人民政府提出申请，并如实说明家庭遭遇的困难。",
    "第二条　受理机构应当自受理申请之日起五个工作日内完成入户调查，对申请人的家庭人口、收入、财产和支出情况逐一核实。",
    "第三条　情况紧急的，可以先行救助，事后补办手续，并在五个工作日内将救助情况报区民政局备案。",
    "第四条　临时救助金按照困难程度分档发放，一年之内以同一事由申请的，原则上不重复给予救助。",
    "第五条　对因火灾、交通事故、突发重大疾病等原因导致基本生活暂时出现严重困难的家庭，街道办事处、镇人民政府应当主动发现、及时受理，不得推诿。",
    "第六条　临时救助金由区财政局安排，专款专用，任何单位和个人不得截留、挪用；审计机关依法对资金的管理和使用情况进行监督。",
    "第七条　申请人采取虚报、隐瞒、伪造等手段骗取临时救助金的，由审批机关责令退回，并依照有关法律法规处理。",
)
TERM = "第十条　本办法自{begin}起施行，有效期至{end}。"

PIECES: tuple[Piece, ...] = (
    # Documents: one whose term is over, one sound, one whose interpretation only copies it.
    Piece("/zcwj/20191220/a1.html", "示例区老年助餐服务管理办法", "2019-12-20",
          paragraphs(*_GOOD, TERM.format(begin="2020年1月1日", end="2024年9月30日")), "示民规〔2019〕3号", "有效"),
    Piece("/zcwj/20240506/a2.html", "示例区临时救助实施细则", "2024-05-06",
          paragraphs(*_CLAUSES, TERM.format(begin="2024年6月1日", end="2029年5月31日")), "示民规〔2024〕1号", "有效",
          related=(("/zcjd/20240506/b2.html", "《示例区临时救助实施细则》政策解读"),)),
    Piece("/zcwj/20240910/a3.html", "示例区养老机构服务质量评价办法", "2024-09-10",
          paragraphs("为提升养老机构服务质量，制定本办法。", "评价每两年一次，结果向社会公开，作为给予奖补的依据。", TERM.format(begin="2024年10月1日", end="2029年9月30日")),
          "示民规〔2024〕2号", "有效", related=(("/zcjd/20240910/b3.html", "一问一答：养老机构服务质量怎样评价"),)),
    Piece("/zcjd/20240506/b2.html", "《示例区临时救助实施细则》政策解读", "2024-05-06", paragraphs(*_CLAUSES),
          related=(("/zcwj/20240506/a2.html", "示例区临时救助实施细则"),)),
    Piece("/zcjd/20240910/b3.html", "《示例区养老机构服务质量评价办法》政策解读", "2024-09-10",
          paragraphs("问：为什么要开展评价？答：老年人和家属选择机构时，希望有一把看得懂的尺子。", "问：评价结果在哪里看？答：年底前在区民政局网站公布，也会贴在机构门口。",
                     "问：评得不好会怎样？答：先辅导整改，两次不达标的不再享受奖补。"),
          related=(("/zcwj/20240910/a3.html", "示例区养老机构服务质量评价办法"),)),
    # Consultations: sound, too short, never answered.
    Piece("/yjzj/20240903/c1.html", "关于公开征求《示例区社区助浴服务规范（征求意见稿）》意见的公告", "2024-09-03",
          paragraphs("现向社会公开征求意见。征求意见时间：2024年9月3日至2024年10月8日。", "起草说明：为规范助浴服务，保障老年人安全，我局起草了本规范，主要说明服务对象、人员要求和收费公示三个方面。"),
          attached=(("/attach/zhuyu.txt", "助浴服务规范起草说明.txt"),), related=(("/yjzj/20241022/c2.html", "意见采纳情况"),)),
    Piece("/yjzj/20241022/c2.html", "《示例区社区助浴服务规范（征求意见稿）》公开征求意见采纳情况的反馈", "2024-10-22",
          paragraphs("征求意见期间共收到意见11条，采纳9条，未采纳2条，主要原因是超出本区权限。"), related=(("/yjzj/20240903/c1.html", "征求意见公告"),)),
    Piece("/yjzj/20241209/c3.html", "关于公开征求《示例区长者食堂星级评定办法（征求意见稿）》意见的公告", "2024-12-09",
          paragraphs("现向社会公开征求意见。征求意见时间：2024年12月9日至2024年12月13日，可通过电子邮件反馈。", "起草说明：评定办法旨在鼓励优质服务，共三章十二条，分别规定评定标准、程序和结果运用。")),
    Piece("/yjzj/20240805/c4.html", "关于公开征求《示例区婚姻家庭辅导服务办法（征求意见稿）》意见的公告", "2024-08-05",
          paragraphs("现向社会公开征求意见。征求意见时间：2024年8月5日至2024年9月5日。", "起草说明：为规范辅导服务，明确服务内容和人员要求，起草本办法，共十五条。")),
    # The season's notice leaves out buses and the hotline; last year's still stands on the home page.
    Piece("/bzfw/20241202/d1.html", "2024年冬至祭扫服务安排", "2024-12-02",
          paragraphs("今年冬至祭扫高峰预计为12月14日、15日和21日、22日。各公墓无需预约，请错峰前往。", "提倡鲜花祭扫、无烟祭扫，也可以通过网络祭扫平台寄托哀思，公墓提供代客祭扫服务。", "祭扫期间请听从现场工作人员引导，爱护墓园环境。")),
    Piece("/bzfw/20231204/d2.html", "2023年冬至祭扫服务安排", "2023-12-04", paragraphs("2023年冬至祭扫高峰预计为12月16日、17日和22日至24日。")),
    # A list of shops with a blank address; a list of people that says too much.
    Piece("/csxx/20240611/e1.html", "示例区慈善超市名录", "2024-06-11",
          "<table border=1><tr><th>序号</th><th>超市名称</th><th>地址</th></tr><tr><td>1</td><td>甲街道慈善超市</td><td>甲路10号</td></tr>"
          "<tr><td>2</td><td>乙镇慈善超市</td><td></td></tr><tr><td>3</td><td>丙街道慈善超市</td><td>丙路30号</td></tr></table>"),
    Piece("/csxx/20240712/e2.html", "临时救助对象名单公示", "2024-07-12",
          "<p>现将7月份临时救助对象公示如下，公示期5个工作日，监督电话：021-12345000。</p><table border=1><tr><th>姓名</th><th>身份证号</th><th>救助金额</th></tr>"
          "<tr><td>甲某某</td><td>31099919500307001X</td><td>1200</td></tr><tr><td>乙某某</td><td>9901**********0026</td><td>800</td></tr></table>"),
    # Accounts of the office: one with its file, one with another year's.
    Piece("/czxx/20240226/f1.html", "示例区民政局2024年度部门预算", "2024-02-26", paragraphs("根据有关规定，现将2024年度部门预算予以公开。"), attached=(("/attach/ys2024.txt", "2024年度部门预算.txt"),)),
    Piece("/czxx/20240830/f2.html", "示例区民政局2023年度部门决算", "2024-08-30", paragraphs("根据有关规定，现将2023年度部门决算予以公开。"), attached=(("/attach/js2021.txt", "2021年度部门决算.txt"),)),
    # A page whose own day is months before its row's; a page with a wrong wording; sound ones.
    Piece("/tzgg/20241105/g1.html", "关于开展养老机构冬季安全检查的通知", "2024-11-05", paragraphs("各养老机构：请于12月底前完成自查。"), shown="2024-07-05"),
    Piece("/tzgg/20241203/g2.html", "关于元旦期间婚姻登记窗口开放时间的通知", "2024-12-03", paragraphs("元旦期间照常开放，请提前预约，详询区婚姻登记中心站。")),
    Piece("/tzgg/20241018/g3.html", "2024年第四季度双拥慰问安排", "2024-10-18", paragraphs("慰问安排详见各街镇公告，咨询电话：021-12345000。")),
    Piece("/gzdt/20241216/h1.html", "区民政局走访困难群众", "2024-12-16", paragraphs("12月15日，区民政局走访困难群众，送去御寒物资。")),
    Piece("/gzdt/20241210/h2.html", "全区养老护理员技能比武举行", "2024-12-10", paragraphs("比武设理论和实操两个环节，来自三十家机构的选手参加。")),
)  # fmt: skip

_LETTERS = (
    ("/jzxx/1.html", "长者食堂周末开放吗", "2024-11-04", "2024-11-08"),
    ("/jzxx/2.html", "低保复核需要哪些材料", "2024-10-14", ""),
    ("/jzxx/3.html", "婚姻登记能否延时服务", "2024-12-12", ""),
)


def board() -> str:
    """Letters to the head of the bureau: one answered, one long waiting, one that has time."""
    rows = "".join(
        f'<tr><td><a href="{path}">{title}</a></td><td>{asked}</td><td>{answered or "—"}</td><td>{"已答复" if answered else "办理中"}</td></tr>'
        for path, title, asked, answered in _LETTERS
    )
    head = "<tr><th>标题</th><th>来信日期</th><th>答复日期</th><th>状态</th></tr>"
    return page("局长信箱", f"<h1>局长信箱</h1><table>{head}{rows}</table>", of_column("/jzxx/"))


def letter(path: str) -> str | None:
    """One letter."""
    for own, title, asked, answered in _LETTERS:
        if own == path:
            reply = f"<h3>答复内容</h3><p>答复日期：{answered}</p><p>您好，周末照常开放。</p>" if answered else ""
            return page(
                title, f"<h1>{title}</h1><p>来信日期：{asked}</p><p>请问{title}？</p>{reply}", of_column("/jzxx/")
            )
    return None


def library() -> str:
    """The theme library lacks one of the two policies on its theme."""
    listed = (
        '<li><a href="/zcwj/20191220/a1.html">示例区老年助餐服务管理办法</a></li>'
        '<li><a href="/ylzt/tiaoli.html">示例市养老服务条例</a></li><li><a href="/ylzt/qingdan.html">示例市基本养老服务清单</a></li>'
    )
    return page("养老服务主题库", f"<h1>养老服务主题库</h1><h2>政策文件</h2><ul>{listed}</ul>", of_column("/ylzt/"))


def of_library(title: str) -> str:
    """An entry of the library that stands there alone."""
    labels = of_column("/ylzt/") + meta(ArticleTitle=title, PubDate="2024-03-01 09:00", ContentSource=NAME)
    return page(
        title,
        f"<h1>{title}</h1><p>发布日期：2024-03-01</p><div id=zoom><p>{title}全文见市民政局网站。</p></div>",
        labels,
    )


def guide() -> str:
    """The guide still states the period of the law before 2019."""
    body = paragraphs(
        "本指南依照《中华人民共和国政府信息公开条例》编制，每年更新一次。",
        "一、主动公开：公开范围包括机构职能、政策文件、规划计划、财政预决算等，按主题分类编排；公众可以在本网站、档案馆和图书馆获取。",
        "二、依申请公开：受理机构为区民政局办公室，办公地址为示例路2号，办公时间为工作日9时至17时，联系电话021-12345000，传真021-12345001，电子邮箱gk@qmz.example，邮政编码000000。",
        "申请人填写申请表，可以当面、邮寄或者网上提交。区民政局收到政府信息公开申请后，自收到申请之日起15个工作日内予以答复。",
        "三、监督和救济：认为未依法履行公开义务的，可以向上级行政机关投诉、举报，也可以依法申请行政复议或者提起行政诉讼。",
    )
    form = '<p><a href="/xxgk/apply.html">在线申请</a>　<a href="/attach/sqb.txt">申请表下载</a></p>'
    return page("政府信息公开指南", f"<h1>政府信息公开指南</h1><div id=zoom>{body}</div>{form}", of_column("/xxgk/zn/"))


def decisions() -> str:
    """The year's directory: of the second matter the meeting and the outcome are missing."""
    rows = (
        '<tr><td>1</td><td>示例区养老设施布局专项规划</td><td><a href="/yjzj/20240903/c1.html">征求意见</a></td><td><a href="/yjzj/20241022/c2.html">采纳情况</a></td>'
        '<td><a href="/zdjc/hy1.html">会议列席</a></td><td><a href="/zcwj/20240910/a3.html">决策结果</a></td></tr>'
        '<tr><td>2</td><td>示例区婚姻家庭辅导服务办法</td><td><a href="/yjzj/20240805/c4.html">征求意见</a></td><td></td><td></td><td></td></tr>'
    )
    head = "<tr><th>序号</th><th>事项名称</th><th>征求意见</th><th>意见采纳</th><th>会议情况</th><th>决策结果</th></tr>"
    title = "示例区民政局2024年度重大行政决策事项目录"
    return page(title, f"<h1>{title}</h1><table border=1>{head}{rows}</table>", of_column("/zdjc/"))
