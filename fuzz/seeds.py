#!/usr/bin/env python3
"""Fills fuzz/corpus/TARGET from the reports of the repository; run once before fuzzing."""

import shutil
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPORTS = [HERE.parent / "corpus" / "reports", HERE.parent / "corpus" / "equal"]
TARGETS = {
    "pdf": [".pdf"], "html": [".html"], "docx": [".docx"], "doc": [".doc"], "text": [".txt", ".md"],
    "grid": [".md", ".txt"], "ofd": [".ofd"], "sheet": [".xlsx", ".xls", ".ods"], "rtf": [".rtf"],
}
# Larger seeds make every run slow.
MOST = 400_000
# A few hundred bytes with a bit of everything are changed to more purpose than a whole report.
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SMALL = {
    "docx": f"""word/document.xml
<w:document {W}><w:body><w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
<w:r><w:t>某县2021年政府信息公开工作年度报告</w:t></w:r></w:p><w:p><w:ins><w:r><w:t>三、收到和处理政府信息公开申请情况</w:t><w:br/></w:r></w:ins>
<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>
<w:tbl><w:tblGrid><w:gridCol w:w="9"/><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>
</w:tcPr><w:p><w:r><w:t>一、本年新收政府信息公开申请数量</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>
<w:tcPr><w:vMerge/></w:tcPr><w:p/><w:tbl><w:tr><w:tc><w:p><w:sdt><w:sdtContent><w:r><w:t>3</w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc></w:tr>
</w:tbl></w:tc></w:tr></w:tbl></w:body></w:document>\0word/numbering.xml
<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>\0word/styles.xml
<w:styles {W}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>""",
    "ofd": """OFD.xml
<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>\0Doc_0/Document.xml
<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><PublicRes>Res.xml</PublicRes></CommonData>
<Pages><Page ID="1" BaseLoc="Page.xml"/></Pages></Document>\0Doc_0/Res.xml
<Res><Fonts><Font ID="3" FontName="宋体"/></Fonts><DrawParams><DrawParam ID="4" LineWidth="0.3" Relative="4"/></DrawParams></Res>\0Doc_0/Page.xml
<Page><Content><Layer><TextObject ID="5" Boundary="20 20 150 10" Font="3" Size="5" CTM="1 0 0 1 0 0"><TextCode X="0" Y="5"
DeltaX="g 12 5">某县2021年政府信息公开</TextCode></TextObject><PathObject ID="6" Boundary="0 0 210 297" DrawParam="4"><AbbreviatedData>M 20 40
L 180 40 L 180 80 B 1 2 3 4 5 6 Q 1 2 3 4 A 1 2 3 0 1 5 6 C</AbbreviatedData></PathObject></Layer></Content></Page>""",
}


def parts(file: Path) -> bytes:
    """The text parts of a package as the targets read them: name, line break, content, NUL."""
    with zipfile.ZipFile(file) as package:
        names = [n for n in package.namelist() if n.endswith((".xml", ".rels", "mimetype"))]
        return b"\0".join(n.encode() + b"\n" + package.read(n) for n in names)


def main() -> None:
    for target, extensions in TARGETS.items():
        folder = HERE / "corpus" / target
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        files = (f for root in REPORTS for f in sorted(root.rglob("*")) if f.suffix in extensions)
        for number, file in enumerate(files):
            packed = file.suffix in (".docx", ".ofd", ".xlsx", ".ods")
            seed = parts(file) if packed else file.read_bytes()
            if len(seed) <= MOST:
                (folder / f"{number:03}-{file.name}").write_bytes(seed)
        if target in SMALL:
            (folder / "small").write_text(SMALL[target], encoding="utf-8")
        print(target, len(list(folder.iterdir())))


if __name__ == "__main__":
    main()
