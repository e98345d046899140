"""The words of the archive's reports. Sentences are put together from phrases, so that no two offices write alike by chance."""

import random

from .figures import SEED

# Each sentence is a list of places; in each stands one of the phrases that `|` parts.
THEMES = {
    "主动公开": [
        ["办公室牵头|分管领导挂帅|各科室分头|专职人员逐条|业务骨干轮流|值班人员每日", "核对|梳理|比照|重排|补录|校正",
         "政策文件的文号和日期|办事指南里的材料清单|财政资金的分配结果|重点项目的进展情况|民生补贴的发放名册|权责清单的调整内容", "，",
         "当天发现当天改|改完由科长签字|错漏在周会上通报|结果贴在公开栏旁|修改痕迹留档备查|缺项列入下月计划"],
        ["围绕群众常问的|针对来访最多的|结合走访听到的|按照回访记录中的|对照窗口登记的|回应座谈时提到的",
         "低保评定|危房改造|宅基地审批|入学划片|医药费报销|惠农补贴|停车收费|灌溉用水", "，",
         "做成一张图贴到村口|写成问答印在年历上|录成短音频在集市播放|列出办理时限和窗口|把旧政策和新政策并排|请经办人到院坝里讲"],
        ["预算公开时|发布规划之前|公布抽查结果时|公示名单期间|调整收费标准时|征求意见结束后",
         "附上名词解释|同时列出去留理由|留下两位经办人的电话|把口径写在表头|把依据条款抄全|说明采纳了哪些建议", "，",
         "免得群众反复来问|让外行也能看明白|减少了窗口的重复解释|来电明显变少|误解当场就能消除"],
        ["对已经过期的|对内容重复的|对链接失效的|对表述含糊的|对只有标题的", "栏目内容|历史文件|办事表格|通知公告|解读材料",
         "逐件注明状态|统一移入归档区|换成可以下载的版本|补上正文和附件|合并成一个专题", "，", "检索时不再混在一起|页面清爽了许多|旧网址仍可打开|读者不必来回翻找"],
    ],
    "政府信息管理": [
        ["起草公文时|会签之前|用印之前|归档之前|上网之前", "由承办人|由法制员|由档案员|由保密员|由文书", "填写公开属性|写明不公开的条款|标出需要遮盖的段落|核对联系方式|登记文件去向", "，",
         "缺一项就退回|科长复核后才放行|每季抽查一成|记录存满五年|差错计入岗位评分"],
        ["身份证号码|银行账号|家庭住址|病历内容|未成年人姓名|举报人线索", "一律遮盖|全部隐去|改用编号代替|只留末四位|不出现在附件里", "，",
         "发布前两人互查|由系统先筛一遍|疑难的送保密员定|误发的立即撤回并登记"],
        ["历年目录|纸质档案|电子台账|移交清单|查阅登记簿", "按年份装订成册|补齐缺页|换成统一编号|与网站逐条对上|交档案室保管", "，",
         "查一份文件只要几分钟|新来的同志也能上手|不再靠老同志记忆|审计时一次过关"],
    ],
    "平台建设": [
        ["网站专栏|政务新媒体|便民服务大厅的触摸屏|村务微信群|自助终端|电子显示屏", "改版后|并入县级平台后|换了维护单位后|增加无障碍功能后|精简栏目后", "，",
         "字号可以放大|搜索能按年份筛选|手机上也能打开附件|朗读功能可用|首页三步可达", "，", "老年人用得顺手|留言当天有人接|后台能看到哪些内容没人读|更新超期会自动提醒"],
        ["公开查阅点|图书馆阅览角|社区服务站|农家书屋|档案窗口", "备齐近三年文件|添置打印设备|放了老花镜和座椅|安排志愿者值守|延长周末开放", "，",
         "不会上网的人有处可查|现场可以免费复印|需要的材料可以预约|借阅登记简单明了"],
    ],
    "监督保障": [
        ["年初|二季度末|年中|秋收之前|岁末", "请老党员和企业代表|邀社区网格员|约常来办事的群众|找外单位同行|请退休干部", "对着页面挑毛病|逐项打分|试着找一份文件|读一遍解读稿|评一评答复书", "，",
         "提的意见逐条回复|能改的当场就改|改不了的说明原因|得分贴在走廊里|最差的栏目限期整改"],
        ["考核时|评先之前|干部述职时|科室排名时", "公开工作单列一栏|看更新也看咨询解答|把迟报次数算进去|听取群众评议", "，", "结果与年终评定挂钩|后两名要作说明|连续落后的换人负责|做得好的介绍经验"],
        ["新到岗人员|各村文书|窗口工作人员|信息员|科室负责人", "先跟班一周|集中听了半天课|用真实案例练手|轮流讲一次条例|做了一套测试题", "，", "回去就能独立发布|答复格式不再五花八门|审核环节少了返工|遇到疑问知道该问谁"],
    ],
}
OPENINGS = [
    ["{self}把公开当作日常工作的一部分|{self}坚持先公开后办事|{self}要求凡能公开的都不留在抽屉里|{self}从群众看得懂出发抓公开|{self}以条例为准绳推进公开",
     "，", "决定之前听意见|决策草案先晒一晒|办理过程说得清|执行结果看得见|责任落到每个岗位", "，",
     "事后讲清楚来龙去脉|遇到质疑及时回应|全年没有出现大的差错|各项任务按期完成|群众来访时能当面解释", "。"],
]
FOUND = [
    ["个别科室|少数窗口|部分村居|有的栏目|新设岗位", "更新慢半拍|只报喜不报忧|照搬上级原文|找不到责任人|常把公示当公开|对条例理解不深", "，", "群众要打电话催|过了时效才补发|内容空泛难以照办|换人之后就断档|同一问题说法不一"],
    ["解读材料|答复文书|公开目录|历史数据|基层公开栏", "文字过于生硬|缺少图表|条目粗细不一|年份不全|位置偏僻", "，", "看过的人不多|用起来不方便|与实际办理对不上|查找要费不少工夫|雨天字迹模糊"],
    ["人手不足|经费偏紧|培训不够|沟通不畅|技术力量薄弱", "使得|导致|造成", "审核环节偶有积压|个别回复接近期限|视频解读没有做起来|数据更新靠手工|村级公开参差不齐", "，", "这一点还要下力气|短期内难以根治|需要上下一起想办法"],
]
REMEDIES = [
    ["下一步|来年|接下来|今后", "先从|重点从|着手从", "最常被问到的事项|评议得分最低的栏目|新修订的政策|积压的旧文件|村级公开栏", "改起，", "每月定一个主题|列出清单逐项销号|请服务对象来验收|由分管领导盯到底|半年回头看一次"],
    ["把|将", "审核流程|答复模板|更新周期|责任名单|培训内容", "重新理一遍|写进岗位职责|公布在内网上|缩短一半|做成简明手册", "，", "谁的事谁负责|逾期自动提示|替岗的人也能照做|年底一并考核|边用边改"],
    ["与档案馆|与县融媒体中心|与法律顾问|与兄弟单位|与村居干部", "建立|商定|试行", "定期会商的办法|材料互审的约定|线索转交的渠道|联合解读的机制|集中答疑的日子", "，", "难题不过夜|少走弯路|口径保持一致|让公开更贴近生活"],
]
CONTACT = "依照《中华人民共和国政府信息公开条例》的要求，现公布{name}{year}年度报告。统计期限为{from_}1月1日至{from_}12月31日。地址：岚溪县青棠街道{street}{number}号；邮编：336100；电话：0790-{phone}。"
STREETS = ["县前街", "文昌路", "河堤路", "东岭路", "学宫巷", "汀南路", "楠中路"]

