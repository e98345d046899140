"""Reports as spreadsheets: what is on each sheet, and the programs' ways to write it down."""

import io
import re
import zipfile

import xlwt
from lxml import etree
from odf import opendocument, style as ods_style, table as ods_table, text as ods_text
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from .pdf import repacked
from .tables import Cell, tables

WIDTH = 10
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


def pages(report, prose=True, tabs=False, at=(0, 0)):
    """[(tab, [(row, column, cell), …]), …]: everything on one sheet, or with `tabs` each section's tables on their own behind
    a cover.

    Without `prose` only title, headings and tables. `at` is the first row and column."""
    grids, made = tables(report), [("封面" if tabs else "Sheet1", Page(at))]
    made[0][1].lines(report.title_lines + (report.intro if prose else []))
    for section in report.sections:
        if section.kind not in grids and not prose:
            continue
        if tabs:
            # No tab holds a longer name.
            made.append((section.heading[:31], Page(at)))
        page = made[-1][1]
        page.lines([] if tabs else [section.heading])
        page.lines(section.paragraphs if prose else [])
        for table in grids.get(section.kind, []):
            page.table(table)
        page.lines(section.notes if prose else [])
    return [(tab, page.cells) for tab, page in made]


class Page:
    """Cells, one thing below the other."""

    def __init__(self, at):
        self.row, self.col = at
        self.cells = []

    def lines(self, texts):
        """Each paragraph in one cell over the whole width."""
        for text in texts:
            self.cells.append((self.row, self.col, Cell(text, cols=WIDTH, role="line")))
            self.row += 1

    def table(self, table):
        """The cells with their spans, and a blank row behind."""
        self.cells += [(self.row + r, self.col + c, cell) for r, c, cell in table.placed()]
        self.row += len(table.rows) + 1


def typed(cell):
    """A number as a number, as a spreadsheet would take it down; an empty cell as none."""
    text = "\n".join(cell.text) if cell.stacked else cell.text
    if cell.role != "value" or not NUMBER.fullmatch(text):
        return text or None
    return float(text) if "." in text else int(text)


def number_format(cell):
    """As many places as are printed."""
    places = len(cell.text.partition(".")[2]) if isinstance(typed(cell), float) else 0
    return "0." + "0" * places if places else "General"


def xlsx(report, borders=True, **layout):
    book = Workbook()
    book.remove(book.active)
    thin = Side(style="thin")
    for tab, cells in pages(report, **layout):
        sheet = book.create_sheet(tab)
        for row, col, cell in cells:
            top, left = row + 1, col + 1
            written = sheet.cell(top, left, typed(cell))
            written.alignment, written.number_format = Alignment(horizontal="center", vertical="center", wrap_text=True), number_format(cell)
            if borders and cell.role != "line":
                for r in range(top, top + cell.rows):
                    for c in range(left, left + cell.cols):
                        sheet.cell(r, c).border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if cell.rows > 1 or cell.cols > 1:
                sheet.merge_cells(start_row=top, start_column=left, end_row=top + cell.rows - 1, end_column=left + cell.cols - 1)
    raw = io.BytesIO()
    book.save(raw)
    return repacked(raw.getvalue(), dates=True)


def xls(report, **layout):
    """As Excel 97 keeps it."""
    book = xlwt.Workbook(encoding="utf-8")
    styles = {}
    for tab, cells in pages(report, **layout):
        sheet = book.add_sheet(tab)
        for row, col, cell in cells:
            look = "align: wrap on" + ("" if cell.role == "line" else "; borders: left thin, right thin, top thin, bottom thin")
            style = styles.setdefault((look, number_format(cell)), xlwt.easyxf(look, number_format(cell)))
            sheet.write_merge(row, row + cell.rows - 1, col, col + cell.cols - 1, typed(cell), style)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def ods(report, **layout):
    book = opendocument.OpenDocumentSpreadsheet()
    ruled = ods_style.Style(name="ruled", family="table-cell")
    ruled.addElement(ods_style.TableCellProperties(border="0.75pt solid #000000"))
    book.automaticstyles.addElement(ruled)
    for tab, cells in pages(report, **layout):
        sheet = ods_table.Table(name=tab)
        book.spreadsheet.addElement(sheet)
        for row in ods_rows(cells, ruled):
            sheet.addElement(row)
    raw = io.BytesIO()
    book.save(raw)
    return repacked(ordered(raw.getvalue()), dates=True)


def ordered(package):
    """The same package with namespaces and attributes in the order of canonical XML; odfpy writes them in any."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, etree.tostring(etree.fromstring(content), method="c14n") if name.endswith(".xml") else content)
    return written.getvalue()


def ods_rows(cells, ruled):
    """Rows of cells; what a span covers is there as a covered cell."""
    placed = {(row, col): cell for row, col, cell in cells}
    covered = {(row + r, col + c) for row, col, cell in cells for r in range(cell.rows) for c in range(cell.cols)} - set(placed)
    for r in range(max(row for row, _ in placed | dict.fromkeys(covered)) + 1):
        row = ods_table.TableRow()
        for c in range(max(col for _, col in placed | dict.fromkeys(covered)) + 1):
            row.addElement(ods_cell(placed[r, c], ruled) if (r, c) in placed else
                           ods_table.CoveredTableCell() if (r, c) in covered else ods_table.TableCell())
        yield row


def ods_cell(cell, ruled):
    value = typed(cell)
    kind = {"valuetype": "float", "value": value} if isinstance(value, (int, float)) else {"valuetype": "string"} if value else {}
    spans = {"numbercolumnsspanned": cell.cols, "numberrowsspanned": cell.rows} if cell.cols > 1 or cell.rows > 1 else {}
    made = ods_table.TableCell(**kind, **spans, **({} if cell.role == "line" else {"stylename": ruled}))
    text = "\n".join(cell.text) if cell.stacked else cell.text
    for line in text.split("\n") if value is not None else []:
        made.addElement(ods_text.P(text=line))
    return made
