"""The words of a report. Every number a sentence states about requests, decisions or documents is the agency's true figure."""

HEADINGS = {
    "overview": ["总体情况", "概述", "政府信息公开总体情况", "总体情况", "{year}年度政府信息公开工作的总体情况"],
    "proactive": ["主动公开政府信息情况", "主动公开政府信息情况", "行政机关主动公开政府信息情况", "主动公开情况"],
    "requests": ["收到和处理政府信息公开申请情况"],
    "proceedings": ["政府信息公开行政复议、行政诉讼情况", "政府信息公开行政复议、行政诉讼情况",
                    "因政府信息公开工作被申请行政复议、提起行政诉讼情况"],
    "problems": ["存在的主要问题及改进情况", "存在的主要问题和改进情况", "政府信息公开工作存在的主要问题及改进情况", "主要问题和改进措施"],
    "other": ["其他需要报告的事项", "其他需要报告的事项", "其它需要报告的事项"],
}

INTRO = [
    "本报告依照《中华人民共和国政府信息公开条例》（以下简称《条例》）第五十条编写，由六个部分和三张统计表组成，所列数据自{year}年1月1日起至{year}年12月31日止。"
    "对内容有疑问的，可与{name}联系（地址：{seat}，邮编：{postcode}，电话：{phone}）。",
    "按照《条例》和{above}关于报送年度报告的通知，{name}对全年工作作了梳理，现向社会公布。报告的统计期限为{year}年1月1日至{year}年12月31日，"
    "电子版可在{site}下载。联系电话：{phone}，电子邮箱：{email}。",
    "为让群众了解{name}一年来怎样公开、公开了什么、还有哪些没有做好，现将{year}年度有关情况报告如下。"
    "通信地址：{seat}；邮政编码：{postcode}；咨询电话：{phone}。",
]

OPENING = [
    "{year}年，{self}围绕群众办事和企业经营最关心的事项推进政务公开，把公开要求写进办文、办会、办事的每个环节，全年工作平稳有序。",
    "这一年{self}的公开工作有两条主线：一条是把该公开的及时公开，另一条是让公开的内容看得懂、找得到、用得上。",
    "{self}坚持开门办事，凡与群众利益直接相关的决定，公布前听意见，公布后讲清楚，执行中报进度。",
]

ITEMS = {
    "主动公开": [
        "全年在门户网站发布各类信息{posts}条，其中工作动态{news}条，其余为政策文件、财政资金和办事指南等内容。",
        "年内制发规范性文件{issued}件，均在印发之日起五个工作日内上网，并附有简明问答。",
        "对群众关注的征地补偿、学位分配、低保认定三类事项实行“一事一页”，从依据到结果集中展示。",
        "全年作出行政许可决定{licensing}件、行政处罚决定{penalties}件，决定书按规定时限公示。",
        "在{halls}处便民服务点设立公开栏，由专人每月更换，方便不上网的老人查看。",
        "预算、决算和“三公”经费按统一格式同日公布，每张表后附名词解释。",
    ],
    "依申请公开": [
        "全年新收政府信息公开申请{received}件，上年结转{carried_in}件，共办结{handled}件，结转下年度{carried_out}件。",
        "受理窗口、信函、网络三个渠道均有人值守，登记当日即向申请人发出回执。",
        "对内容不清楚的申请先打电话问明白再办，能当场提供的当场提供。",
        "答复书送达前由法制人员审一遍，重点看引用的条款是否准确、救济途径是否写全。",
    ],
    "政府信息管理": [
        "公文起草时即确定公开属性，不公开的写明理由，没有写明的退回重办。",
        "清理历年文件目录，补上漏登的{missing}条，更正日期和文号错误{fixed}处。",
        "发布前实行承办人、科室负责人、分管领导三级审核，身份证号、银行账号等一律遮盖。",
    ],
    "平台建设": [
        "公开专栏增加按主题、按年份两种检索方式，全年访问{visits}人次。",
        "政务新媒体账号由{accounts}个归并为1个，更新责任落实到岗。",
        "适老化改造完成验收，字号可放大，页面可朗读。",
    ],
    "监督保障": [
        "开展业务培训{trainings}次，{trainees}人参加；公开工作纳入年度考核，权重为{weight}%。",
        "邀请{watchers}名人大代表、政协委员和群众代表评议，提出的建议逐条作了答复。",
        "本年度没有发生因公开不当被追究责任的情况。",
    ],
}

QUOTING = "与申请有关的分项数据见本报告“三、收到和处理政府信息公开申请情况”的表格，这里不再列出。"

