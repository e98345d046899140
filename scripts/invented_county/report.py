"""One report as an office would write it: title, prose, printed cells; and the truth about what it prints."""

import random
from dataclasses import dataclass, field
from decimal import Decimal

from . import county, forms, numbers, prose

ORDINALS = "一二三四五六"
KINDS = ["overview", "proactive", "requests", "proceedings", "problems", "other"]


@dataclass(frozen=True)
class Style:
    """How an office fills in and writes; everything here is seen in published reports."""

    title: str = "plain"  # see TITLES
    numbering: str = "{}、"  # ordinal of a section heading
    items: str = "paren"  # sub-items of section one: paren, number, colon, plain
    problem_items: bool = False  # section five with its own （一）（二）
    quotes_headings: bool = False  # prose that names another section by its heading
    table_line: str = ""  # a sentence before each table
    signature: bool = False  # name and date under the report
    grid: str = "full"  # full, zeros_blank, only_total, no_total, empty
    blank: str = ""  # what an empty cell holds: "", "/", "-", "—"
    proactive_blank: bool = False  # zeros of section two left blank
    proceedings_blank: bool = False  # zeros of section four left blank
    zero: str = "0"  # "0", "０", "无"
    change: str = "plain"  # 本年增/减: plain -3, signed +3, words 增加3/减少3, fullwidth －3
    amount: str = "wan"  # procurement: wan 3万元, yuan 30000元, header 采购总金额（万元）, none
    units: bool = False  # 件 and 项 after the numbers of section two
    dots: str = "."  # after the numbers of the grid's labels
    quotes: str = "“”"  # round 三安全一稳定
    banner: str = "第二十条第（{}）项"
    spaced: bool = False  # inner spaces: 规 章, 总 计
    rules_note: bool = False  # a remark inside the label 规章
    cell_note: bool = False  # a remark behind a number
    table_note: bool = False  # a remark under the grid
    extra_row: bool = False  # a row that the form does not know
    typos: bool = False  # 钩稽, 现行有效件
    separate: bool = True  # section two as one table a banner, or as one table
    stacked: bool = False  # 三、本年度办理结果 with one character a line


TITLES = {
    "plain": (["{name}{year}年政府信息公开工作年度报告"], "name"),
    "short": (["{short}{year}年政府信息公开工作年度报告"], "short"),
    "year_first": (["{year}年{name}政府信息公开工作年度报告"], "name"),
    "year_degree": (["{short}{year}年度政府信息公开工作年度报告"], "short"),
    "two_lines": (["{name}", "{year}年政府信息公开工作年度报告"], "name"),
    "three_lines": (["{short}", "政府信息公开工作年度报告", "（{year}年）"], "short"),
    "spaced": (["{name} {year} 年政府信息公开工作年度报告"], "name"),
    "chinese": (["{name}{chinese}年政府信息公开工作年度报告"], "name"),
    "about": (["{name}关于{year}年度政府信息公开工作的年度报告"], "name"),
    "inside": (["{short}政府信息公开{year}年度报告"], "short"),
}


def chinese_year(year):
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


@dataclass
class Section:
    """A section: its kind, its heading with the ordinal, the prose before its table, and the remark after it."""

    kind: str
    heading: str
    paragraphs: list
    notes: list = field(default_factory=list)


@dataclass
class Report:
    """What is printed (`title_lines`, `intro`, `sections`, `printed`) and what is true of it (the rest)."""

    agency: county.Agency
    agency_name: str
    year: int
    form: str
    style: Style
    title_lines: list
    intro: list
    sections: list
    printed: dict  # field → text in its cell
    values: dict  # field → number, None where nothing is printed
    seeded: list  # groups of fields whose printed numbers contradict each other

    @property
    def title(self):
        return "".join(self.title_lines).replace(" ", "")

    def section(self, kind):
        return self.sections[KINDS.index(kind)]

    def gold(self, name, group, unknowable=(), prose=True):
        """The true values, in the shape of a score file; `unknowable` fields have more than one reading in this print.

        Without `prose`, only title and tables are in print."""
        texts = {s.kind: "".join(s.paragraphs) for s in self.sections if s.kind in ("overview", "problems", "other") and prose}
        cells = {f: plain(v) for f, v in self.values.items() if f not in set(unknowable)}
        return {
            "input": name, "group": group, "year": self.year, "agency": self.agency_name,
            "title": self.title, "template": forms.template(self.form), "form": self.form,
            "cells": cells, "ambiguous": {f: plain(self.values[f]) for f in unknowable}, "sections": texts, "seeded": self.seeded,
        }


def plain(value):
    """A JSON number: whole where it is whole."""
    return value if value is None or isinstance(value, int) else int(value) if value == int(value) else float(value)


