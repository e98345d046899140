"""Which agency published which year, in which form and style, through which producer, and with which contradiction."""

from dataclasses import dataclass
from typing import Callable

from . import html, ofd, pdf, rtf, saved, sheet, text, typeset, word, wps
from .county import AGENCIES
from .report import Style, write


@dataclass(frozen=True)
class Publication:
    """One file of the corpus. `make` turns the report into bytes; `unknowable` names fields the print makes ambiguous."""

    name: str
    agency: str
    year: int
    form: str
    make: Callable
    style: Style = Style()
    contradiction: tuple = None
    unknowable: Callable = lambda report: ()
    folder: str = ""  # the group, where the name does not tell it
    prose: bool = True  # whether more than title, headings and tables is published

    @property
    def group(self):
        """The folder, and the group in the scores."""
        if self.folder:
            return self.folder
        suffix = self.name.rsplit(".", 1)[1]
        return {"pdf": "pdf", "ofd": "ofd", "docx": "word", "doc": "word", "rtf": "word", "xlsx": "sheet", "xls": "sheet",
                "ods": "sheet", "txt": "text", "md": "text"}.get(suffix, "web")

    def report(self):
        return write(AGENCIES[self.agency], self.year, self.form, self.style, self.contradiction)


def encoded(shape, encoding="utf-8", newline="\n"):
    """A text shape written in an encoding; characters it lacks are the plan's mistake and raise."""
    return lambda report: shape(report).replace("\n", newline).encode(encoding)


def page(site, body, encoding="utf-8", declared=None):
    """A web page in an encoding, declaring another where `declared` says so."""
    return lambda report: site(report, body(report), declared or encoding).encode(encoding, "xmlcharrefreplace")


def css(font="WenQuanYi Zen Hei", size="A4", border="td{border:0.8px solid #000}", cell=9, padding="2px 3px"):
    return (
        f"@page{{size:{size};margin:2cm 2.2cm}} body{{font-family:'{font}';font-size:12pt;line-height:1.6}}"
        "h1{font-size:18pt;text-align:center;font-weight:normal} h2{font-size:13pt;text-indent:2em;font-weight:normal}"
        f"p{{text-indent:2em;margin:0}} table{{border-collapse:collapse;width:100%;margin:6px 0 14px;table-layout:fixed;font-size:{cell}pt}}"
        f"td{{padding:{padding};text-align:center;line-height:1.3;word-break:break-all}} {border} .label{{text-align:left}} .v{{writing-mode:vertical-rl}}"
    )


def numbered(style):
    """CSS for a page number in the bottom margin (WeasyPrint)."""
    return style + "@page{@bottom-center{content:'- ' counter(page) ' -';font-size:9pt}}"


SONG, SERIF = "AR PL UMing CN", "Noto Serif CJK SC"

WORD = [
    Publication("county-2021-docx.docx", "county", 2021, "2021", lambda r: word.docx(r), Style(stacked=True, table_line="具体情况见下表：")),
    # The same report as from python-docx, from three more programs: all must give the same tables and texts.
    *[Publication(f"county-2021-{name}", "county", 2021, "2021", make, Style(stacked=True, table_line="具体情况见下表："))
      for name, make in [("libreoffice.docx", lambda r: pdf.libreoffice(word.docx(r), "docx", "docx:MS Word 2007 XML")),
                         ("libreoffice-97.doc", lambda r: pdf.libreoffice(word.docx(r), "docx", "doc:MS Word 97")),
                         ("wps.docx", lambda r: wps.docx(r))]],
    Publication("wangxiu-2019-docx.docx", "wangxiu", 2019, "2019", lambda r: word.docx(r, vertical=True, footer=None, header="岚溪县望岫镇"),
                Style(title="two_lines", grid="only_total", stacked=True, amount="yuan", change="words", signature=True)),
    Publication("water-2022-libreoffice.docx", "water", 2022, "2021",
                lambda r: pdf.libreoffice(word.docx(r, footer=None), "docx", "docx:MS Word 2007 XML"),
                Style(title="year_degree", numbering="（{}）", items="number", separate=False, grid="zeros_blank", blank="/"),
                contradiction=("requests.received.natural_person", 3)),
    Publication("education-2020-libreoffice.doc", "education", 2020, "2019",
                lambda r: pdf.libreoffice(word.docx(r), "docx", "doc:MS Word 97"), Style(units=True, change="signed", spaced=True)),
    Publication("tinghe-2023-libreoffice.doc", "tinghe", 2023, "2021",
                lambda r: pdf.libreoffice(word.docx(r, footer="第{}页"), "docx", "doc:MS Word 97"),
                Style(title="short", grid="full", zero="0", quotes_headings=True, proceedings_blank=True, blank="—", separate=False)),
]

