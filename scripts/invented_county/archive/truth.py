"""What several years of one office say of each other, from what is printed."""

from decimal import Decimal

from .. import forms, text

LEAST, TIMES = 10, 5


class Year:
    """One printed year: numbers by field, `None` where a cell is blank; `open_rows` are rows of run-together digits."""

    def __init__(self, draft, report, path):
        self.year, self.form, self.path = draft.year, forms.template(report.form), path
        self.values = dict(report.values)
        self.open_rows = {}
        self.resolved = {}
        self.disputed = set()
        if draft.glued:
            unknowable = set(text.unknowable_when_glued(report))
            for banner in forms.BANNERS[report.form]:
                for _, names in banner.rows:
                    if unknowable & set(names):
                        self.open_rows[names] = readings(report, names)

    def is_open(self, field):
        return any(field in names and len({way[names.index(field)] for way in ways}) > 1 for names, ways in self.open_rows.items())

    def known(self, field):
        """The number, `None` for a blank; raises KeyError where it is not known."""
        if field in self.disputed or field not in self.values:
            raise KeyError(field)
        if self.is_open(field):
            return self.resolved[field]
        return self.values[field]


def readings(report, names):
    glued = "".join(report.printed[name] for name in names)
    return [tuple(number(part) for part in cut) for cut in text.cuts(glued, names)]


def number(printed):
    return Decimal(printed.rstrip("万元"))


def links(form):
    """(rule, fields of the row, stock, before, gains, losses) of each row whose stock goes on."""
    for banner in forms.BANNERS[form]:
        for _, names in banner.rows:
            columns = {name.rsplit(".", 1)[1]: i for i, name in enumerate(names)}
            if "items_change" in columns:
                yield "years.items", names, "items_last_year", ("items_last_year", "items_change"), (), ()
            if "in_force" in columns:
                yield "years.in_force", names, "in_force", ("in_force",), ("issued",), ("repealed",)


def follows(link, earlier, later):
    """Whether two readings of a row go on from one year to the next."""
    _, names, stock, before, gains, losses = link
    at = lambda way, column: way[[n.rsplit(".", 1)[1] for n in names].index(column)]
    expected = sum(at(earlier, c) for c in before) + sum(at(later, c) for c in gains) - sum(at(later, c) for c in losses)
    return at(later, stock) == expected


def resolve(years):
    """Fills in `resolved`: what the years beside leave one reading of. Returns (path, field, value) of each."""
    found = []
    for template in ("2019", "2021"):
        chain = [year for year in years if year.form == template]
        for link in links(template):
            ways = [ways_of(year, link[1]) for year in chain]
            before = [set(w) for w in ways]
            narrow(link, chain, ways)
            for year, was, left in zip(chain, before, ways):
                if link[1] not in year.open_rows or left == was:
                    continue
                for i, field in enumerate(link[1]):
                    values = {way[i] for way in left}
                    if len(values) == 1 and year.is_open(field):
                        year.resolved[field] = values.pop()
                        found.append((year.path, field, year.resolved[field]))
    return found


def ways_of(year, names):
    if names in year.open_rows:
        return set(year.open_rows[names])
    try:
        way = tuple(year.known(name) for name in names)
    except KeyError:
        return set()
    return set() if None in way else {way}


def narrow(link, chain, ways):
    """Leaves the readings that fit both years beside, until nothing changes; a year that fits none says nothing."""
    changed = True
    while changed:
        changed = False
        for i, j in [(i, i + 1) for i in range(len(chain) - 1) if chain[i].year + 1 == chain[i + 1].year]:
            pairs = {(a, b) for a in ways[i] for b in ways[j] if follows(link, a, b)}
            if pairs:
                for k, left in ((i, {a for a, _ in pairs}), (j, {b for _, b in pairs})):
                    changed |= left != ways[k]
                    ways[k] = left


def findings(before, after):
    """What does not hold between two years that follow one another."""
    if before.year + 1 != after.year:
        return []
    return [*carry_over(before, after), *stocks(before, after), *jumps(before, after), *identical(before, after)]


def carry_over(before, after):
    pair = lambda column: (after.known(f"requests.carried_in.{column}"), before.known(f"requests.carried_out.{column}"))
    for column in forms.COLUMNS:
        try:
            (carried_in, carried_out), totals = pair(column), pair("total")
        except KeyError:
            continue
        split_left_out = column != "total" and None in (carried_in, carried_out) and None not in totals and totals[0] == totals[1]
        if not split_left_out and (carried_in or 0) != (carried_out or 0):
            yield finding("years.carry_over", after, before, f"requests.carried_in.{column}", carried_in or 0, carried_out or 0)


def stocks(before, after):
    if before.form != after.form:
        return
    for link in links(after.form):
        rule, names, stock, *_ = link
        try:
            rows = [tuple(year.known(name) for name in names) for year in (before, after)]
        except KeyError:
            continue
        field = names[0].rsplit(".", 1)[0] + "." + stock
        if None not in rows[0] + rows[1] and not follows(link, *rows):
            now = after.known(field)
            yield finding(rule, after, before, field, now, expected(link, *rows))


def expected(link, earlier, later):
    _, names, _, before, gains, losses = link
    at = lambda way, column: way[[n.rsplit(".", 1)[1] for n in names].index(column)]
    return sum(at(earlier, c) for c in before) + sum(at(later, c) for c in gains) - sum(at(later, c) for c in losses)


def jumps(before, after):
    for field in after.values:
        split = field.startswith(("requests.", "proceedings.")) and not field.endswith(".total")
        try:
            last, this = before.known(field), after.known(field)
        except KeyError:
            continue
        least = 1 if field.endswith("amount") else LEAST
        if not split and not field.endswith("items_change") and None not in (last, this) and last >= least and this >= last * TIMES:
            yield finding("years.jump", after, before, field, this, last)


def identical(before, after):
    shared = []
    for field in after.values:
        try:
            shared.append((field, before.known(field) or 0, after.known(field) or 0))
        except KeyError:
            pass
    filled = [(field, last, this) for field, last, this in shared if last or this]
    if all(last == this for _, last, this in filled) and len({this for *_, this in filled}) >= 4:
        yield {"rule": "years.identical", "path": after.path, "year": after.year, "fields": [], "says": "", "other": before.path}


def finding(rule, after, before, field, published, computed):
    return {"rule": rule, "path": after.path, "year": after.year, "fields": [field], "says": "", "published": published,
            "computed": computed, "other": before.path}