def write(agency, year, form, style, contradiction=None):
    """The report of one agency and year."""
    figures = numbers.series(agency)[year]
    rng = random.Random(f"{numbers.SEED}/{agency.key}/{year}/words")
    known = prose.facts(rng, agency, year, figures)
    lines, who = TITLES[style.title]
    known |= {"short": agency.short, "chinese": chinese_year(year)}
    sections = write_sections(rng, known, agency, year, form, style)
    shown = {f: figures[f] for f in forms.fields(form)}
    if contradiction:
        shown[contradiction[0]] += contradiction[1]
    printed, values = print_cells(shown, form, style)
    return Report(agency, known[who], year, form, style, [line.format(**known) for line in lines],
                  prose.intro(rng, known), sections, printed, values | dict.fromkeys(forms.absent_fields(form)),
                  contradicted(values, form, contradiction))


def write_sections(rng, known, agency, year, form, style):
    names = prose.headings(rng, year)
    bodies = {
        "overview": prose.overview(rng, known, style),
        "problems": prose.problems(rng, known, style),
        "other": prose.other(rng, known, form),
    }
    if style.signature:
        bodies["other"] += [agency.name, f"{year + 1}年1月{rng.randrange(6, 29)}日"]
    sections = []
    for ordinal, kind in zip(ORDINALS, KINDS):
        heading = style.numbering.format(ordinal) + names[kind]
        paragraphs = bodies.get(kind, [style.table_line] if style.table_line else [])
        sections.append(Section(kind, heading, paragraphs))
    if style.table_note:
        sections[2].notes.append("注：表内各列均含上年结转的申请。")
    return sections


def print_cells(shown, form, style):
    """Texts and values of all cells, after the office has left out what it leaves out."""
    printed, values = {}, {}
    for name, value in shown.items():
        text = None if left_blank(name, value, style) else cell_text(name, value, style)
        printed[name] = style.blank if text is None else text
        unitless = name.endswith("procurement.amount") and style.amount == "none" and value != 0
        values[name] = None if text is None or unitless else value
    if style.cell_note and form != "2019":
        printed["proactive.normative_documents.in_force"] += "（其中修订1件）"
    return printed, values


def left_blank(name, value, style):
    table, column = name.split(".")[0], name.rsplit(".", 1)[1]
    if table == "proactive":
        return style.proactive_blank and value == 0
    if table == "proceedings":
        return style.proceedings_blank and value == 0
    return {
        "full": False,
        "zeros_blank": value == 0,
        "only_total": column != "total",
        "no_total": column == "total",
        "empty": True,
    }[style.grid]


def cell_text(name, value, style):
    if name.endswith("procurement.amount"):
        return amount_text(value, style)
    if name.endswith("items_change"):
        return change_text(value, style)
    if value == 0:
        return style.zero
    unit = "" if not style.units or not name.startswith("proactive.") else "万元" if "amount" in name else unit_of(name)
    return f"{value}{unit}"


def unit_of(name):
    return "项" if name.endswith("items_last_year") or name.endswith("procurement.items") else "件"


def amount_text(value, style):
    if value == 0:
        return "0"
    if style.amount == "yuan":
        return f"{(value * 10000).quantize(Decimal(1))}元"
    return f"{value}万元" if style.amount == "wan" else f"{value}"


def change_text(value, style):
    if value == 0 or style.change == "plain":
        return str(value)
    sign, size = (value > 0), abs(value)
    return {
        "signed": f"{'+' if sign else '-'}{size}",
        "words": f"{'增加' if sign else '减少'}{size}",
        "fullwidth": f"{'' if sign else '－'}{size}",
    }[style.change]


def identities(form):
    """(total, parts) of every sum on the form; the balance as ((received, carried in), (handled, carried out))."""
    rows, outcomes = forms.request_rows(form), forms.OUTCOMES[form]
    cell = "requests.{}.{}".format
    for row in rows:
        yield [cell(row.path, "total")], [cell(row.path, c) for c in forms.APPLICANTS]
    for column in forms.COLUMNS:
        yield [cell("handled_total", column)], [cell(row.path, column) for row in outcomes]
        yield [cell(p, column) for p in ("received", "carried_in")], [cell(p, column) for p in ("handled_total", "carried_out")]
    for block in forms.PROCEEDINGS:
        name = f"proceedings.{block}.{{}}".format
        yield [name("total")], [name(result) for result in forms.RESULTS[:-1]]


def contradicted(values, form, contradiction):
    """The groups of fields in which the planted change shows; blanks count as zero."""
    if not contradiction:
        return []
    total = lambda names: sum(values[name] or 0 for name in names)
    return [
        left + right for left, right in identities(form)
        if contradiction[0] in left + right and total(left) != total(right)
    ]
