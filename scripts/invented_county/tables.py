"""The three tables of a report as grids of cells with spans, as an editor would lay them out."""

from dataclasses import dataclass

from . import forms

LABEL_COLUMNS = 3
WIDTH = LABEL_COLUMNS + len(forms.COLUMNS)


@dataclass
class Cell:
    """A cell: `role` is head, label, value or corner; `stacked` cells have one character a line."""

    text: str
    rows: int = 1
    cols: int = 1
    role: str = "label"
    stacked: bool = False


@dataclass
class Table:
    """Rows of cells; a row lists only the cells that start in it. `widths` are relative column widths."""

    rows: list
    widths: list

    @property
    def cols(self):
        return len(self.widths)

    def placed(self):
        """Yield (row, column, cell) with spans resolved."""
        taken = set()
        for r, row in enumerate(self.rows):
            c = 0
            for cell in row:
                while (r, c) in taken:
                    c += 1
                taken |= {(r + i, c + j) for i in range(cell.rows) for j in range(cell.cols)}
                yield r, c, cell
                c += cell.cols


def tables(report):
    """{kind: [Table, …]} of sections two, three and four."""
    return {"proactive": proactive(report), "requests": [requests(report)], "proceedings": [proceedings(report)]}


def proactive(report):
    style, form = report.style, report.form
    width = 1 + max(len(b.columns) for b in forms.BANNERS[form])
    blocks = [banner_rows(banner, width, report) for banner in forms.BANNERS[form]]
    if style.extra_row:
        blocks[0].append([Cell("其他主动公开文件"), *[Cell("5", role="value") for _ in range(width - 1)]])
    widths = [30] + [70 / (width - 1)] * (width - 1)
    if style.separate:
        return [Table(rows, widths) for rows in blocks]
    return [Table([row for rows in blocks for row in rows], widths)]


def banner_rows(banner, width, report):
    style = report.style
    number = banner.label[banner.label.index("（") + 1]
    rows = [[Cell(style.banner.format(number), cols=width, role="head")]]
    columns = spread(banner.columns, width - 1)
    rows.append([Cell("信息内容", role="head"), *[Cell(column_label(c, style), cols=n, role="head") for c, n in columns]])
    for label, names in banner.rows:
        values = spread([report.printed[name] for name in names], width - 1)
        rows.append([Cell(row_label(label, style)), *[Cell(text, cols=n, role="value") for text, n in values]])
    return rows


def spread(items, width):
    """Pairs of item and span; the last item takes what is left of the width."""
    spans = [1] * (len(items) - 1) + [width - len(items) + 1]
    return list(zip(items, spans))


def column_label(label, style):
    if label == "采购总金额" and style.amount == "header":
        return "采购总金额（单位：万元）"
    return "现行有效件" if style.typos and label == "现行有效件数" else label


def row_label(label, style):
    if label == "规章":
        return ("规 章" if style.spaced else "规章") + ("（本机关无制定权限）" if style.rules_note else "")
    return label


def grid_label(label, style):
    """A label of the request grid in this office's typing."""
    if label[0].isdigit():
        label = label[0] + style.dots + label[2:]
    return label.replace("“", style.quotes[0]).replace("”", style.quotes[1])


def requests(report):
    style, rows = report.style, forms.request_rows(report.form)
    corner = forms.CORNER.replace("勾稽", "钩稽") if style.typos else forms.CORNER
    total = "总 计" if style.spaced else "总计"
    table = [
        [Cell(corner, rows=3, cols=LABEL_COLUMNS, role="corner"), Cell("申请人情况", cols=7, role="head")],
        [Cell("自然人", rows=2, role="head"), Cell("法人或其他组织", cols=5, role="head"), Cell(total, rows=2, role="head")],
        [Cell(label, role="head") for label in forms.ORGANISATIONS],
    ]
    for index, row in enumerate(rows):
        values = [Cell(report.printed[f"requests.{row.path}.{c}"], role="value") for c in forms.COLUMNS]
        table.append(label_cells(rows, index, style) + values)
    return Table(table, [5, 11, 25] + [8, 8, 8, 9, 9, 8, 9])


def label_cells(rows, index, style):
    """The label cells that start in a row: a group's label stands on its first row and spans the others."""
    labels, cells = rows[index].labels, []
    for depth, label in enumerate(labels):
        if index and rows[index - 1].labels[: depth + 1] == labels[: depth + 1]:
            continue
        span = sum(1 for row in rows if row.labels[: depth + 1] == labels[: depth + 1])
        last = depth == len(labels) - 1
        cols = LABEL_COLUMNS - depth if last else 1
        stacked = style.stacked and label == forms.HANDLED
        cells.append(Cell(grid_label(label, style), rows=span, cols=cols, stacked=stacked))
    return cells


def proceedings(report):
    spaced = report.style.spaced
    results = [label if not spaced else " ".join(label) for label in forms.RESULT_LABELS]
    values = [Cell(report.printed[name], role="value") for name in forms.proceedings_fields()]
    return Table(
        [
            [Cell("行政复议", rows=2, cols=5, role="head"), Cell("行政诉讼", cols=10, role="head")],
            [Cell("未经复议直接起诉", cols=5, role="head"), Cell("复议后起诉", cols=5, role="head")],
            [Cell(label, role="head") for _ in forms.PROCEEDINGS for label in results],
            values,
        ],
        [100 / 15] * 15,
    )