PDF = [
    Publication("county-2022-libreoffice.pdf", "county", 2022, "2021",
                lambda r: pdf.libreoffice(word.docx(r, font=SONG, footer="- {} -", vertical=False), "docx"),
                Style(title="two_lines", stacked=True, quotes_headings=True, table_line="具体情况见下表：")),
    Publication("meiya-2020-libreoffice.pdf", "meiya", 2020, "2019",
                lambda r: pdf.libreoffice(word.docx(r, vertical=True, footer="— {} —", size=11), "docx"),
                Style(title="short", grid="only_total", blank="", stacked=True, amount="yuan", change="signed", proactive_blank=True, signature=True)),
    Publication("market-2023-libreoffice.pdf", "market", 2023, "2021",
                lambda r: pdf.libreoffice(word.docx(r, landscape=True, header="岚溪县市场监督管理局年度报告", footer="{}", size=12), "docx"),
                Style(title="chinese", problem_items=True, separate=False, dots="．"),
                contradiction=("requests.unavailable.not_held.total", 2)),
    Publication("shinan-2021-libreoffice.pdf", "shinan", 2021, "hybrid",
                lambda r: pdf.libreoffice(word.docx(r, font=SONG, footer="{}", size=12.5), "docx"),
                Style(title="three_lines", grid="zeros_blank", blank="/", stacked=True, rules_note=True)),
    Publication("city-2024-chromium.pdf", "city", 2024, "2021",
                lambda r: pdf.chromium(html.printable(r, css(), vertical=True)),
                Style(stacked=True, spaced=True, cell_note=True, separate=False)),
    Publication("education-2022-chromium.pdf", "education", 2022, "hybrid",
                lambda r: pdf.chromium(html.printable(r, css(font="Noto Sans CJK SC", border=".value{border-bottom:1px solid #000} td{border-top:1px solid #000}"))),
                Style(title="year_degree", items="colon", grid="zeros_blank", blank="-", numbering="{}、 ")),
    Publication("qingtang-2020-chromium.pdf", "qingtang", 2020, "2019",
                lambda r: pdf.chromium(html.printable(r, css(cell=11, padding="7px 3px"))),
                Style(title="inside", amount="header", change="fullwidth", stacked=True, separate=False)),
    Publication("county-2023-weasyprint.pdf", "county", 2023, "2021",
                lambda r: pdf.weasyprint(html.printable(r, numbered(css()))),
                Style(title="year_first", stacked=True, table_note=True),
                contradiction=("requests.handled_total.business", 1)),
    Publication("justice-2021-weasyprint.pdf", "justice", 2021, "2021",
                lambda r: pdf.weasyprint(html.printable(r, numbered(css(font=SONG, cell=11, padding="6px 3px")))),
                Style(title="plain", items="number", problem_items=True, stacked=True, separate=False, dots="、")),
    Publication("county-2019-reportlab.pdf", "county", 2019, "2019", lambda r: typeset.reportlab(r),
                Style(title="two_lines", change="signed", amount="wan", stacked=True),
                contradiction=("proceedings.review.total", 1)),
    Publication("resources-2025-reportlab.pdf", "resources", 2025, "2021",
                lambda r: typeset.reportlab(r, font="uming", landscape=True, bold_twice=True),
                Style(items="plain", separate=False, typos=True)),
    Publication("tinghe-2022-reportlab-cid.pdf", "tinghe", 2022, "2021", lambda r: typeset.reportlab(r, font="STSong-Light"),
                Style(title="short", grid="no_total", quotes="\"\"", numbering="{}. ")),
    Publication("city-2020-reportlab-cid.pdf", "city", 2020, "2019",
                lambda r: typeset.reportlab(r, font="STSong-Light", rules=0.2),
                Style(title="about", change="words", amount="yuan", stacked=True, separate=False, items="number"),
                contradiction=("requests.granted.total", -10)),
    Publication("county-2024-typst.pdf", "county", 2024, "2021", lambda r: typeset.typst(r, size=12),
                Style(title="spaced", stacked=True, separate=False, table_line="该部分数据见表：")),
    Publication("guiyun-2023-typst.pdf", "guiyun", 2023, "2021", lambda r: typeset.typst(r, font=SONG, vertical=True, size=14),
                Style(title="year_degree", grid="zeros_blank", blank="—", stacked=True, proceedings_blank=True)),
    Publication("market-2020-wkhtmltopdf.pdf", "market", 2020, "2019",
                lambda r: pdf.wkhtmltopdf(html.printable(r, css()), "--footer-center", "- [page] -", "--footer-font-name", "WenQuanYi Zen Hei"),
                Style(amount="none", change="plain", stacked=True)),
    Publication("qingtang-2024-wkhtmltopdf.pdf", "qingtang", 2024, "2021",
                lambda r: pdf.wkhtmltopdf(html.printable(r, css(font=SONG, cell=11)), "-O", "Landscape"),
                Style(title="short", items="colon", grid="zeros_blank", blank="", stacked=True, separate=False)),
    Publication("county-2025-ghostscript.pdf", "county", 2025, "2021",
                lambda r: pdf.distilled(pdf.libreoffice(word.docx(r, footer="- {} -", size=11.5), "docx")),
                Style(title="plain", stacked=True, problem_items=True, signature=True),
                contradiction=("requests.carried_out.total", 2)),
    Publication("resources-2022-ghostscript.pdf", "resources", 2022, "hybrid",
                lambda r: pdf.distilled(pdf.weasyprint(html.printable(r, numbered(css(size="A4 landscape"))))),
                Style(title="inside", grid="zeros_blank", blank="/", extra_row=True)),
    Publication("wangxiu-2024-qpdf-aes256.pdf", "wangxiu", 2024, "2021",
                lambda r: pdf.encrypted(pdf.weasyprint(html.printable(r, numbered(css(font=SONG)))), 256),
                Style(title="plain", grid="full", stacked=True, zero="0")),
    Publication("city-2023-qpdf-rc4.pdf", "city", 2023, "2021",
                lambda r: pdf.encrypted(pdf.libreoffice(word.docx(r, font=SONG, footer="- {} -"), "docx"), 40),
                Style(title="short", separate=False, stacked=True)),
    Publication("ecology-2021-cairo.pdf", "ecology", 2021, "2021", lambda r: typeset.cairo(r),
                Style(title="plain", stacked=True, items="number")),
    Publication("justice-2024-cairo-unruled.pdf", "justice", 2024, "2021", lambda r: typeset.cairo(r, font=SONG, rules=False),
                Style(title="year_first", separate=True)),
    Publication("province-2025-typst.pdf", "province", 2025, "2021", lambda r: typeset.typst(r, rules="(x: none, y: 0.6pt)", size=11),
                Style(title="plain", signature=True), contradiction=("requests.carried_in.natural_person", 4)),
]

