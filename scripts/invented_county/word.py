"""Reports as Word files, with python-docx."""

import datetime
import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .pdf import repacked
from .tables import tables


def docx(report, font="WenQuanYi Zen Hei", footer="- {} -", header=None, landscape=False, vertical=False, size=10.5, borders=True):
    """The bytes of a .docx. `vertical` turns stacked cells by text direction instead of line breaks."""
    document = Document()
    set_up_page(document, font, landscape, size)
    if footer:
        page_number(document.sections[0].footer.paragraphs[0], footer)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for line in report.title_lines:
        paragraph(document, line, size=Pt(20), align=WD_ALIGN_PARAGRAPH.CENTER)
    for text in report.intro:
        paragraph(document, text)
    grids = tables(report)
    for section in report.sections:
        paragraph(document, section.heading, bold=True)
        for text in section.paragraphs:
            paragraph(document, text)
        for table in grids.get(section.kind, []):
            add_table(document, table, Pt(size - 1.5), vertical, borders)
            document.add_paragraph()
        for text in section.notes:
            paragraph(document, text)
    return saved(document, report)


def set_up_page(document, font, landscape, size):
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(size + 2)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.2)


def paragraph(document, text, bold=False, size=None, align=None):
    added = document.add_paragraph()
    run = added.add_run(text)
    run.bold = bold
    if size:
        run.font.size = size
    if align is None:
        added.paragraph_format.first_line_indent = Pt(25)
    else:
        added.alignment = align


def page_number(added, pattern):
    """The page's number as a field inside the pattern, centred."""
    before, after = pattern.split("{}")
    added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    added.add_run(before)
    run = added.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    added.add_run(after)


def add_table(document, table, size, vertical, borders):
    grid = document.add_table(rows=len(table.rows), cols=table.cols)
    if borders:
        grid.style = "Table Grid"
    grid.autofit = False
    width = document.sections[0].page_width - document.sections[0].left_margin * 2
    for column, share in zip(grid.columns, table.widths):
        column.width = int(width * share / sum(table.widths))
        for cell in column.cells:
            cell.width = column.width
    for row, col, cell in table.placed():
        target = grid.cell(row, col)
        if cell.rows > 1 or cell.cols > 1:
            target = target.merge(grid.cell(row + cell.rows - 1, col + cell.cols - 1))
        fill(target, cell, size, vertical)


def fill(target, cell, size, vertical):
    if cell.stacked and vertical:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "tbRlV")
        target._tc.get_or_add_tcPr().append(direction)
    text = "\n".join(cell.text) if cell.stacked and not vertical else cell.text
    target.text = text
    for added in target.paragraphs:
        added.alignment = WD_ALIGN_PARAGRAPH.LEFT if cell.role == "label" and not cell.stacked else WD_ALIGN_PARAGRAPH.CENTER
        for run in added.runs:
            run.font.size = size


def saved(document, report):
    """Saves the file with fixed properties and entry times."""
    when = datetime.datetime(report.year + 1, 1, 20, 9)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = report.agency.name, report.title, ""
    properties.created = properties.modified = when
    raw = io.BytesIO()
    document.save(raw)
    return repacked(raw.getvalue())
