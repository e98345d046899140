"""Reports set by Typst, by ReportLab (fonts embedded or only named) and by cairo."""

import io

from . import pdf
from .tables import tables

FONT_FOLDERS = "/usr/share/fonts/truetype"
ZENHEI = f"{FONT_FOLDERS}/wqy/wqy-zenhei.ttc"
UMING = f"{FONT_FOLDERS}/arphic/uming.ttc"


# --- Typst -------------------------------------------------------------------------------------------------------------


def typst(report, font="WenQuanYi Zen Hei", rules="0.5pt", size=10.5, vertical=False):
    """Rules may be `none`; a row may break over pages."""
    import typst as compiler

    parts = [
        '#set page(paper: "a4", margin: 2.3cm, numbering: "— 1 —")',
        f'#set text(font: "{font}", size: {size}pt, lang: "zh")',
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)",
        f"#set table(stroke: {rules}, inset: 4pt)",
        "#show table: set par(first-line-indent: 0pt, justify: false)",
        *[f"#align(center, text(size: 18pt, {quoted(line)}))" for line in report.title_lines],
        *[paragraph(text) for text in report.intro],
    ]
    grids = tables(report)
    for section in report.sections:
        parts.append(f"#par(strong({quoted(section.heading)}))")
        parts += [paragraph(text) for text in section.paragraphs]
        parts += [typst_table(table, vertical) for table in grids.get(section.kind, [])]
        parts += [paragraph(text) for text in section.notes]
    return pdf.undated(compiler.compile("\n\n".join(parts).encode(), timestamp=pdf.EPOCH))


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def paragraph(text):
    return f"#par({quoted(text)})"


def typst_table(table, vertical):
    columns = ", ".join(f"{width}fr" for width in table.widths)
    cells = []
    for row in table.rows:
        for cell in row:
            align = "left + horizon" if cell.role == "label" and not cell.stacked else "center + horizon"
            text = "\n".join(cell.text) if cell.stacked and not vertical else cell.text
            body = f"text(size: 8pt, {quoted(text)})"
            if cell.stacked and vertical:
                body = f"rotate(-90deg, reflow: true, {body})"
            cells.append(f"table.cell(rowspan: {cell.rows}, colspan: {cell.cols}, align: {align}, {body}),")
    return f"#table(columns: ({columns}),\n" + "\n".join(cells) + "\n)"


# --- ReportLab ---------------------------------------------------------------------------------------------------------