OFD = [
    Publication("county-2023-lines.ofd", "county", 2023, "2021", lambda r: ofd.ofd(r, header="岚溪县人民政府政府信息公开工作年度报告"),
                Style(title="year_first", stacked=True, table_note=True), contradiction=("requests.handled_total.business", 1)),
    Publication("market-2021-characters.ofd", "market", 2021, "2021", lambda r: ofd.ofd(r, text="character", rules="fill", slashes=True),
                Style(title="plain", items="number", grid="zeros_blank", blank="/", stacked=True)),
    Publication("wangxiu-2020-scaled.ofd", "wangxiu", 2020, "2019", lambda r: ofd.ofd(r, text="scaled", columns=True, root="Document_1"),
                Style(title="short", amount="yuan", change="signed", stacked=True, signature=True)),
    Publication("ecology-2024-units.ofd", "ecology", 2024, "hybrid", lambda r: ofd.ofd(r, rules="unit", columns=True, slashes=True, root="D"),
                Style(title="two_lines", stacked=True, separate=False, problem_items=True), contradiction=("requests.granted.total", 2)),
    Publication("water-2025-easyofd.ofd", "water", 2025, "2021",
                lambda r: ofd.easyofd(pdf.weasyprint(html.printable(r, css()))), Style(title="plain", items="number")),
]

