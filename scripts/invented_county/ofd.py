"""Reports as OFD (GB/T 33190), written from the standard in the manners of several producers."""

import io
import re
import sys
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .pdf import repacked, through
from .typeset import MARGIN, PAGE, Pen, fill

MM = 25.4 / 72
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass(frozen=True)
class Manner:
    """How a producer writes.

    `text`: a text object for each `line`, for each `character`, or for each line in units `scaled` by a map. `rules`: `stroke`,
    thin `fill`, or one `unit` of strokes for each table. `columns`: stacked labels are one object with offsets down. `header`
    stands on a template page. `root` is the document's folder; `slashes` begin names and places with a slash.
    """

    text: str = "line"
    rules: str = "stroke"
    columns: bool = False
    header: str = ""
    root: str = "Doc_0"
    slashes: bool = False


def number(value):
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def numbers(*values):
    return " ".join(number(value) for value in values)


def runs(offsets):
    """Offsets with equal ones in a row as `g COUNT OFFSET`."""
    groups = []
    for offset in map(number, offsets):
        if groups and groups[-1][0] == offset:
            groups[-1][1] += 1
        else:
            groups.append([offset, 1])
    return " ".join(offset if count == 1 else f"g {count} {offset}" for offset, count in groups)


class OfdPen(Pen):
    """Letters and digits are half as wide as ideographs, as in SimSun."""

    def __init__(self, manner):
        self.manner, self.y, self.page, self.rules = manner, MARGIN, 1, True
        self.count, self.objects, self.pages, self.units = 100, [], [], []

    def width(self, text, size):
        return sum(self.advances(text, size))

    def advances(self, text, size):
        return [size / 2 if character.isascii() else size for character in text]

    def number(self):
        self.count += 1
        return self.count

    def turn_page(self):
        self.pages.append("\n".join(self.objects))
        self.objects = []

    def text(self, x, y, text, size):
        if self.manner.text == "character":
            for character, advance in zip(text, self.advances(text, size)):
                if character != "　":
                    self.text_object(x, y, character, size, "")
                x += advance
            return
        offsets = [advance * MM for advance in self.advances(text, size)[:-1]]
        if self.manner.text == "scaled":
            self.scaled_object(x, y, text, size, numbers(*(offset / (size * MM) for offset in offsets)))
        else:
            self.text_object(x, y, text, size, f' DeltaX="{runs(offsets)}"' if offsets else "")

    def text_object(self, x, y, text, size, offsets):
        box = numbers(x * MM, (y - size) * MM, self.width(text, size) * MM, size * 1.2 * MM)
        self.objects.append(
            f'<ofd:TextObject ID="{self.number()}" Boundary="{box}" Font="3" Size="{number(size * MM)}">'
            f'<ofd:TextCode X="0" Y="{number(size * MM)}"{offsets}>{escape(text)}</ofd:TextCode></ofd:TextObject>')

    def scaled_object(self, x, y, text, size, offsets):
        scale = number(size * MM)
        self.objects.append(
            f'<ofd:TextObject ID="{self.number()}" Boundary="{numbers(0, 0, PAGE[0] * MM, PAGE[1] * MM)}" Font="3" Size="1" '
            f'CTM="{scale} 0 0 {scale} {numbers(x * MM, y * MM)}"><ofd:FillColor Value="0 0 0"/>'
            f'<ofd:TextCode X="0" Y="0" DeltaX="{offsets}">{escape(text)}</ofd:TextCode></ofd:TextObject>')

    def cell(self, x0, y0, x1, y1, lines, size, cell):
        if not (cell.stacked and self.manner.columns):
            return super().cell(x0, y0, x1, y1, lines, size, cell)
        super().cell(x0, y0, x1, y1, [], size, cell)
        text, step = "".join(lines), size + 3
        top = y0 + ((y1 - y0) - len(text) * step) / 2 + size
        offsets = runs([step * MM] * (len(text) - 1))
        self.text_object((x0 + x1 - size) / 2, top, text, size, f' DeltaY="{offsets}"' if offsets else "")

    def table(self, table, size=8.0):
        outer, self.objects = self.objects, []
        pages = len(self.pages)
        super().table(table, size)
        if len(self.pages) > pages:
            # The page turned before the table: what stood before it belongs on the page that was closed.
            self.pages[pages] = "\n".join([*outer, self.pages[pages]])
            outer = []
        if self.manner.rules == "unit":
            unit = self.number()
            self.units.append((unit, [o for o in self.objects if o.startswith("<ofd:PathObject")]))
            outer.append(f'<ofd:CompositeObject ID="{self.number()}" ResourceID="{unit}" Boundary="{numbers(0, 0, PAGE[0] * MM, PAGE[1] * MM)}"/>')
            self.objects = [o for o in self.objects if not o.startswith("<ofd:PathObject")]
        self.objects = outer + self.objects

    def line(self, x0, y0, x1, y1):
        if self.manner.rules == "fill":
            box = (x0 - 0.25) * MM, (y0 - 0.25) * MM, (x1 - x0 + 0.5) * MM, (y1 - y0 + 0.5) * MM
            data = f"M 0 0 L {number(box[2])} 0 L {numbers(*box[2:])} L 0 {number(box[3])} C"
            how = 'Stroke="false" Fill="true"><ofd:FillColor Value="0 0 0"/'
        else:
            box = x0 * MM, y0 * MM, (x1 - x0) * MM, (y1 - y0) * MM
            data, how = f"M 0 0 L {numbers(*box[2:])}", 'DrawParam="4"'
        self.objects.append(
            f'<ofd:PathObject ID="{self.number()}" Boundary="{numbers(*box)}" {how}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>')

    def finish(self):
        self.text(PAGE[0] / 2 - 6, PAGE[1] - 34, str(self.page), 9)
        self.turn_page()
        return packed(self.parts(), self.manner.slashes)

    def parts(self):
        """All files of the archive by name."""
        root, slash = self.manner.root, "/" if self.manner.slashes else ""
        place = f"/{root}/" if self.manner.slashes else ""
        area = f"<ofd:PageArea><ofd:PhysicalBox>{numbers(0, 0, PAGE[0] * MM, PAGE[1] * MM)}</ofd:PhysicalBox></ofd:PageArea>"
        template = f'<ofd:TemplatePage ID="5" BaseLoc="{place}Tpls/Tpl_0/Content.xml"/>' if self.manner.header else ""
        pages = "".join(f'<ofd:Page ID="{10 + n}" BaseLoc="{place}Pages/Page_{n}/Content.xml"/>' for n in range(len(self.pages)))
        yield "OFD.xml", document("OFD", f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{'0' * 32}</ofd:DocID></ofd:DocInfo>"
                                  f"<ofd:DocRoot>{slash}{root}/Document.xml</ofd:DocRoot></ofd:DocBody>", ' Version="1.1" DocType="OFD"')
        yield f"{root}/Document.xml", document("Document", f"<ofd:CommonData><ofd:MaxUnitID>{self.count}</ofd:MaxUnitID>{area}"
                                               f"<ofd:PublicRes>{place}PublicRes.xml</ofd:PublicRes>{template}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>")
        yield f"{root}/PublicRes.xml", document("Res", self.resources(), ' BaseLoc="Res"')
        if self.manner.header:
            self.objects = []
            self.text(MARGIN, 40, self.manner.header, 9)
            yield f"{root}/Tpls/Tpl_0/Content.xml", document("Page", content(6, "".join(self.objects)))
        used = '<ofd:Template TemplateID="5" ZOrder="Background"/>' if self.manner.header else ""
        for n, objects in enumerate(self.pages):
            yield f"{root}/Pages/Page_{n}/Content.xml", document("Page", used + content(50 + n, objects))

    def resources(self):
        units = "".join(f'<ofd:CompositeGraphicUnit ID="{unit}" Width="210" Height="297"><ofd:Content>{"".join(objects)}</ofd:Content></ofd:CompositeGraphicUnit>'
                        for unit, objects in self.units)
        return ('<ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts>'
                '<ofd:DrawParams><ofd:DrawParam ID="4" LineWidth="0.176"><ofd:StrokeColor Value="0 0 0"/></ofd:DrawParam></ofd:DrawParams>'
                + (f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>" if units else ""))


def document(name, inner, attributes=""):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{name} {NAMESPACE}{attributes}>{inner}</ofd:{name}>'


def content(layer, objects):
    return f'<ofd:Content><ofd:Layer ID="{layer}" Type="Body">{objects}</ofd:Layer></ofd:Content>'


def packed(parts, slashes):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts:
            info = zipfile.ZipInfo("/" * slashes + name, (2026, 1, 20, 9, 0, 0))
            archive.writestr(info, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def ofd(report, **manner):
    return fill(OfdPen(Manner(**manner)), report)


def easyofd(pdf):
    """What the library easyofd makes of a PDF: its text without its rules, drawn much smaller than its pages."""
    program = ("import pathlib; from easyofd.ofd import OFD; "
               "pathlib.Path('out.ofd').write_bytes(OFD().pdf2ofd(pathlib.Path('in.pdf').read_bytes(), optional_text=True))")
    made = through([sys.executable, "-c", program], pdf, "in.pdf", "out.ofd")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    # Its number and its time are of the moment.
    parts["OFD.xml"] = re.sub(rb"<ofd:(DocID|CreationDate)>[^<]*", rb"<ofd:\1>2026-01-20", parts["OFD.xml"])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in sorted(parts.items()):
            target.writestr(name, content)
    return repacked(written.getvalue())
