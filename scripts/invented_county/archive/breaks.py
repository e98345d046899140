"""What goes wrong in the archive: each break is a change of one draft, with what must be found where the figures do not tell."""

from . import words
from .figures import total_rows

RECEIVED = "requests.received.total"


def more_carried_in(column, by):
    """Other figures than last year's report carried out; within the report all adds up."""
    return lambda draft: add_requests(draft, ("carried_in", "granted", "handled_total"), column, by)


def more_carried_out(column, by):
    """Requests are carried out that next year's report does not carry in."""
    return lambda draft: add_requests(draft, ("received", "carried_out"), column, by)


def campaign(by):
    """So many more people ask than last year."""
    return lambda draft: add_requests(draft, ("received", "granted", "handled_total"), "natural_person", by)


def add_requests(draft, rows, column, by):
    for row in rows:
        draft.shown[f"requests.{row}.{column}"] += by
    total_rows(draft.shown)


def more(field, by):
    def change(draft):
        draft.shown[f"proactive.{field}"] += by

    return change


def times(field, factor):
    def change(draft):
        draft.shown[f"proactive.{field}"] *= factor

    return change


def printed_again(draft):
    """Last year's tables under this year's title; the prose too was not looked at."""
    draft.shown = dict(draft.before)


def wrong_sum(field, by):
    def change(draft):
        draft.contradiction = (field, by)

    return change


def says(rule, fact, by, field):
    """The prose states another number than the table prints, behind the others if it is a sentence of its own."""

    def change(draft):
        wrong = draft.facts()[fact] + by
        draft.said[fact] = wrong
        if fact == "received":
            draft.statement = f"全年收到政府信息公开申请{wrong}件，都在窗口作了登记。"
        if fact == "in_force":
            draft.sentences.append(f"截至年末，现行有效的行政规范性文件共{wrong}件。")
        draft.expect(rule, [field], published=draft.shown[field], computed=wrong)

    return change


def denies_requests(draft):
    """No requests in prose, some in the table."""
    draft.statement = "本年度未收到政府信息公开申请。"
    draft.expect("narrative.requests", [RECEIVED], published=draft.shown[RECEIVED], computed=0)


def denies_reviews(draft):
    draft.statement = "全年新收政府信息公开申请{received}件。".format(**draft.facts()) + "未发生因政府信息公开引起的行政复议。"
    field = "proceedings.review.total"
    draft.expect("narrative.requests", [field], published=draft.shown[field], computed=0)


def old_period(draft):
    draft.period = draft.year - 1
    draft.expect("text.wrong_year", says=f"统计期限为{draft.year - 1}-01-01")


def old_opening(draft):
    draft.opening = f"{draft.year - 1}年，{draft.office.self_name}围绕中心工作扎实推进政务公开，任务全部完成。"
    draft.statement = "政府信息公开申请的办理情况见第三部分。"
    draft.expect("text.wrong_year", says=f"{draft.year - 1}年")


def old_statement(draft):
    count = draft.before[RECEIVED] + 3
    draft.statement = f"{draft.year - 1}年，{draft.office.self_name}共收到政府信息公开申请{count}件。"
    draft.expect("text.wrong_year", says=f"{draft.year - 1}年")


def other_place(sentence, place):
    def change(draft):
        draft.sentences.append(sentence.format(year=draft.year))
        draft.expect("text.wrong_place", says=place)

    return change


def no_fee(draft):
    draft.without_fee = True
    draft.expect("fees.handling")


def without(kind):
    def change(draft):
        draft.dropped = kind
        draft.expect("sections.complete")

    return change


def copied_from_last_year(*kinds):
    """Section by section last year's words; only years and numbers are new."""

    def change(draft):
        for kind in kinds:
            draft.authors[kind] = words.Author(draft.office, draft.year - 1)
            draft.expect("text.similarity", says=prose_name(kind), other=draft.year - 1)

    return change


def copied_from(office, *kinds):
    """Another office's words of the same year."""

    def change(draft):
        for kind in kinds:
            draft.authors[kind] = words.Author(office, draft.year)
            draft.expect("text.similarity", says=prose_name(kind), copied_from=office.key)

    return change


def prose_name(kind):
    return {"overview": "一、", "problems": "五、"}[kind]

