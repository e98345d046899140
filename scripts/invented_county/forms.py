"""The two forms as lists of rows: what is printed on them and which field each number is.

Sources: 国办公开办函〔2019〕60号 (form 2019) and 国办公开办函〔2021〕30号 (form 2021). `hybrid` is the 2021 form as many
sites still print it, with （六）其他处理 in one row.
"""

from dataclasses import dataclass

APPLICANTS = ["natural_person", "business", "research", "social_welfare", "legal_service", "other"]
COLUMNS = APPLICANTS + ["total"]
ORGANISATIONS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
RESULTS = ["upheld", "corrected", "other", "pending", "total"]
RESULT_LABELS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
PROCEEDINGS = ["review", "litigation_direct", "litigation_after_review"]
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

HANDLED = "三、本年度办理结果"
DENIED, UNAVAILABLE, NOT_PROCESSED, OTHER = "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"


@dataclass(frozen=True)
class Row:
    """One row of the request grid: the path of its fields and its labels from the outermost in."""

    path: str
    labels: tuple


@dataclass(frozen=True)
class Banner:
    """One small table of section two: its banner, its column labels, its rows as (label, fields)."""

    label: str
    columns: tuple
    rows: tuple


def _outcomes(other_rows):
    return [
        Row("granted", (HANDLED, "（一）予以公开")),
        Row("granted_in_part", (HANDLED, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")),
        Row("denied.state_secret", (HANDLED, DENIED, "1.属于国家秘密")),
        Row("denied.prohibited_by_law", (HANDLED, DENIED, "2.其他法律行政法规禁止公开")),
        Row("denied.security_stability", (HANDLED, DENIED, "3.危及“三安全一稳定”")),
        Row("denied.third_party", (HANDLED, DENIED, "4.保护第三方合法权益")),
        Row("denied.internal_affairs", (HANDLED, DENIED, "5.属于三类内部事务信息")),
        Row("denied.deliberative", (HANDLED, DENIED, "6.属于四类过程性信息")),
        Row("denied.enforcement_file", (HANDLED, DENIED, "7.属于行政执法案卷")),
        Row("denied.administrative_query", (HANDLED, DENIED, "8.属于行政查询事项")),
        Row("unavailable.not_held", (HANDLED, UNAVAILABLE, "1.本机关不掌握相关政府信息")),
        Row("unavailable.needs_creation", (HANDLED, UNAVAILABLE, "2.没有现成信息需要另行制作")),
        Row("unavailable.still_unclear", (HANDLED, UNAVAILABLE, "3.补正后申请内容仍不明确")),
        Row("not_processed.petition", (HANDLED, NOT_PROCESSED, "1.信访举报投诉类申请")),
        Row("not_processed.duplicate", (HANDLED, NOT_PROCESSED, "2.重复申请")),
        Row("not_processed.publication", (HANDLED, NOT_PROCESSED, "3.要求提供公开出版物")),
        Row("not_processed.excessive", (HANDLED, NOT_PROCESSED, "4.无正当理由大量反复申请")),
        Row("not_processed.confirmation", (HANDLED, NOT_PROCESSED, "5.要求行政机关确认或重新出具已获取信息")),
        *other_rows,
    ]


_ONE_OTHER_ROW = [Row("other_handling.unspecified", (HANDLED, OTHER))]
_THREE_OTHER_ROWS = [
    Row("other_handling.not_corrected", (HANDLED, OTHER, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请")),
    Row("other_handling.fee_unpaid", (HANDLED, OTHER, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请")),
    Row("other_handling.other", (HANDLED, OTHER, "3.其他")),
]

OUTCOMES = {"2019": _outcomes(_ONE_OTHER_ROW), "hybrid": _outcomes(_ONE_OTHER_ROW), "2021": _outcomes(_THREE_OTHER_ROWS)}


def request_rows(form):
    """All rows of the request grid, in the printed order."""
    return [
        Row("received", ("一、本年新收政府信息公开申请数量",)),
        Row("carried_in", ("二、上年结转政府信息公开申请数量",)),
        *OUTCOMES[form],
        Row("handled_total", (HANDLED, "（七）总计")),
        Row("carried_out", ("四、结转下年度继续办理",)),
    ]


def _fields(name, keys):
    return tuple(f"proactive.{name}.{key}" for key in keys)


_MADE = ("made", "disclosed", "disclosed_total")
_ITEMS = ("items_last_year", "items_change", "decisions")
_ISSUED = ("issued", "repealed", "in_force")

BANNERS = {
    "2019": [
        Banner("第二十条第（一）项", ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
               (("规章", _fields("rules", _MADE)), ("规范性文件", _fields("normative_documents", _MADE)))),
        Banner("第二十条第（五）项", ("上一年项目数量", "本年增/减", "处理决定数量"),
               (("行政许可", _fields("licensing", _ITEMS)), ("其他对外管理服务事项", _fields("other_services", _ITEMS)))),
        Banner("第二十条第（六）项", ("上一年项目数量", "本年增/减", "处理决定数量"),
               (("行政处罚", _fields("penalties", _ITEMS)), ("行政强制", _fields("coercion", _ITEMS)))),
        Banner("第二十条第（八）项", ("上一年项目数量", "本年增/减"), (("行政事业性收费", _fields("fees", _ITEMS[:2])),)),
        Banner("第二十条第（九）项", ("采购项目数量", "采购总金额"),
               (("政府集中采购", _fields("procurement", ("items", "amount"))),)),
    ],
    "2021": [
        Banner("第二十条第（一）项", ("本年制发件数", "本年废止件数", "现行有效件数"),
               (("规章", _fields("rules", _ISSUED)), ("行政规范性文件", _fields("normative_documents", _ISSUED)))),
        Banner("第二十条第（五）项", ("本年处理决定数量",), (("行政许可", _fields("licensing", ("decisions",))),)),
        Banner("第二十条第（六）项", ("本年处理决定数量",),
               (("行政处罚", _fields("penalties", ("decisions",))), ("行政强制", _fields("coercion", ("decisions",))))),
        Banner("第二十条第（八）项", ("本年收费金额（单位：万元）",), (("行政事业性收费", _fields("fees", ("amount",))),)),
    ],
}
BANNERS["hybrid"] = BANNERS["2021"]


def proactive_fields(form):
    return [field for banner in BANNERS[form] for _, fields in banner.rows for field in fields]


def request_fields(form):
    return [f"requests.{row.path}.{column}" for row in request_rows(form) for column in COLUMNS]


def proceedings_fields():
    return [f"proceedings.{block}.{result}" for block in PROCEEDINGS for result in RESULTS]


def fields(form):
    """Every field printed on the form, in the printed order."""
    return proactive_fields(form) + request_fields(form) + proceedings_fields()


def absent_fields(form):
    """Fields of the template that this print of it does not have: the split rows of the hybrid."""
    return [f for f in request_fields("2021") if f not in set(request_fields("hybrid"))] if form == "hybrid" else []


def template(form):
    """The template a reader must find by the labels."""
    return "2019" if form == "2019" else "2021"
