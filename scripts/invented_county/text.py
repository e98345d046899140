"""Reports as text, in the shapes in which sites, crawlers and converters leave them."""

import re

from . import forms
from .tables import tables


def compose(report, table, indent="", between="\n", head=()):
    """Title, intro, headings, prose and tables, one block after the other."""
    blocks = [*head, *report.title_lines]
    blocks += [indent + p for p in report.intro]
    grids = tables(report)
    for section in report.sections:
        blocks.append(indent + section.heading)
        blocks += [indent + p for p in section.paragraphs]
        blocks += [table(t) for t in grids.get(section.kind, [])]
        blocks += [indent + p for p in section.notes]
    return between.join(blocks) + "\n"


def tabs(report):
    """Spanned cells are empty fields: every line has the same number of tabs."""

    def table(t):
        grid = [[""] * t.cols for _ in t.rows]
        for r, c, cell in t.placed():
            grid[r][c] = cell.text
        return "\n".join("\t".join(row) for row in grid)

    return compose(report, table, indent="    ", between="\n\n")


def tabs_missing(report):
    """Only the cells that start in a row; a merged cell leaves nothing behind."""
    return compose(report, lambda t: "\n".join("\t".join(c.text for c in row) for row in t.rows))


def markdown(report):
    """Pipes with a rule under the first row; a group's label stands only on the group's first row."""

    def table(t):
        rows = ["| " + " | ".join(c.text for c in row) + " |" for row in t.rows]
        return "\n".join([rows[0], "|" + "---|" * t.cols, *rows[1:]])

    text = compose(report, table, between="\n\n")
    for section in report.sections:
        text = text.replace(f"\n{section.heading}\n", f"\n## {section.heading}\n", 1)
    return "# " + text


def markdown_repeated(report):
    """As a converter writes it that repeats merged cells in every place they cover."""

    def table(t):
        grid = [[""] * t.cols for _ in t.rows]
        for r, c, cell in t.placed():
            for i in range(cell.rows):
                for j in range(cell.cols):
                    grid[r + i][c + j] = cell.text
        rows = ["|" + "|".join(row) + "|" for row in grid]
        return "\n".join([rows[0], "|" + ":-:|" * t.cols, *rows[1:]])

    return compose(report, table, between="\n\n")


def pipe_lines(report):
    """One cell a line, each followed by a pipe; spans leave lines of bare pipes."""

    def table(t):
        lines = []
        for row in t.rows:
            for cell in row:
                lines.append(f"{cell.text} |")
            spare = sum(cell.cols - 1 for cell in row)
            if spare:
                lines.append("|" * spare)
        return "\n".join(lines)

    return compose(report, table)


def lines(report):
    """One cell a line, no sign of where a row ends."""
    return compose(report, lambda t: "\n".join(c.text for row in t.rows for c in row), indent="　　")


def spaced_lines(report):
    """One cell a line with blank lines between, below what a crawler writes on top."""
    head = [f"标题：{report.title}", f"来源：{report.agency.name}", f"时间：{report.year + 1}-01-22", "当前位置：首页>政府信息公开>年报"]
    return compose(report, lambda t: "\n\n".join(c.text for row in t.rows for c in row), between="\n\n", head=head)


def glued(report):
    """Everything on one line and the cells of a table run together."""
    table = lambda t: "".join(c.text for row in t.rows for c in row)
    return compose(report, table, between=" ", head=["首页 > 政府信息公开 > 年报"])


def glued_rows(report):
    """As `glued`, but each label is set off by a space; a row's numbers still touch."""

    def table(t):
        parts = []
        for row in t.rows:
            parts += ["".join(c.text if c.role == "value" else f" {c.text} " for c in row)]
        return "".join(parts)

    return compose(report, table, between=" ")


# A number as the tables print it: no leading zero; a sign, a fraction and a unit where the column has them.
NUMBER = re.compile(r"(?P<sign>[+-]?)(0|[1-9]\d*)(?P<fraction>\.\d+)?(?P<unit>万元|元)?")


def unknowable_when_glued(report):
    """Fields of section two whose digits have more than one reading once a row's cells touch."""
    unknowable = []
    for banner in forms.BANNERS[report.form]:
        for _, names in banner.rows:
            readings = list(cuts("".join(report.printed[name] for name in names), names))
            unknowable += [name for i, name in enumerate(names) if len({cut[i] for cut in readings}) > 1]
    return unknowable


def cuts(glued, names):
    """Every way to cut run-together cells into one number for each field."""
    if not names:
        if not glued:
            yield ()
        return
    for end in range(1, len(glued) + 1):
        number = NUMBER.fullmatch(glued[:end])
        if number and fits(number, names[0]):
            for rest in cuts(glued[end:], names[1:]):
                yield (number.group(), *rest)


def fits(number, name):
    is_amount = name.endswith("amount")
    signed = not number["sign"] or name.endswith("items_change")
    return signed and (is_amount or not (number["fraction"] or number["unit"]))