def reportlab(report, font="zenhei", bold_twice=False, rules=0.5, landscape=False, size=9):
    """`font`: zenhei or uming are embedded as subsets, STSong-Light is only named and read through a predefined CMap."""
    from reportlab.lib import pagesizes
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    register(font)
    normal = ParagraphStyle("n", fontName=font, fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK")
    head = ParagraphStyle("h", fontName=font, fontSize=12, leading=24, firstLineIndent=22, wordWrap="CJK")
    title = ParagraphStyle("t", fontName=font, fontSize=18, leading=28, alignment=1, wordWrap="CJK")
    flow = [Paragraph(escape(line), title) for line in report.title_lines] + [Paragraph(escape(text), normal) for text in report.intro]
    page = pagesizes.landscape(pagesizes.A4) if landscape else pagesizes.A4
    grids = tables(report)
    for section in report.sections:
        flow.append(Paragraph(escape(section.heading), head))
        flow += [Paragraph(escape(text), normal) for text in section.paragraphs]
        for table in grids.get(section.kind, []):
            flow += [Spacer(1, 6), reportlab_table(table, font, page[0] - 130, rules, size), Spacer(1, 8)]
        flow += [Paragraph(escape(text), normal) for text in section.notes]
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=page, leftMargin=65, rightMargin=65, topMargin=60, bottomMargin=60,
                                 title=report.title, author=report.agency.name, invariant=1)

    def furniture(canvas, _):
        canvas.setFont(font, 9)
        canvas.drawCentredString(page[0] / 2, 30, f"- {canvas.getPageNumber()} -")
        if bold_twice:  # headings drawn twice, a fraction of a point apart, pass for bold
            for dx in (0, 0.3):
                canvas.drawString(65 + dx, page[1] - 40, report.agency.name)

    document.build(flow, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def register(font):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    if font == "STSong-Light":
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    else:
        pdfmetrics.registerFont(TTFont(font, {"zenhei": ZENHEI, "uming": UMING}[font], subfontIndex=0))


def reportlab_table(table, font, width, rules, size):
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    left = ParagraphStyle("l", fontName=font, fontSize=size, leading=size + 3, wordWrap="CJK")
    center = ParagraphStyle("c", parent=left, alignment=1)
    data = [[""] * table.cols for _ in table.rows]
    style = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    if rules:
        style.append(("GRID", (0, 0), (-1, -1), rules, colors.black))
    for row, col, cell in table.placed():
        text = "<br/>".join(cell.text) if cell.stacked else escape(cell.text)
        data[row][col] = Paragraph(text, left if cell.role == "label" and not cell.stacked else center)
        if cell.rows > 1 or cell.cols > 1:
            style.append(("SPAN", (col, row), (col + cell.cols - 1, row + cell.rows - 1)))
    widths = [width * share / sum(table.widths) for share in table.widths]
    return Table(data, colWidths=widths, style=style, repeatRows=0)


# --- cairo -------------------------------------------------------------------------------------------------------------

PAGE, MARGIN, LEADING = (595.0, 842.0), 62.0, 19.0


class Pen:
    """Draws text and rules from the top down and starts a new page when the next thing does not fit."""

    def __init__(self, font, rules):
        import cairocffi as cairo

        self.out, self.rules, self.y, self.page = io.BytesIO(), rules, MARGIN, 1
        self.surface = cairo.PDFSurface(self.out, *PAGE)
        self.surface.set_metadata(cairo.PDF_METADATA_CREATE_DATE, "2026-01-20T09:00:00Z")
        self.context = cairo.Context(self.surface)
        self.context.select_font_face(font)

    def width(self, text, size):
        self.context.set_font_size(size)
        return self.context.text_extents(text)[4]

    def wrap(self, text, size, width):
        lines = [""]
        for piece in text:
            if piece == "\n":
                lines.append("")
            elif lines[-1] and self.width(lines[-1] + piece, size) > width:
                lines.append(piece)
            else:
                lines[-1] += piece
        return lines

    def need(self, height):
        if self.y + height > PAGE[1] - MARGIN:
            self.text(PAGE[0] / 2 - 6, PAGE[1] - 34, str(self.page), 9)
            self.turn_page()
            self.page, self.y = self.page + 1, MARGIN

    def turn_page(self):
        self.surface.show_page()

    def text(self, x, y, text, size):
        self.context.set_font_size(size)
        self.context.move_to(x, y)
        self.context.show_text(text)

    def line(self, x0, y0, x1, y1):
        """A rule, as a thin filled rectangle: many producers draw them so."""
        if self.rules:
            self.context.rectangle(x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5)
            self.context.fill()

    def paragraph(self, text, size=11.0, indent=22.0, centre=False):
        width = PAGE[0] - 2 * MARGIN
        for index, line in enumerate(self.wrap("\u3000\u3000" + text if indent else text, size, width)):
            self.need(LEADING)
            x = MARGIN + (width - self.width(line, size)) / 2 if centre else MARGIN
            self.text(x, self.y + size, line, size)
            self.y += LEADING

    def table(self, table, size=8.0):
        """A table that stays on one page."""
        width = PAGE[0] - 2 * MARGIN
        edges = [MARGIN]
        for share in table.widths:
            edges.append(edges[-1] + width * share / sum(table.widths))
        placed = list(table.placed())
        wrapped = {(r, c): self.wrap("\n".join(cell.text) if cell.stacked else cell.text, size, edges[c + cell.cols] - edges[c] - 4)
                   for r, c, cell in placed}
        heights = [max([len(wrapped[r, c]) for r, c, cell in placed if r == row and cell.rows == 1] + [1]) * (size + 3) + 5
                   for row in range(len(table.rows))]
        self.need(sum(heights))
        tops = [self.y + sum(heights[:row]) for row in range(len(heights) + 1)]
        for r, c, cell in placed:
            self.cell(edges[c], tops[r], edges[c + cell.cols], tops[r + cell.rows], wrapped[r, c], size, cell)
        self.y = tops[-1] + 10

    def cell(self, x0, y0, x1, y1, lines, size, cell):
        self.line(x0, y0, x1, y0)
        self.line(x0, y1, x1, y1)
        self.line(x0, y0, x0, y1)
        self.line(x1, y0, x1, y1)
        top = y0 + max(2.0, ((y1 - y0) - len(lines) * (size + 3)) / 2)
        for index, line in enumerate(lines):
            left = cell.role == "label" and not cell.stacked
            x = x0 + 3 if left else (x0 + x1 - self.width(line, size)) / 2
            self.text(x, top + (index + 1) * (size + 3) - 2, line, size)

    def finish(self):
        self.text(PAGE[0] / 2 - 6, PAGE[1] - 34, str(self.page), 9)
        self.surface.finish()
        return pdf.undated(self.out.getvalue())


def cairo(report, font="WenQuanYi Zen Hei", rules=True):
    """Without rules, only the alignment of the numbers makes the table."""
    return fill(Pen(font, rules), report)


def fill(pen, report):
    """Sets the whole report with a pen and finishes it."""
    for line in report.title_lines:
        pen.paragraph(line, size=17.0, indent=0, centre=True)
        pen.y += 8
    for text in report.intro:
        pen.paragraph(text)
    grids = tables(report)
    for section in report.sections:
        pen.paragraph(section.heading, size=12.0)
        for text in section.paragraphs:
            pen.paragraph(text)
        for table in grids.get(section.kind, []):
            pen.table(table)
        for text in section.notes:
            pen.paragraph(text)
    return pen.finish()
