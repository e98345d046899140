"""Reports as web pages: bodies as different editors leave them, inside the chrome of different sites."""

from html import escape

from . import county
from .tables import tables

# --- bodies ------------------------------------------------------------------------------------------------------------


def span_attributes(cell):
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return rows + (f' colspan="{cell.cols}"' if cell.cols > 1 else "")


def stacked(cell, separator="<br>"):
    return separator.join(escape(c) for c in cell.text) if cell.stacked else escape(cell.text)


def table_plain(table):
    rows = "\n".join(
        "<tr>" + "".join(f"<td{span_attributes(c)}>{stacked(c) or '&nbsp;'}</td>" for c in row) + "</tr>" for row in table.rows
    )
    return f'<table border="1" cellspacing="0" cellpadding="3" width="100%"><tbody>\n{rows}\n</tbody></table>'


def table_word(table):
    """As pasted from a word processor: paragraphs, spans and empty o:p elements in every cell."""

    def cell(c):
        text = stacked(c, "</span></p><p class=MsoNormal align=center><span>")
        return (
            f"<td{span_attributes(c)} valign=top style='border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'>"
            f"<p class=MsoNormal align=center style='text-align:center;line-height:18.0pt'><span lang=EN-US "
            f"style='font-size:10.5pt;font-family:\"Times New Roman\",serif'>{text}<o:p></o:p></span></p></td>"
        )

    rows = "\n".join(
        f"<tr style='mso-yfti-irow:{i};height:19.8pt'>{''.join(cell(c) for c in row)}</tr>" for i, row in enumerate(table.rows)
    )
    return (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
        f"<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>\n{rows}\n</table>"
    )


def table_open(table):
    """No end tag for rows and cells, capitals, bare attributes."""
    rows = "\n".join("<TR>" + "".join(f"<TD{span_attributes(c)} align=middle>{stacked(c)}" for c in row) for row in table.rows)
    return f"<TABLE border=1 width=620>\n{rows}\n</TABLE>"


def table_block(table):
    """Block elements and styles in each cell, sections in thead and tbody, line breaks inside labels."""

    def cell(c, tag):
        text = stacked(c) if len(c.text) < 9 or c.role == "value" else escape(c.text[:6]) + "<br/>" + escape(c.text[6:])
        return f'<{tag}{span_attributes(c)}><div style="text-align:center"><font face="宋体">{text}</font></div></{tag}>'

    rows = ["<tr>" + "".join(cell(c, "th" if c.role in ("head", "corner") else "td") for c in row) + "</tr>" for row in table.rows]
    head = sum(1 for row in table.rows if all(c.role in ("head", "corner") for c in row))
    if any(c.role == "head" for row in table.rows[head:] for c in row):
        head = 0  # banners inside the table: no header that could be split off
    return f'<table class="tb"><thead>{"".join(rows[:head])}</thead><tbody>{"".join(rows[head:])}</tbody></table>'


def body(report, table, paragraph, heading):
    """Intro and sections, with the given ways to write a table, a paragraph and a heading."""
    parts = [paragraph(p) for p in report.intro]
    grids = tables(report)
    for section in report.sections:
        parts.append(heading(section.heading))
        parts += [paragraph(p) for p in section.paragraphs]
        parts += [table(t) for t in grids.get(section.kind, [])]
        parts += [paragraph(p) for p in section.notes]
    return "\n".join(parts)


def body_plain(report):
    return body(report, table_plain, lambda p: f'<p style="text-indent:2em;">{escape(p)}</p>',
                lambda h: f"<p><strong>{escape(h)}</strong></p>")


def body_word(report):
    span = "<span style='font-size:16.0pt;font-family:仿宋_GB2312;mso-bidi-font-family:仿宋_GB2312'>"
    return body(report, table_word,
                lambda p: f"<p class=MsoNormal style='text-indent:32.0pt'>{span}{escape(p)}<span lang=EN-US><o:p></o:p></span></span></p>",
                lambda h: f"<p class=MsoNormal style='text-indent:32.0pt'><!--[if !supportLists]-->{span}<span style='mso-list:Ignore'>"
                          f"{escape(h[:2])}</span></span><!--[endif]-->{span}{escape(h[2:])}<o:p></o:p></span></p>")


def body_breaks(report):
    """One element for everything; lines end in br."""
    return "<div>" + body(report, table_plain, lambda p: f"&emsp;&emsp;{escape(p)}<br>", lambda h: f"<br>&emsp;&emsp;<b>{escape(h)}</b><br>") + "</div>"


def body_open(report):
    return body(report, table_open, lambda p: f"<P>　　{escape(p)}", lambda h: f"<P><B>　　{escape(h)}</B>")


def body_block(report):
    return body(report, table_block, lambda p: f"<div><span>　　{escape(p)}</span></div><div>&nbsp;</div>",
                lambda h: f"<h2>{escape(h)}</h2>")


# --- sites -------------------------------------------------------------------------------------------------------------

MENU = ["首页", "岚溪概况", "政务要闻", "政府信息公开", "办事服务", "互动交流"]
OLD_REPORTS = "".join(f'<li><a href="/nb/{y}.html">{county.COUNTY}{y}年政府信息公开工作年度报告</a> <i>{y + 1}-01-25</i></li>' for y in (2015, 2016, 2017))


