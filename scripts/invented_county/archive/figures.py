"""True figures of the archive: they add up within a year, carry over to the next, and never jump by chance."""

import random
from decimal import Decimal

from .. import forms
from ..numbers import APPLICANT_SHARES, spread
from .offices import YEARS

SEED = 20260401

# Stocks of section two with the size of a bureau's.
STOCKS = {"licensing": 42, "other_services": 55, "penalties": 96, "coercion": 11, "fees": 6}
DECISIONS = {"licensing": 1.0, "other_services": 0.6, "penalties": 0.4, "coercion": 0.08}


def near(rng, mean):
    """A whole number near the mean: of two years neither is twice the other, unless both are small."""
    return round(mean * rng.uniform(0.8, 1.3)) if mean >= 1 else int(rng.random() < mean)


def money(rng, mean):
    return Decimal(str(round(mean * rng.uniform(0.8, 1.3), 2)))


def series(office):
    """{year: {field: figure}} over the fields of both forms."""
    rng = random.Random(f"{SEED}/{office.key}")
    size = 0.2 if office.level == "township" else 1
    state = {name: 1 + near(rng, stock * size) for name, stock in STOCKS.items()}
    state["documents"] = 3 + near(rng, office.documents * 6)
    carried = [0] * len(forms.APPLICANTS)
    years = {}
    for year in YEARS:
        figures, carried = requests(rng, office, carried)
        figures |= proactive(rng, office, state) | proceedings(rng, office)
        years[year] = figures
    return years


def requests(rng, office, carried_in):
    """The grid of one year, and what it carries into the next."""
    figures, carried_out = {}, []
    for column, share, before in zip(forms.APPLICANTS, APPLICANT_SHARES, carried_in):
        received = near(rng, office.requests * share)
        left = min(received, near(rng, received * 0.09))
        handled = spread(rng, received + before - left)
        carried_out.append(left)
        values = {"received": received, "carried_in": before, "carried_out": left, "handled_total": received + before - left, **handled}
        values["other_handling.unspecified"] = sum(v for row, v in handled.items() if row.startswith("other_handling."))
        figures |= {f"requests.{row}.{column}": value for row, value in values.items()}
    total_rows(figures)
    return figures, carried_out


def total_rows(figures):
    """The totals of the grid's rows, from their columns."""
    rows = {field.split(".", 1)[1].rsplit(".", 1)[0] for field in figures if field.startswith("requests.")}
    for row in rows:
        figures[f"requests.{row}.total"] = sum(figures[f"requests.{row}.{column}"] for column in forms.APPLICANTS)


def proactive(rng, office, state):
    issued = near(rng, office.documents)
    repealed = min(state["documents"] - 1, near(rng, office.documents * 0.7))
    state["documents"] += issued - repealed
    figures = {f"rules.{key}": 0 for key in ("issued", "repealed", "in_force", "made", "disclosed", "disclosed_total")}
    documents = {"issued": issued, "repealed": repealed, "in_force": state["documents"],
                 "made": issued, "disclosed": issued, "disclosed_total": state["documents"]}
    figures |= {f"normative_documents.{key}": value for key, value in documents.items()}
    figures |= {"fees.amount": money(rng, office.decisions * 0.03 + 2), "procurement.items": near(rng, 9),
                "procurement.amount": money(rng, office.decisions * 0.2 + 30)}
    for name, mean in DECISIONS.items():
        figures[f"{name}.decisions"] = near(rng, office.decisions * mean)
    for name in STOCKS:
        change = max(rng.choice([0, 1, 2, 4, -1, -2, -3]), 1 - state[name])
        figures |= {f"{name}.items_last_year": state[name], f"{name}.items_change": change}
        state[name] += change
    return {f"proactive.{field}": value for field, value in figures.items()}


def proceedings(rng, office):
    figures = {}
    for block, mean in zip(forms.PROCEEDINGS, (0.06, 0.03, 0.02)):
        results = [near(rng, office.requests * mean * share) for share in (0.5, 0.15, 0.2, 0.15)]
        figures |= {f"proceedings.{block}.{name}": n for name, n in zip(forms.RESULTS, [*results, sum(results)])}
    return figures