WEB = [
    Publication("county-2020-site.html", "county", 2020, "2019", page(html.site_classic, html.body_plain),
                Style(title="plain", change="words", amount="wan", signature=True)),
    Publication("ecology-2023-misdeclared-gbk.htm", "ecology", 2023, "2021", page(html.site_classic, html.body_plain, "gb18030", "utf-8"),
                Style(title="plain", problem_items=True, grid="zeros_blank", blank="-")),
    Publication("shinan-2022-word-paste.html", "shinan", 2022, "2021", page(html.site_classic, html.body_word),
                Style(title="short", stacked=True, separate=False, table_line="具体情况见下表：")),
    Publication("qingtang-2021-breaks.html", "qingtang", 2021, "2021", page(html.site_modern, html.body_breaks),
                Style(title="two_lines", items="number", quotes_headings=True)),
    Publication("market-2019-layout-tables.htm", "market", 2019, "2019", page(html.site_layout_tables, html.body_plain, "gbk", "gb2312"),
                Style(title="chinese", amount="yuan", units=True, separate=False),
                contradiction=("requests.other_handling.unspecified.total", 1)),
    Publication("water-2024-unclosed.htm", "water", 2024, "2021", page(html.site_layout_tables, html.body_open, "gb18030", "gb2312"),
                Style(title="year_degree", numbering="{}、", grid="zeros_blank", blank="—")),
    Publication("city-2022-blocks.html", "city", 2022, "hybrid", page(html.site_modern, html.body_block),
                Style(title="two_lines", separate=True, extra_row=True), contradiction=("proceedings.litigation_direct.upheld", 2)),
    Publication("meiya-2023-no-charset.htm", "meiya", 2023, "2021", page(html.site_none, html.body_plain, "gb18030"),
                Style(title="short", grid="empty", blank="", proactive_blank=True, proceedings_blank=True)),
    Publication("commerce-2024-site.html", "commerce", 2024, "2021", page(html.site_modern, html.body_plain),
                Style(title="plain", items="colon", numbering="（{}）")),
]

TEXT = [
    Publication("resources-2020-tabs-utf16.txt", "resources", 2020, "2019", encoded(text.tabs, "utf-16", "\r\n"),
                Style(title="plain", change="signed", amount="header", spaced=True)),
    Publication("wangxiu-2022-tabs.txt", "wangxiu", 2022, "2021", encoded(text.tabs_missing, "utf-8-sig", "\r\n"),
                Style(title="plain", separate=False)),
    Publication("commerce-2021-pipes.md", "commerce", 2021, "2021", encoded(text.markdown),
                Style(title="plain", problem_items=True), contradiction=("requests.denied.third_party.total", 5)),
    Publication("tinghe-2020-pipes-repeated.md", "tinghe", 2020, "2019", encoded(text.markdown_repeated),
                Style(title="short", grid="zeros_blank", blank="", amount="wan", change="signed")),
    Publication("education-2024-pipe-lines-gbk.txt", "education", 2024, "2021", encoded(text.pipe_lines, "gb18030"),
                Style(title="year_degree", grid="full", items="number")),
    Publication("ecology-2019-lines.txt", "ecology", 2019, "2019", encoded(text.lines, "utf-8", "\r\n"),
                Style(title="about", units=True, amount="wan")),
    Publication("guiyun-2025-spaced-lines-gbk.txt", "guiyun", 2025, "2021", encoded(text.spaced_lines, "gb18030"),
                Style(title="short", proceedings_blank=True, blank="/")),
    Publication("justice-2023-layout.txt", "justice", 2023, "2021",
                lambda r: pdf.as_layout_text(pdf.weasyprint(html.printable(r, numbered(css(font=SONG))))).encode(),
                Style(title="two_lines", stacked=True, separate=False)),
    Publication("water-2020-glued.txt", "water", 2020, "2019", encoded(text.glued),
                Style(title="plain", amount="wan", change="signed"), unknowable=text.unknowable_when_glued),
    Publication("market-2022-glued.txt", "market", 2022, "2021", encoded(text.glued_rows),
                Style(title="plain"), unknowable=text.unknowable_when_glued),
]
RTF = [
    Publication("qingtang-2023-word.rtf", "qingtang", 2023, "2021", lambda r: rtf.word(r), Style(title="plain", stacked=True, signature=True)),
    # Sites hand out Rich Text under the name of a Word file.
    Publication("education-2021-wps-rich-text.doc", "education", 2021, "hybrid", lambda r: rtf.wps(r),
                Style(title="two_lines", items="number", grid="zeros_blank", blank="/", separate=False),
                contradiction=("requests.received.total", 1)),
    Publication("ecology-2022-libreoffice.rtf", "ecology", 2022, "2021", lambda r: pdf.libreoffice(word.docx(r, vertical=True), "docx", "rtf"),
                Style(title="year_degree", numbering="（{}）", stacked=True, problem_items=True)),
]