RECEIVED = [
    "全年新收政府信息公开申请{received}件，上年结转{carried_in}件，办结{handled}件，结转下年度继续办理{carried_out}件。",
    "{year}年，{self}共收到政府信息公开申请{received}件，连同上年结转的{carried_in}件，已办结{handled}件。",
    "本年度受理依申请公开{chinese_received}件，均按法定程序登记、审查和答复。",
    "收到公民、法人和其他组织提出的政府信息公开申请共{received}件，{against_last_year}。",
    "依申请公开方面，全年共收到申请{received}件，其中予以公开{granted}件。",
]
NOT_RECEIVED = ["全年未收到政府信息公开申请。", "本年度没有收到公民、法人或者其他组织提出的政府信息公开申请。", "{year}年收到政府信息公开申请0件。"]
SUED = ["因政府信息公开被申请行政复议{reviews}件，被提起行政诉讼{litigations}件。"]
NOT_SUED = ["未发生因政府信息公开引起的行政复议和行政诉讼。", "没有因信息公开被申请行政复议、提起行政诉讼。"]
DOCUMENTS = ["全年制发行政规范性文件{issued}件，废止{repealed}件，现行有效{in_force}件。", "制定出台规范性文件{issued}件，同步发布了问答。"]
NO_DOCUMENTS = ["本年度未制发行政规范性文件。"]
DECISIONS = ["全年作出行政许可决定{licences}件，作出行政处罚决定{penalties}件，均在规定期限内公示。"]
FEES = ["{year}年{self}未收取信息处理费。", "本年度没有收取政府信息公开信息处理费。", "{year}年，{self}依申请公开信息处理费收取0元。"]
NOTHING = ["无其他需要报告的事项。", "没有其他需要报告的事项。", "除上述内容外，无其他事项。"]