PROBLEMS = [
    "从检查情况看，还有三点不足：一是有的科室把公开当成年底的事，平时更新跟不上；二是解读材料照抄原文，群众看了仍不明白；三是基层人手紧，一人多岗。",
    "主要不足有两个方面。目录调整慢于职能调整，{stale}个栏目的归属尚未理顺；网上留言的答复口径不统一，同一问题前后说法有出入。",
    "存在的问题：公开内容偏重结果、少有过程；个别答复书说理不充分；公开栏的位置离群众聚居处较远。",
]
REMEDIES = [
    "针对这些问题，{next}年将按月通报各栏目更新情况，逾期的由分管领导约谈；解读材料一律先请非本行业的人试读，读不懂的重写。",
    "下一步，一是重新核定公开目录，六月底前完成归并；二是编一本常见问题口径手册，窗口和网上用同一个说法；三是每季度选{cases}份答复书集中评查。",
    "改进措施：重要事项公布前先公布方案和意见采纳情况；对新到岗人员逐个带教；把公开栏迁到集市、车站和卫生室门口。",
]
FEES = [
    "按照《政府信息公开信息处理费管理办法》，{year}年{self}没有收取信息处理费。",
    "{year}年依法收取信息处理费{fee}元，涉及申请{fee_cases}件，没有减免。",
    "本年度未收取信息处理费。",
]
OTHER = [
    "上级下达的年度公开要点{points}项任务已逐项落实，完成情况在专栏公布。",
    "承办人大代表建议{proposals}件、政协委员提案{motions}件，可以公开的复文全部公开。",
    "除上述情况外，没有其他需要报告的事项。",
]
NOTHING = ["无。", "没有其他需要报告的事项。", "无其他需要报告的事项。"]


def facts(rng, agency, year, figures):
    """What the sentences' braces stand for."""
    return {
        "year": year, "next": year + 1, "name": agency.name, "self": agency.self_name, "seat": agency.seat,
        "above": {"township": "岚溪县人民政府", "bureau": "本级政府", "county": "衡澜市人民政府"}.get(agency.level, "上级机关"),
        "site": "岚溪县政府网站“政府信息公开年报”栏目" if "岚溪" in agency.name else "门户网站“政府信息公开年报”栏目",
        "postcode": f"3{rng.randrange(10000, 99999)}", "phone": f"0{rng.randrange(590, 599)}-{rng.randrange(2000000, 8999999)}",
        "email": f"xxgk_{agency.key}@lanxi-county.example",
        "posts": rng.randrange(120, 4200), "news": rng.randrange(30, 119), "halls": rng.randrange(3, 40),
        "missing": rng.randrange(5, 80), "fixed": rng.randrange(2, 30), "visits": rng.randrange(3000, 90000),
        "accounts": rng.randrange(2, 6), "trainings": rng.randrange(1, 6), "trainees": rng.randrange(20, 300),
        "weight": rng.randrange(2, 6), "watchers": rng.randrange(5, 25), "stale": rng.randrange(2, 9),
        "cases": rng.randrange(10, 40), "fee": rng.randrange(2, 40) * 10, "fee_cases": rng.randrange(1, 4),
        "points": rng.randrange(8, 30), "proposals": rng.randrange(2, 30), "motions": rng.randrange(2, 30),
        "issued": figures["proactive.normative_documents.issued"],
        "licensing": figures["proactive.licensing.decisions"], "penalties": figures["proactive.penalties.decisions"],
        "received": figures["requests.received.total"], "carried_in": figures["requests.carried_in.total"],
        "handled": figures["requests.handled_total.total"], "carried_out": figures["requests.carried_out.total"],
    }


def headings(rng, year):
    """The six headings without their ordinals."""
    return {kind: rng.choice(variants).format(year=year) for kind, variants in HEADINGS.items()}


def intro(rng, known):
    return [rng.choice(INTRO).format(**known)]


def overview(rng, known, style):
    """Paragraphs of section one, with sub-items numbered as the style says or run into the text."""
    paragraphs = [rng.choice(OPENING).format(**known)]
    for index, (item, sentences) in enumerate(ITEMS.items(), start=1):
        chosen = rng.sample(sentences, k=rng.randrange(2, min(4, len(sentences)) + 1))
        if item == "依申请公开":
            chosen[:0] = [s for s in sentences[:1] if s not in chosen]
        text = "".join(sentence.format(**known) for sentence in chosen)
        paragraphs.append(item_label(style.items, index, item) + text)
    if style.quotes_headings:
        paragraphs[2] += QUOTING
    return paragraphs


def item_label(kind, index, item):
    ordinal = "一二三四五"[index - 1]
    return {
        "paren": f"（{ordinal}）{item}。", "plain": "", "number": f"{index}.{item}情况。", "colon": f"（{ordinal}）{item}：",
    }[kind]


def problems(rng, known, style):
    found, remedy = rng.choice(PROBLEMS).format(**known), rng.choice(REMEDIES).format(**known)
    if style.problem_items:
        return ["（一）存在的主要问题", found, "（二）改进情况", remedy]
    return [found, remedy]


def other(rng, known, form):
    """Section six; only the 2021 notice asks for the fee for handling information."""
    if form == "2019":
        return [rng.choice(NOTHING)] if rng.random() < 0.6 else [rng.choice(OTHER[:2]).format(**known)]
    paragraphs = [rng.choice(FEES).format(**known)]
    return paragraphs + [s.format(**known) for s in rng.sample(OTHER, k=rng.randrange(0, 3))]