SAVED = [
    Publication("water-2023-word.mht", "water", 2023, "2021", lambda r: saved.mhtml(html.site_none(r, html.body_word(r)), "gb18030", "Word"),
                Style(title="plain", grid="zeros_blank", blank="—", stacked=True)),
    Publication("tinghe-2021-saved.mhtml", "tinghe", 2021, "2021", lambda r: saved.mhtml(html.site_modern(r, html.body_block(r)), transfer="base64"),
                Style(title="two_lines", items="colon"), contradiction=("proceedings.review.total", 1)),
    Publication("justice-2022-web-page.doc", "justice", 2022, "2021", lambda r: saved.mhtml(html.site_classic(r, html.body_word(r)), "gb18030", "Word"),
                Style(title="plain", separate=False, stacked=True), folder="web"),
]

SHEETS = [
    Publication("county-2023-whole.xlsx", "county", 2023, "2021", lambda r: sheet.xlsx(r), Style(title="two_lines", stacked=True),
                contradiction=("requests.carried_out.business", 1)),
    Publication("market-2024-grids.xlsx", "market", 2024, "2021", lambda r: sheet.xlsx(r, borders=False, prose=False, at=(2, 1)),
                Style(title="plain", separate=False, table_note=True), prose=False),
    Publication("wangxiu-2023-tabs.xlsx", "wangxiu", 2023, "2021", lambda r: sheet.xlsx(r, prose=False, tabs=True),
                Style(title="short", grid="zeros_blank", blank="/"), prose=False),
    Publication("commerce-2020-excel-97.xls", "commerce", 2020, "2019", lambda r: sheet.xls(r), Style(title="short", change="signed", amount="header"),
                contradiction=("requests.handled_total.total", 1)),
    Publication("meiya-2021-tabs.xls", "meiya", 2021, "hybrid", lambda r: sheet.xls(r, prose=False, tabs=True),
                Style(title="plain", grid="only_total", proceedings_blank=True), prose=False),
    Publication("guiyun-2022-open.ods", "guiyun", 2022, "2021", lambda r: sheet.ods(r), Style(title="year_first", grid="full", stacked=True)),
    # A table of a page under the name of a spreadsheet, as sites export it.
    Publication("shinan-2023-web-page.xls", "shinan", 2023, "2021", page(html.site_none, html.body_plain, "gb18030", "gb2312"),
                Style(title="short", separate=False), folder="sheet"),
]

PUBLICATIONS = PDF + OFD + WEB + SAVED + TEXT + WORD + RTF + SHEETS

# One report in every format, each as a program commonly writes it: the same content, so the same result.
FORMATS = {
    "pdf": lambda r: typeset.reportlab(r, font="STSong-Light"),
    "ofd": lambda r: ofd.ofd(r),
    "html": page(html.site_classic, html.body_plain),
    "mhtml": lambda r: saved.mhtml(html.site_none(r, html.body_word(r)), "gb18030", "Word"),
    "txt": encoded(text.tabs),
    "md": encoded(text.markdown),
    "docx": lambda r: word.docx(r),
    "doc": lambda r: pdf.libreoffice(word.docx(r), "docx", "doc:MS Word 97"),
    "rtf": lambda r: rtf.word(r),
    "xlsx": lambda r: sheet.xlsx(r),
    "xls": lambda r: sheet.xls(r),
    "ods": lambda r: sheet.ods(r),
}


@dataclass(frozen=True)
class Equal:
    """One report, published in every one of `FORMATS`."""

    name: str
    agency: str
    year: int
    form: str
    style: Style = Style()
    contradiction: tuple = None

    def report(self):
        return write(AGENCIES[self.agency], self.year, self.form, self.style, self.contradiction)


EQUAL = [
    Equal("county-2024", "county", 2024, "2021", Style(title="plain", separate=False), contradiction=("requests.granted.total", 1)),
    Equal("commerce-2019", "commerce", 2019, "2019", Style(title="short", change="words", amount="yuan", units=True)),
    Equal("shinan-2025", "shinan", 2025, "2021", Style(title="two_lines", grid="zeros_blank", blank="/", items="number")),
    Equal("justice-2020", "justice", 2020, "2019", Style(title="year_first", change="signed", amount="header", problem_items=True)),
    Equal("resources-2021", "resources", 2021, "hybrid", Style(title="about", proceedings_blank=True, blank="—", items="colon")),
]
