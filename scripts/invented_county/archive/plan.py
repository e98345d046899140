"""Which office publishes how, and what goes wrong in which year."""

from .breaks import (campaign, copied_from, copied_from_last_year, denies_requests, denies_reviews, more, more_carried_in,
                     more_carried_out, no_fee, old_opening, old_period, old_statement, other_place, printed_again, says, times,
                     without, wrong_sum)
from .offices import OFFICES

BY_KEY = {office.key: office for office in OFFICES}

BREAKS = {
    # Requests that do not carry over: within a form, across the forms, a column that another one hides in the total.
    ("civil", 2020): [more_carried_in("natural_person", 2)],
    ("police", 2021): [more_carried_in("natural_person", -1)],
    ("housing", 2021): [more_carried_in("natural_person", 3)],
    ("labour", 2023): [more_carried_in("natural_person", 1), more_carried_in("business", 1)],
    ("streets", 2024): [more_carried_out("natural_person", 2)],
    ("land", 2022): [more_carried_in("natural_person", -2), more_carried_in("business", 2)],
    ("health", 2020): [more_carried_in("natural_person", 4)],
    ("qingtang", 2025): [more_carried_in("natural_person", 1)],
    ("luqi", 2020): [more_carried_in("natural_person", 1)],
    # Stocks that do not go on.
    ("education", 2020): [more("licensing.items_last_year", 3)],
    ("ecology", 2020): [more("penalties.items_last_year", -5)],
    ("tinghe", 2020): [more("fees.items_last_year", 1)],
    ("audit", 2020): [more("coercion.items_last_year", 2)],
    ("reform", 2022): [more("normative_documents.in_force", 4)],
    ("transport", 2023): [more("normative_documents.in_force", -2)],
    ("zone", 2024): [more("normative_documents.in_force", 6)],
    ("wangxiu", 2025): [more("normative_documents.in_force", 1)],
    # Figures that jump: a digit too many, 元 for 万元, a campaign.
    ("market", 2022): [times("penalties.decisions", 10)],
    ("permits", 2023): [times("licensing.decisions", 10)],
    ("veterans", 2022): [times("fees.amount", 10000)],
    ("government", 2024): [campaign(1200)],
    ("farming", 2023): [campaign(140)],
    # Last year's tables.
    ("insurance", 2022): [printed_again],
    ("zhuyan", 2023): [printed_again],
    # Sums within a report.
    ("justice", 2021): [wrong_sum("requests.granted.total", 1)],
    ("industry", 2023): [wrong_sum("requests.handled_total.natural_person", 2)],
    ("culture", 2020): [wrong_sum("proceedings.review.total", 1)],
    ("emergency", 2024): [wrong_sum("requests.carried_out.total", 2)],
    # Prose that states something else.
    ("government", 2020): [says("narrative.requests", "received", 30, "requests.received.total")],
    ("land", 2024): [says("narrative.requests", "received", -9, "requests.received.total")],
    ("water", 2025): [denies_requests],
    ("letters", 2021): [denies_requests],
    ("housing", 2024): [denies_reviews],
    ("justice", 2023): [says("narrative.documents", "in_force", 5, "proactive.normative_documents.in_force")],
    ("shanwan", 2022): [says("narrative.documents", "in_force", 2, "proactive.normative_documents.in_force")],
    # Last year's file with last year's year.
    ("science", 2022): [old_period],
    ("yantang", 2024): [old_period],
    ("culture", 2023): [old_opening],
    ("police", 2024): [old_statement],
    # A neighbour's file with the neighbour's name.
    ("guiyun", 2022): [other_place("本报告由岚溪县砚塘乡编制。", "砚塘乡")],
    ("meiya", 2023): [other_place("详见《岚溪县归云乡{year}年政府信息公开工作年度报告》附表。", "归云乡")],
    ("luqi", 2023): [other_place("本年度报告由岚溪县杉湾镇人民政府负责解释。", "杉湾镇")],
    # Words taken over.
    ("civil", 2023): [copied_from_last_year("problems")],
    ("letters", 2024): [copied_from_last_year("overview", "problems")],
    ("statistics", 2022): [copied_from_last_year("overview")],
    ("forestry", 2021): [copied_from(BY_KEY["water"], "problems")],
    ("shanwan", 2024): [copied_from(BY_KEY["wangxiu"], "problems")],
    ("audit", 2025): [copied_from(BY_KEY["commerce"], "overview", "problems")],
    # What the notice asks for and is not there.
    ("transport", 2021): [no_fee],
    ("tinghe", 2024): [no_fee],
    ("commerce", 2023): [without("problems")],
}

# Years whose page lost the borders between its cells.
GLUED = {
    "finance": (2020, 2022, 2024), "water": (2019, 2023), "commerce": (2021, 2025), "statistics": (2022, 2024),
    "forestry": (2020, 2023, 2024), "shinan": (2021, 2023),
}

# Old form in a new year; the form of 2021 with one row （六）.
OLD_FORM = {("yantang", 2021), ("audit", 2021)}
ONE_ROW = {("civil", 2021), ("civil", 2022), ("housing", 2021), ("luqi", 2022), ("emergency", 2021), ("zone", 2022), ("zone", 2023)}

# Other captures of a report: the same bytes, another page of the same, the PDF beside the page, a corrected edition.
SAME_BYTES = [("police", 2022), ("zhuyan", 2024)]
OTHER_PAGE = [("housing", 2020), ("wangxiu", 2023), ("reform", 2024)]
PDF_BESIDE = [("government", 2022), ("health", 2023)]
CORRECTED = {
    ("streets", 2022): more("normative_documents.in_force", 3),
    ("farming", 2020): more("penalties.decisions", -4),
    ("market", 2025): more_carried_in("natural_person", 1),
}
