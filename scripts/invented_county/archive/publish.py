"""The archive as one ZIP file with its gold: every report, and every finding that checking it must give and no other."""

import copy
import io
import random
import zipfile
from decimal import Decimal

from .. import html, text, typeset
from ..county import COUNTY
from ..report import Style
from . import truth
from .draft import Draft
from .figures import SEED, series
from .offices import OFFICES
from .plan import BREAKS, CORRECTED, GLUED, OLD_FORM, ONE_ROW, OTHER_PAGE, PDF_BESIDE, SAME_BYTES

SHAPES = {
    "classic": ("html", lambda r: html.site_classic(r, html.body_open(r), "gb2312").encode("gb18030")),
    "modern": ("html", lambda r: html.site_modern(r, html.body_plain(r)).encode()),
    "bare": ("htm", lambda r: html.site_none(r, html.body_open(r)).encode("gb18030")),
    "tabs": ("txt", lambda r: text.tabs_missing(r).encode("gb18030")),
    "pipes": ("md", lambda r: text.markdown(r).encode("gb18030")),
    "lines": ("txt", lambda r: text.lines(r).encode("gb18030")),
    "glued": ("txt", lambda r: text.glued_rows(r).encode("gb18030")),
    "pdf": ("pdf", lambda r: typeset.reportlab(r, font="STSong-Light")),
}
TITLES = ["plain", "plain", "year_first", "two_lines", "year_degree", "about", "inside"]
FOLDERS = {"township": "乡镇街道", "bureau": "县直部门", "county": "县政府"}
# Dates in a ZIP file start in 1980; any fixed one gives the same bytes again.
STAMP = (2026, 3, 31, 0, 0, 0)


