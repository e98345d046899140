"""Reports as Word files written by hand, in the manner of WPS: runs cut between scripts and inside numbers, headings numbered by
a list, traces of revisions, fields, content controls, text directions, merges by `continue`."""

import io
import itertools
import zipfile
from xml.sax.saxutils import escape

from .tables import tables

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'


def run(text, properties=HINT):
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def runs(text):
    """A run for each script, and one more inside each long number, where someone typed again."""
    pieces = []
    for ascii_, group in itertools.groupby(text, key=str.isascii):
        piece = "".join(group)
        pieces += [piece[:1], piece[1:]] if ascii_ and len(piece) > 1 else [piece]
    return "".join(map(run, pieces))


def paragraph(inner, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def revised(text):
    """A paragraph with what was deleted, moved away and hidden still in the file."""
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>删去9件，</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2" w:author="a">{run("移走8件，")}</w:moveFrom>'
    hidden = run("隐藏7件，", "<w:rPr><w:vanish/></w:rPr>")
    half = len(text) // 2
    inserted = f'<w:ins w:id="3" w:author="a">{runs(text[half:])}</w:ins>'
    return paragraph(gone + runs(text[:half]) + moved + inserted + hidden, '<w:ind w:firstLineChars="200"/>')


def controlled(text):
    """A paragraph in a content control, its first half the result of a field."""
    half = len(text) // 2
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    field = mark("begin") + "<w:r><w:instrText> REF 99 </w:instrText></w:r>" + mark("separate") + runs(text[:half]) + mark("end")
    inner = paragraph(f'<w:bookmarkStart w:id="0" w:name="_GoBack"/>{field}{runs(text[half:])}<w:bookmarkEnd w:id="0"/>')
    return f'<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def heading(text):
    """一、 in front of a heading comes from the list."""
    return paragraph(runs(text.split("、", 1)[1]), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')


def table_of(table):
    starts = {(row, col): cell for row, col, cell in table.placed()}
    below = {}
    rows = []
    for row in range(len(table.rows)):
        cells, col = [], 0
        while col < table.cols:
            cell, merge = starts.get((row, col)), ""
            if cell is None:
                cell, merge = below[col], '<w:vMerge w:val="continue"/>'
            elif cell.rows > 1:
                merge = '<w:vMerge w:val="restart"/>'
                below[col] = cell
            cells.append(cell_of(cell, merge, shown="continue" not in merge))
            col += cell.cols
        rows.append(f'<w:tr><w:tblPrEx/><w:trPr><w:trHeight w:val="454"/></w:trPr>{"".join(cells)}</w:tr>')
    grid = "".join(f'<w:gridCol w:w="{int(width * 90)}"/>' for width in table.widths)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="2"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def cell_of(cell, merge, shown):
    span = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
    direction = '<w:textDirection w:val="tbRlV"/>' if cell.stacked else ""
    inner = runs(cell.text) if shown else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{span}{merge}{direction}</w:tcPr>{paragraph(inner)}</w:tc>'


def body(report):
    for line in report.title_lines:
        yield paragraph(runs(line), '<w:jc w:val="center"/>')
    for text in report.intro:
        yield controlled(text)
    grids = tables(report)
    for section in report.sections:
        yield heading(section.heading)
        for text in section.paragraphs:
            yield revised(text)
        for table in grids.get(section.kind, []):
            yield table_of(table) + paragraph("")
        for text in section.notes:
            yield paragraph(runs(text))


def docx(report):
    """The bytes of a .docx; headings must be numbered `一、`."""
    header = f'<w:hdr xmlns:w="{MAIN}">{paragraph(run("页眉不是正文"))}</w:hdr>'
    inner = "".join(body(report)) + '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": f'<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData">'
                             f"<w:body>{inner}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations([("styles", "styles.xml"), ("numbering", "numbering.xml"), ("header", "header1.xml")]),
        "word/styles.xml": f'<w:styles xmlns:w="{MAIN}"><w:style w:type="table" w:styleId="2"><w:name w:val="Normal Table"/></w:style></w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{MAIN}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
                              '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/header1.xml": header,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 20, 9, 0, 0))
            archive.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relations(targets):
    inner = "".join(f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def content_types():
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering", "header1": "header"}
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>' for name, kind in kinds.items())
    return ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{parts}</Types>')
