"""Reports as Rich Text written by hand, in the manners of Word and WPS."""

from .tables import tables

WORD = (
    r"{\rtf1\adeflang1025\ansi\ansicpg936\uc2\adeff0\deff0\stshfdbch13{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2 Times New Roman;}"
    r"{\f13\fbidi \fnil\fcharset134\fprq2 \'cb\'ce\'cc\'e5{\*\falt SimSun};}{\f3\fbidi \froman\fcharset2\fprq2 Symbol;}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql \snext0 Normal;}{\*\cs10 Default Paragraph Font;}}"
    r"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc38{\leveltext\'02\'00\'a1\'a2;}{\levelnumbers\'01;}}{\listname ;}\listid1}}"
    r"{\*\revtbl{Unknown;}{a;}}{\*\generator Microsoft Word 16;}{\info{\title \'b2\'dd\'b8\'e5}{\author a}{\nofpages9}}"
)
WPS = (
    r"{\rtf1\ansi\ansicpg936\deff0\deflang1033\deflangfe2052{\fonttbl{\f0\fmodern\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f1\froman\fcharset0 Times New Roman;}}{\colortbl\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}{\*\generator WPS Office}"
)


def escaped(text):
    """Bytes of GBK: the second one as it is where it is a letter."""
    out = []
    for char in text:
        code = char.encode("gb18030")
        if len(code) == 1:
            out.append("\\" + char if char in "\\{}" else char)
        else:
            out.append("".join(f"\\'{byte:02x}" for byte in code) if len(code) == 2 else f"\\u{signed(char)}\\'a1\\'f5")
    return "".join(out)


def numbered(text):
    """Numbers of Unicode with two bytes beside them for older programs, as `\\uc2` announces."""
    return "".join(c if c.isascii() else f"\\u{signed(c)}\\'3f\\'3f" for c in text)


def signed(char):
    return ord(char) - 0x10000 if ord(char) > 0x7FFF else ord(char)


def word(report):
    """Every run in a group with its fonts; headings numbered by a list; deleted and hidden words still there."""

    def run(text):
        return r"{\rtlch\fcs1 \af0 \ltrch\fcs0 \fs32\lang1033\loch\af0\hich\af0\dbch\f13 " + escaped(text) + "}"

    def paragraph(text):
        gone = r"{\deleted\revauthdel1 " + escaped("删去9件，") + r"}{\v " + escaped("隐藏7件，") + "}"
        half = len(text) // 2
        return r"\pard\plain \ltrpar\qj \fi640\li0\itap0 " + run(text[:half]) + gone + run(text[half:]) + "{\\par }\n"

    def heading(text):
        number, sign, words = text.partition("、")
        mark = r"{\listtext\pard\plain\ltrpar \hich\af0\dbch\f13 " + escaped(number + sign) + r"\tab}"
        return r"\pard\plain \ltrpar\ql \ls1\ilvl0 " + mark + run(words) + "{\\par }\n"

    footer = r"{\footer \pard\plain \qc {\field{\*\fldinst { PAGE }}{\fldrslt {- 1 -}}}{\par }}"
    return document(report, WORD + footer, paragraph, heading, run, again=True)


def wps(report):
    """One run a paragraph, a row stated once, in front of its cells."""
    run = lambda text: r"\fs21 " + numbered(text)
    paragraph = lambda text: r"\pard\ql\fi420 " + run(text) + "\\par\n"
    return document(report, WPS + r"\uc2{\header\pard " + run("岚溪县") + r"\par}", paragraph, paragraph, run, again=False)


def document(report, head, paragraph, heading, run, again):
    grids = tables(report)
    parts = [head, *map(paragraph, report.title_lines + report.intro)]
    for section in report.sections:
        parts.append(heading(section.heading))
        parts += map(paragraph, section.paragraphs)
        parts += [table_of(table, run, again) + r"\pard\itap0\par" + "\n" for table in grids.get(section.kind, [])]
        parts += map(paragraph, section.notes)
    return ("".join(parts) + "}").encode("ascii")


def table_of(table, run, again):
    """Columns by the right edges of the cells, rows merged by words; `again` states a row behind its cells as well."""
    unit = 9000 / sum(table.widths)
    edges = [round(unit * sum(table.widths[: n + 1])) - 108 for n in range(table.cols)]
    starts = {(r, c): cell for r, c, cell in table.placed()}
    below = {(r + n, c): cell for (r, c), cell in starts.items() for n in range(1, cell.rows)}
    rows = []
    for r in range(len(table.rows)):
        cells = [(c, cell, place is below) for place in (starts, below) for (row, c), cell in place.items() if row == r]
        cells.sort(key=lambda placed: placed[0])
        merge = lambda cell, under: r"\clvmrg" if under else r"\clvmgf" if cell.rows > 1 else ""
        defined = r"\trowd \trgaph108\trleft-108" + "".join(
            rf"{merge(cell, under)}\clbrdrt\brdrs\brdrw10 \cellx{edges[c + cell.cols - 1]}" for c, cell, under in cells)
        texts = [(r"" if under else shown(cell, run)) + r"\cell " for _, cell, under in cells]
        end = "{" + defined + r"\row}" if again else r"\row"
        rows.append(defined + r"\pard\plain\intbl " + "\n".join(texts) + end + "\n")
    return "".join(rows)


def shown(cell, run):
    return r"\line ".join(map(run, cell.text)) if cell.stacked else run(cell.text)