def say(rng, places, **known):
    return "".join(rng.choice(place.split("|")) for place in places).format(**known)


def chinese(number):
    """A whole number below ten thousand in words."""
    digits, parts = "零一二三四五六七八九", []
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts.append(digits[digit] + name)
        elif parts and parts[-1] != "零" and number:
            parts.append("零")
    text = "".join(parts) or "零"
    return text[1:] if text.startswith("一十") else text


def facts(office, year, figures, before):
    """What the braces stand for; `before` are last year's figures."""
    total = lambda row, of=figures: of[f"requests.{row}.total"]
    more = total("received") - total("received", before) if before else 0
    compared = f"较上年增加{more}件" if more > 0 else f"较上年减少{-more}件" if more < 0 else "与上年持平"
    suits = [figures[f"proceedings.{block}.total"] for block in ("litigation_direct", "litigation_after_review")]
    documents = lambda key: figures[f"proactive.normative_documents.{key}"]
    return {
        "year": year, "self": office.self_name, "received": total("received"), "carried_in": total("carried_in"),
        "handled": total("handled_total"), "carried_out": total("carried_out"), "granted": total("granted"),
        "chinese_received": chinese(total("received")), "against_last_year": compared,
        "reviews": figures["proceedings.review.total"], "litigations": sum(suits),
        "issued": documents("issued"), "repealed": documents("repealed"), "in_force": documents("in_force"),
        "licences": figures["proactive.licensing.decisions"], "penalties": figures["proactive.penalties.decisions"],
    }


def statements(rng, known, form, restated):
    """The sentences that restate numbers of the tables, about requests and about documents."""
    requests = rng.choice(RECEIVED if known["received"] else NOT_RECEIVED)
    sued = rng.choice(SUED if known["reviews"] + known["litigations"] else NOT_SUED)
    # The form of 2019 counts no repealed documents; where digits run together the prose must not tell them apart.
    documents = NO_DOCUMENTS if not known["issued"] else DOCUMENTS[1:] if form == "2019" or not restated else DOCUMENTS
    return (requests + sued).format(**known), (rng.choice(documents) + DECISIONS[0] * restated).format(**known)


class Author:
    """Who writes the words of one report: the same author twice writes the same words."""

    def __init__(self, office, year):
        self.office, self.year = office, year

    def rng(self, part):
        return random.Random(f"{SEED}/{self.office.key}/{self.year}/{part}")

    def overview(self, about_requests, about_documents, self_name):
        """Paragraphs of section one round the two statements."""
        rng = self.rng("overview")
        paragraphs = [say(rng, rng.choice(OPENINGS), self=self_name)]
        items = list(THEMES.items())
        items.insert(1, ("依申请公开", []))
        for ordinal, (item, sentences) in zip("一二三四五", items):
            chosen = [say(rng, s) + "。" for s in rng.sample(sentences, k=min(1, len(sentences)))]
            stated = {"主动公开": about_documents, "依申请公开": about_requests}.get(item, "")
            paragraphs.append(f"（{ordinal}）{item}。{stated}" + "".join(chosen))
        return paragraphs

    def problems(self):
        rng = self.rng("problems")
        tell = lambda pool, k: "；".join(f"{n}是{say(rng, sentence)}" for n, sentence in zip("一二三", rng.sample(pool, k=k)))
        return [f"存在的问题：{tell(FOUND, 3)}。", f"改进的办法：{tell(REMEDIES, 2)}。"]

    def other(self, form, self_name):
        rng = self.rng("other")
        fee = rng.choice(FEES).format(year=self.year, self=self_name)
        return [fee, rng.choice(NOTHING)] if form != "2019" else [rng.choice(NOTHING)]

    def intro(self, name, year):
        """Whom to ask; `year` is the period, which a careless office takes over from last year."""
        rng = random.Random(f"{SEED}/{self.office.key}/intro")
        return CONTACT.format(name=name, year=self.year, from_=f"{year}年", street=rng.choice(STREETS), number=rng.randrange(1, 90),
                              phone=rng.randrange(2000000, 8999999))