def site_classic(report, content, charset="utf-8"):
    title = escape(report.title)
    menu = "".join(f"<li><a href='/c{i}/'>{name}</a></li>" for i, name in enumerate(MENU))
    return f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}-{county.COUNTY}人民政府门户网站</title>
<style>.nav li{{float:left}} .xl td{{border:1px solid #333}}</style>
<script>var tips = "<table><tr><td>二、主动公开政府信息情况</td><td>99</td></tr></table>";</script></head>
<body><div class="top"><img src="logo.png" alt="{county.COUNTY}人民政府"><ul class="nav">{menu}</ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a>政府信息公开</a> &gt; <a>政府信息公开年报</a> &gt; 正文</div>
<div class="xl"><h1>{title}</h1>
<div class="meta">来源：{escape(report.agency.name)} 发布日期：{report.year + 1}-01-18 点击量：<span id="n">0</span> 【字号：大 中 小】</div>
<div id="zoom">
{content}
</div>
<div class="share">分享到： 微信 微博 QQ空间　<a>打印</a> <a>关闭</a></div></div>
<div class="more"><h3>往年报告</h3><ul>{OLD_REPORTS}</ul></div>
<div class="foot">主办：{county.COUNTY}人民政府办公室　备案号：江岭ICP备15000001号-1　网站标识码：3600000001<br>联系我们：0590-3000000</div>
</body></html>
"""


def site_layout_tables(report, content, charset="gb2312"):
    title = escape(report.title)
    cells = "".join(f"<td width=90 align=center><a href=/c{i}.htm>{name}</a></td>" for i, name in enumerate(MENU))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{title}</title></head>
<body topmargin=0><table width=960 align=center border=0><tr><td colspan=2><table width="100%"><tr>{cells}</tr></table></td></tr>
<tr><td width=180 valign=top><table><tr><td>公开指南</td></tr><tr><td>公开目录</td></tr><tr><td>公开年报</td></tr><tr><td>依申请公开</td></tr></table></td>
<td valign=top><table width="100%" border=0><tr><td align=center><font size=5><b>{title}</b></font></td></tr>
<tr><td align=center>文章来源：{escape(report.agency.name)}　更新时间：{report.year + 1}年1月20日</td></tr>
<tr><td>{content}</td></tr></table></td></tr>
<tr><td colspan=2 align=center>版权所有：{county.COUNTY}人民政府　技术支持：{county.COUNTY}信息中心</td></tr></table></body></html>
"""


def site_modern(report, content, charset="utf-8"):
    lines = "<br>".join(escape(line) for line in report.title_lines)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}"><meta name="viewport" content="width=device-width">
<meta name="ArticleTitle" content="{escape(report.title)}"><title>{escape(report.title_lines[0])}</title></head>
<body><header><nav><a href="/">{county.CITY}人民政府</a><a href="/zwgk">政务公开</a></nav></header>
<main><aside><dl><dt>索引号</dt><dd>0140001/{report.year + 1}-00012</dd><dt>发布机构</dt><dd>{escape(report.agency.name)}</dd>
<dt>成文日期</dt><dd>{report.year + 1}-01-16</dd></dl></aside>
<article><h1>{lines}</h1><div class="content">
{content}
</div><p class="attach">附件：<a href="nb.pdf">{escape(report.title)}.pdf</a></p></article></main>
<footer><p>主办单位：{county.CITY}人民政府办公室</p><p>Copyright © All Rights Reserved</p></footer>
<div style="display:none"><table><tr><td>一、本年新收政府信息公开申请数量</td><td>0</td><td>0</td></tr></table></div></body></html>
"""


def site_none(report, content, charset="utf-8"):
    """What a save from a content system's preview looks like: no head, no chrome, no charset."""
    return f"<p align=center><b>{'</b></p><p align=center><b>'.join(escape(x) for x in report.title_lines)}</b></p>\n{content}\n"


# --- pages to print ----------------------------------------------------------------------------------------------------


def printable(report, css, vertical=False):
    """A page for the printers in `pdf`: `vertical` uses the browser's vertical writing for stacked cells."""

    def table(t):
        columns = "".join(f'<col style="width:{w / sum(t.widths):.1%}">' for w in t.widths)
        rows = "".join("<tr>" + "".join(cell(c) for c in row) + "</tr>" for row in t.rows)
        return f"<table><colgroup>{columns}</colgroup>{rows}</table>"

    def cell(c):
        if c.stacked and vertical:
            return f'<td{span_attributes(c)} class="{c.role}"><span class="v">{escape(c.text)}</span></td>'
        return f'<td{span_attributes(c)} class="{c.role}">{stacked(c)}</td>'

    content = body(report, table, lambda p: f"<p>{escape(p)}</p>", lambda h: f"<h2>{escape(h)}</h2>")
    title = "".join(f"<h1>{escape(line)}</h1>" for line in report.title_lines)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(report.title)}</title><style>{css}</style></head><body>{title}{content}</body></html>'