def archive():
    """(bytes of the ZIP file, gold)."""
    files, gold = [], {"reports": [], "findings": [], "resolved": [], "duplicates": []}
    for office in OFFICES:
        for path, content in of_office(office, gold):
            files.append((path, content))
    gold["findings"] = list(named(gold["findings"], gold["reports"]))
    return zipped(sorted(files)), gold


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for path, content in files:
            made.writestr(zipfile.ZipInfo(path, STAMP), content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def of_office(office, gold):
    """The files of one office; what is true of them goes to the gold."""
    drafts = written(office)
    years = []
    for draft in drafts:
        shape = shape_of(draft)
        report = draft.report()
        path = path_of(office, draft.year, SHAPES[shape][0])
        content = SHAPES[shape][1](report)
        yield path, content
        year = truth.Year(draft, report, path)
        years.append(year)
        note_report(gold, office, year, report)
        note_expected(gold, path, draft, report)
        for extra, bytes_, other in captures(office, draft, path, content):
            yield extra, bytes_
            note_capture(gold, office, year, path, extra, report, other)
    gold["resolved"] += [{"path": p, "field": f, "value": plain(v)} for p, f, v in truth.resolve(years)]
    for before, after in zip(years, years[1:]):
        found = truth.findings(before, after)
        planted = {(office.key, year) in BREAKS for year in (before.year, after.year)}
        assert not found or True in planted, f"by chance: {found}"
        gold["findings"] += [{k: plain(v) for k, v in finding.items()} for finding in found]


def written(office):
    """The drafts of all years, with what goes wrong in them."""
    rng = random.Random(f"{SEED}/{office.key}/style")
    style = Style(title=rng.choice(TITLES), amount=rng.choice(["wan", "header"]), change=rng.choice(["plain", "signed"]),
                  separate=rng.random() < 0.5, items="paren", **grid_style(office, rng))
    figures, drafts = series(office), []
    for year in office.years:
        before = drafts[-1].shown if drafts else None
        draft = Draft(office, year, form_of(office.key, year), style, dict(figures[year]), before, glued=year in GLUED.get(office.key, ()))
        for change in BREAKS.get((office.key, year), []):
            change(draft)
        assert all(v >= 0 for f, v in draft.shown.items() if not f.endswith("items_change")), f"negative: {office.key} {year}"
        drafts.append(draft)
    return drafts


def grid_style(office, rng):
    """Townships leave cells empty; where a text shows no empty cells (`glued`, `lines`), every digit is needed."""
    if office.level != "township" or office.site in ("glued", "lines"):
        return {}
    return rng.choice([{"grid": "zeros_blank", "blank": "/"}, {"grid": "zeros_blank", "blank": ""}, {}])


def form_of(key, year):
    if year <= 2020 or (key, year) in OLD_FORM:
        return "2019"
    return "hybrid" if (key, year) in ONE_ROW else "2021"


def shape_of(draft):
    return draft.office.site if draft.office.site != "glued" or draft.glued else "tabs"


def path_of(office, year, extension, folder=None):
    name = office.name(year).removeprefix(COUNTY) if office.level != "county" else office.name(year)
    return f"{folder or FOLDERS[office.level]}/{name}/{year}.{extension}"


def captures(office, draft, path, content):
    """(path, bytes, the other report) of each other capture of a report."""
    at = (office.key, draft.year)
    again = lambda shape: path_of(office, draft.year, SHAPES[shape][0], "第二次采集")
    if at in SAME_BYTES:
        yield again(shape_of(draft)), content, draft.report()
    if at in OTHER_PAGE:
        yield again("bare"), SHAPES["bare"][1](draft.report()), draft.report()
    if at in PDF_BESIDE:
        yield path.rsplit(".", 1)[0] + ".pdf", SHAPES["pdf"][1](draft.report()), draft.report()
    if at in CORRECTED:
        corrected = copy.copy(draft)
        corrected.shown = dict(draft.shown)
        CORRECTED[at](corrected)
        name, extension = path.rsplit(".", 1)
        yield f"{name}（更正版）.{extension}", SHAPES[shape_of(draft)][1](corrected.report()), corrected.report()


def note_report(gold, office, year, report):
    gold["reports"].append({"path": year.path, "office": office.key, "year": year.year, "sums": sums(report, year)})


def sums(report, year):
    """The sum of all numbers of each table, but for those that cannot be told apart."""
    certain = [(f, v) for f, v in report.values.items() if v is not None and not (year and year.is_open(f))]
    return [plain(sum(v for f, v in certain if f.startswith(table))) for table in ("proactive.", "requests.", "proceedings.")]


def note_expected(gold, path, draft, report):
    for expected in draft.expected:
        gold["findings"].append({k: plain(v) for k, v in expected.items()} | {"path": path, "year": draft.year, "office": draft.office.key})
    for group in report.seeded:
        rule = group[0].split(".")[0]
        gold["findings"].append({"rule": rule, "path": path, "year": draft.year, "fields": group, "says": ""})


def note_capture(gold, office, year, path, extra, report, other):
    gold["reports"].append({"path": extra, "office": office.key, "year": year.year, "sums": sums(other, None)})
    differing = [f for f, v in report.values.items() if v != other.values[f]]
    year.disputed |= set(differing)
    first, second = sorted([path, extra])
    if not differing:
        gold["duplicates"].append([first, second])
    values = (report.values, other.values) if first == path else (other.values, report.values)
    gold["findings"] += [
        {"rule": "archive.disagreement", "path": first, "year": year.year, "fields": [f], "says": second.rsplit("/", 1)[1],
         "published": plain(values[0][f]), "computed": plain(values[1][f]), "other": second}
        for f in differing
    ]


def named(findings, reports):
    """The findings with the paths of the reports that they compare with. Of two offices that share a passage nobody knows
    whose it was: both are told."""
    paths = {}
    for report in reports:
        paths.setdefault((report["office"], report["year"]), report["path"])
    for finding in findings:
        office, other, source = (finding.pop(key, None) for key in ("office", "other", "copied_from"))
        if source:
            theirs = paths[source, finding["year"]]
            yield finding | {"path": theirs, "other": finding["path"]}
            other = theirs
        yield finding | {"other": paths[office, other] if isinstance(other, int) else other}


def plain(value):
    """A JSON number, where it is a number."""
    return value if not isinstance(value, Decimal) else int(value) if value == int(value) else float(value)
