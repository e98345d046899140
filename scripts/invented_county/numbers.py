"""True figures of every agency and year: they add up within a report and carry over from year to year."""

import random
from decimal import Decimal

from . import forms

YEARS = range(2019, 2026)
SEED = 20260331

# How applicants and outcomes are spread; only the shape matters: nearly all applicants are people, few requests are denied.
APPLICANT_SHARES = [0.86, 0.09, 0.005, 0.01, 0.02, 0.015]
OUTCOME_WEIGHTS = {
    "granted": 40, "granted_in_part": 8, "denied.state_secret": 0.3, "denied.prohibited_by_law": 0.8,
    "denied.security_stability": 0.2, "denied.third_party": 1.5, "denied.internal_affairs": 1, "denied.deliberative": 1,
    "denied.enforcement_file": 1, "denied.administrative_query": 1.5, "unavailable.not_held": 26,
    "unavailable.needs_creation": 4, "unavailable.still_unclear": 1.5, "not_processed.petition": 3,
    "not_processed.duplicate": 2, "not_processed.publication": 0.4, "not_processed.excessive": 0.3,
    "not_processed.confirmation": 0.5, "other_handling.not_corrected": 4, "other_handling.fee_unpaid": 0.3,
    "other_handling.other": 3,
}


def whole(rng, mean):
    """A whole number around the mean; small means give mostly zeros and ones."""
    if mean <= 0:
        return 0
    return max(0, round(rng.gammavariate(4, mean / 4))) if mean > 0.6 else int(rng.random() < mean)


def money(rng, mean):
    """An amount in 万元, now and then whole or nothing."""
    kind = rng.random()
    if mean <= 0 or kind < 0.25:
        return Decimal(0)
    amount = Decimal(str(round(rng.gammavariate(3, mean / 3), 4)))
    return amount.quantize(Decimal(1)) if kind < 0.4 and amount > 1 else amount.quantize(Decimal("0.01"))


def series(agency):
    """{year: {field: figure}} for one agency, over the fields of both forms."""
    rng = random.Random(f"{SEED}/{agency.key}")
    carried = [0] * len(forms.APPLICANTS)
    state = {"documents": 2 + whole(rng, agency.documents * 8)}
    for name, mean in (("licensing", 60), ("other_services", 90), ("penalties", 110), ("coercion", 14), ("fees", 9)):
        state[name] = 1 + whole(rng, mean * (0.15 if agency.level == "township" else 1))
    years = {}
    for year in YEARS:
        figures, carried = requests(rng, agency, carried)
        figures |= proactive(rng, agency, state) | proceedings(rng, agency)
        years[year] = figures
    return years


def requests(rng, agency, carried_in):
    """The grid of one year, and what it carries into the next."""
    figures, carried_out = {}, []
    for column, share, before in zip(forms.APPLICANTS, APPLICANT_SHARES, carried_in):
        received = whole(rng, agency.requests * share)
        left = min(received, whole(rng, received * 0.04))
        handled = spread(rng, received + before - left)
        carried_out.append(left)
        values = {"received": received, "carried_in": before, "carried_out": left,
                  "handled_total": received + before - left, **handled}
        values["other_handling.unspecified"] = sum(v for row, v in handled.items() if row.startswith("other_handling."))
        figures |= {f"requests.{row}.{column}": value for row, value in values.items()}
    for row in {field.split(".", 1)[1].rsplit(".", 1)[0] for field in figures}:
        figures[f"requests.{row}.total"] = sum(figures[f"requests.{row}.{column}"] for column in forms.APPLICANTS)
    return figures, carried_out


def spread(rng, count):
    """That many decisions over the kinds of outcome."""
    handled = dict.fromkeys(OUTCOME_WEIGHTS, 0)
    for row in rng.choices(list(OUTCOME_WEIGHTS), weights=list(OUTCOME_WEIGHTS.values()), k=count):
        handled[row] += 1
    return handled


def proactive(rng, agency, state):
    """Section two in both forms; stocks carry over in `state`."""
    issued = whole(rng, agency.documents)
    repealed = min(state["documents"], whole(rng, agency.documents * 0.6))
    state["documents"] += issued - repealed
    makes_rules = agency.level in ("province", "city")
    rules = whole(rng, 2) if makes_rules else 0
    figures = {
        "rules.issued": rules, "rules.repealed": whole(rng, 0.5) if makes_rules else 0,
        "rules.in_force": 31 + rules if makes_rules else 0,
        "rules.made": rules, "rules.disclosed": rules, "rules.disclosed_total": 31 + rules if makes_rules else 0,
        "normative_documents.issued": issued, "normative_documents.repealed": repealed,
        "normative_documents.in_force": state["documents"],
        "normative_documents.made": issued, "normative_documents.disclosed": issued,
        "normative_documents.disclosed_total": state["documents"],
        "fees.amount": money(rng, agency.decisions * 0.04 + 3),
        "procurement.items": whole(rng, 12), "procurement.amount": money(rng, agency.decisions * 0.3 + 40),
    }
    for name, mean in (("licensing", 1.0), ("other_services", 0.7), ("penalties", 0.4), ("coercion", 0.06)):
        figures[f"{name}.decisions"] = whole(rng, agency.decisions * mean)
    for name in ("licensing", "other_services", "penalties", "coercion", "fees"):
        change = rng.choice([0, 0, 1, 3, -1, -2, whole(rng, 12), -whole(rng, 6)])
        change = max(change, -state[name])
        figures |= {f"{name}.items_last_year": state[name], f"{name}.items_change": change}
        state[name] += change
    return {f"proactive.{field}": value for field, value in figures.items()}


def proceedings(rng, agency):
    """Section four."""
    figures = {}
    for block, mean in zip(forms.PROCEEDINGS, (0.05, 0.025, 0.015)):
        results = [whole(rng, agency.requests * mean * share) for share in (0.5, 0.15, 0.2, 0.15)]
        figures |= {f"proceedings.{block}.{name}": n for name, n in zip(forms.RESULTS, [*results, sum(results)])}
    return figures
