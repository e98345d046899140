//! Which metric a number states, by the words of its clause.

use super::clause::{Clause, ahead, any, behind, clean, first, gap, last, partial, plain, word};
use super::lexicon::Word::{self, *};
use super::metric::Metric;
use super::token::{Item, Token, Unit};
use crate::model::SectionKind;

/// What is known from the words before the clause.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The year reported on.
    pub year: Option<u16>,
    /// The section.
    pub section: Option<SectionKind>,
    /// The talk is of requests.
    pub requests: bool,
    /// The sentence names 信息公开 or requests.
    pub law: bool,
    /// The sentence speaks of papers or of other matters before the clause.
    pub foreign: bool,
    /// The sentence counts papers by whether they may be disclosed.
    pub papers: bool,
    /// The sentence lists outcomes.
    pub outcomes: bool,
    /// The talk of the sentence is of 规范性文件.
    pub documents: bool,
    /// The sentence says that information was disclosed.
    pub disclosing: bool,
    /// Behind 其中 or in brackets: parts of what was counted.
    pub parts: bool,
    /// Requests received were stated in the sentence.
    pub received: bool,
    /// Requests handled were stated in the sentence.
    pub handled: bool,
}

const OUTCOMES: [(Word, Metric); 6] = [
    (Granted, Metric::Granted),
    (Partly, Metric::Partly),
    (Denied, Metric::Denied),
    (Unavailable, Metric::Unavailable),
    (NotProcessed, Metric::NotProcessed),
    (Otherwise, Metric::OtherHandling),
];
/// What may become of a request.
pub const OUTCOME_WORDS: [Word; 6] = [Granted, Partly, Denied, Unavailable, NotProcessed, Otherwise];
const CARRY: [Word; 3] = [Carried, CarriedIn, CarriedOut];
const PROCEEDINGS: [Word; 2] = [Review, Litigation];
/// Words that make a number one of something else.
const OTHER: [Word; 3] = [Foreign, Attribute, PartOfProceedings];

/// The metrics that the number of a clause states; several where one number is said of several (`收到和办结5件`).
pub fn metrics(c: &Clause<'_>, x: &Context) -> Vec<Metric> {
    if not_of_the_year(c) || any(c.before, &OTHER) || foreign_behind(c) {
        return Vec::new();
    }
    if c.number.unit == Unit::Money || any(c.before, &[Fee]) {
        return fee(c).into_iter().collect();
    }
    let found = proceedings(c, x);
    if !found.is_empty() || any(c.before, &PROCEEDINGS) {
        return found;
    }
    match carried(c, x).or_else(|| document(c, x)).or_else(|| decision(c)).or_else(|| outcome(c, x)) {
        Some(metric) => vec![metric],
        None => requests(c, x).or_else(|| disclosure(c, x)).unwrap_or_default(),
    }
}

/// Growth, plans, averages, negations and conditions: no number of the year.
fn not_of_the_year(c: &Clause<'_>) -> bool {
    let carry = any(c.whole, &CARRY) || any(c.after, &CARRY);
    any(c.whole, &[Growth, Future, Each, OtherPeriod])
        || any(c.before, &[Absence, NotAbsence, Late])
        || any(c.after, &[Late])
        || (any(c.whole, &[NextYear]) && !carry)
}

/// `办理20件民生实事`, `办结12件行政案件`: the thing counted stands behind the number.
fn foreign_behind(c: &Clause<'_>) -> bool {
    let unknown = c.after.first().is_some_and(|i| i.token == Token::Gap);
    let named = any(c.after, &[Request, Apply, Review, Litigation, Document]) || any(c.after, &OUTCOME_WORDS);
    (unknown && !named && !any(c.after, &CARRY)) || (any(c.after, &OTHER) && !any(c.whole, &[Request]))
}

fn fee(c: &Clause<'_>) -> Option<Metric> {
    if !matches!(c.number.unit, Unit::Money | Unit::Missing) {
        return None;
    }
    let at_end = last(c.before, &[Fee]).is_some_and(|at| clean(behind(c.before, at), &[Charged, Receive]));
    let charged_before = last(c.before, &[Charged]).is_some_and(|at| clean(behind(c.before, at), &[]));
    let fee_behind = first(c.after, &[Fee]).is_some_and(|at| clean(ahead(c.after, at), &[]));
    (at_end || (charged_before && (fee_behind || any(c.whole, &[Fee])))).then_some(Metric::Fee)
}

fn cases(c: &Clause<'_>) -> bool {
    matches!(c.number.unit, Unit::Cases | Unit::Pieces) || missing_but_certain(c)
}

/// `申请数量为0`: no unit, but the clause ends here and a word such as 为 or 共 leads to the number.
fn missing_but_certain(c: &Clause<'_>) -> bool {
    let led =
        c.before.last().and_then(word).is_some_and(|w| matches!(w, Filler | Apiece | All | Respectively));
    c.number.unit == Unit::Missing && (led || c.number.value.is_zero())
}

/// 行政复议 and 行政诉讼 in front of the number, or behind it where nothing else is in front.
fn proceedings(c: &Clause<'_>, x: &Context) -> Vec<Metric> {
    if !cases(c) || any(c.before, &[PartOfProceedings]) {
        return Vec::new();
    }
    let side = if any(c.before, &PROCEEDINGS) { c.before } else { c.after };
    let Some(at) = last(side, &PROCEEDINGS) else { return Vec::new() };
    let in_front = any(c.before, &PROCEEDINGS);
    let path = if in_front { behind(c.before, at) } else { ahead(c.after, at) };
    let other_event =
        any(c.before, &[Receive, Handle, Disclosed, Published, Issued]) || any(c.before, &OUTCOME_WORDS);
    let named = [Apply, DisclosureLaw, Review, Litigation, Restrict];
    if !clean(path, &named) || (!in_front && other_event) {
        return Vec::new();
    }
    // An office that decides reviews counts all of them; only those about disclosure are reported here.
    let of_disclosure = x.law
        || any(c.whole, &[DisclosureLaw, Request])
        || x.requests
        || x.section == Some(SectionKind::Proceedings);
    if (any(c.whole, &[Handle, Receive]) || gap(c.before)) && !of_disclosure {
        return Vec::new();
    }
    let named: Vec<Metric> = [(Review, Metric::Reviews), (Litigation, Metric::Litigations)]
        .into_iter()
        .filter(|(w, _)| any(side, &[*w]))
        .map(|(_, m)| m)
        .collect();
    let said_of_each = any(c.before, &[Apiece, All]) || c.number.value.is_zero();
    if named.len() == 1 || said_of_each { named } else { Vec::new() }
}

/// 上年结转 and 结转下年, told apart by the year named.
fn carried(c: &Clause<'_>, x: &Context) -> Option<Metric> {
    if !cases(c)
        || x.foreign
        || !(x.requests || any(c.whole, &[Request, Apply]) || any(c.after, &[Request, Apply]))
    {
        return None;
    }
    let in_front = last(c.before, &CARRY);
    let side = if in_front.is_some() { c.before } else { c.after };
    let at = last(side, &CARRY)?;
    let path = if in_front.is_some() { behind(c.before, at) } else { ahead(c.after, at) };
    let allowed = [Handle, Apply, Request, NextYear, LastYear, Receive, Carried];
    if in_front.is_some() && !clean(path, &allowed) {
        return None;
    }
    // 新收和上年结转共12件 is a sum.
    let summed = in_front.is_some_and(|at| {
        let front = ahead(c.before, at);
        any(front, &[Receive]) && any(front, &[Comma, Conjunction, Versus])
            || any(behind(c.before, at), &[Receive])
    });
    if summed {
        return None;
    }
    direction(side, at, x)
}

fn direction(side: &[Item], at: usize, x: &Context) -> Option<Metric> {
    match side.get(at).and_then(word)? {
        CarriedIn => return Some(Metric::CarriedIn),
        CarriedOut => return Some(Metric::CarriedOut),
        _ => {}
    }
    let (front, back) = (ahead(side, at), behind(side, at));
    let year = |items: &[Item], wanted: Option<u16>| {
        wanted.is_some() && items.iter().any(|i| matches!(i.token, Token::Year(y) if Some(y) == wanted))
    };
    let before = any(side, &[LastYear]) || year(side, x.year.and_then(|y| y.checked_sub(1)));
    let next = any(back, &[NextYear])
        || any(front, &[NextYear])
        || year(back, x.year.and_then(|y| y.checked_add(1)));
    match (before, next) {
        (true, false) => Some(Metric::CarriedIn),
        (false, true) => Some(Metric::CarriedOut),
        // 收到…办结…结转: what is left over.
        (false, false) if x.handled => Some(Metric::CarriedOut),
        _ => None,
    }
}

/// 规范性文件 made, repealed, in force.
fn document(c: &Clause<'_>, x: &Context) -> Option<Metric> {
    let here = any(c.whole, &[Document]) || any(c.after, &[Document]);
    if !(here || x.documents) || !cases(c) || any(c.before, &[Request, Information]) {
        return None;
    }
    let events = [Issued, Published, Repealed, InForce];
    let named: Vec<Word> = c.before.iter().filter_map(word).filter(|w| events.contains(w)).collect();
    // 公开本年度制发的 is made; 制定、公开 is both.
    let only_disclosed = last(c.before, &[Disclosed]) > last(c.before, &events);
    // 清理并集中发布现行有效的 counts what is in force, 制定和修订 both.
    let half = any(c.before, &[HalfDocument]) && last(c.before, &[InForce]).is_none();
    if only_disclosed || half || any(c.before, &[Restrict, Demand]) {
        return None;
    }
    let event = match named.as_slice() {
        [] => {
            let behind = first(c.after, &[InForce, Repealed]).filter(|at| clean(ahead(c.after, *at), &[]))?;
            clean(c.before, &[Document]).then(|| c.after.get(behind).and_then(word)).flatten()?
        }
        [one] => *one,
        // 集中发布现行有效的.
        [Published, InForce] => InForce,
        // 制定并发布 is one thing; 制定和废止 are two.
        several => several.iter().all(|w| matches!(w, Issued | Published)).then_some(Issued)?,
    };
    let from = last(c.before, &events).map_or(0, |at| at + 1);
    let path = c.before.get(from..).unwrap_or_default();
    if !clean(path, &[Document]) || (!here && !c.after.first().is_none_or(plain)) {
        return None;
    }
    Some(match event {
        Repealed => Metric::Repealed,
        InForce => Metric::InForce,
        _ => Metric::Issued,
    })
}

/// 行政许可, 行政处罚 and 行政强制 decided in the year.
fn decision(c: &Clause<'_>) -> Option<Metric> {
    let kinds = [(Licence, Metric::Licences), (Penalty, Metric::Penalties), (Coercion, Metric::Coercions)];
    let words = [Licence, Penalty, Coercion];
    let at = last(c.before, &words)?;
    let one = c.before.iter().filter_map(word).filter(|w| words.contains(w)).count() == 1;
    let decided = c.number.unit == Unit::Cases && clean(behind(c.before, at), &[Decided]);
    let published = any(c.before, &[Disclosed, Published, Information, HalfDocument, Receive]);
    let found = c.before.get(at).and_then(word)?;
    let metric = kinds.into_iter().find(|(w, _)| *w == found).map(|(_, m)| m);
    metric.filter(|_| one && decided && !published)
}

/// 予以公开, 部分公开, 不予公开 …
fn outcome(c: &Clause<'_>, x: &Context) -> Option<Metric> {
    let talk = x.requests || x.outcomes || any(c.whole, &[Request]) || any(c.after, &[Request, Apply]);
    if !cases(c) || !talk || x.papers || x.foreign || any(c.before, &[Already, Information, Document]) {
        return None;
    }
    let in_front: Vec<usize> = (0..c.before.len())
        .filter(|i| c.before.get(*i).and_then(word).is_some_and(|w| OUTCOME_WORDS.contains(&w)))
        .collect();
    let found = match in_front.as_slice() {
        [] => {
            let at = first(c.after, &OUTCOME_WORDS)?;
            let free =
                clean(c.before, &[Request, Apply, Handle, Receive]) && !any(c.before, &[Handle, Receive]);
            (free && clean(ahead(c.after, at), &[Apply, Request])).then_some(())?;
            c.after.get(at)
        }
        [at] => {
            let path = behind(c.before, *at);
            let front = ahead(c.before, *at);
            let free = clean(path, &[Apply, Request, Handle])
                && !gap(front)
                && !any(front, &[Restrict, Demand, Each]);
            (free && !partial(c.before)).then_some(())?;
            c.before.get(*at)
        }
        // 予以公开及部分公开258件 is a sum.
        _ => return None,
    };
    let found = found.and_then(word)?;
    OUTCOMES.into_iter().find(|(w, _)| *w == found).map(|(_, m)| m)
}

/// Requests received and handled.
fn requests(c: &Clause<'_>, x: &Context) -> Option<Vec<Metric>> {
    if !cases(c) || x.foreign || partial(c.whole) || (partial(c.after) && c.more) {
        return None;
    }
    if any(c.before, &CARRY) || any(c.before, &OUTCOME_WORDS) || any(c.before, &[Already]) {
        return None;
    }
    // 办理56件，其中上年结转4件、本年新收52件: what is new is a part of what was dealt with.
    let new = !x.received && any(c.before, &[ThisYear]);
    let received = verb(c, x, Receive) && (!x.parts || new);
    let handled = verb(c, x, Handle);
    match (received, handled) {
        (true, true) if joined(c.before) => Some(vec![Metric::Received, Metric::Handled]),
        (true, true) => last_of_two(c.before),
        (true, false) if all_handled(c.after) => Some(vec![Metric::Received, Metric::Handled]),
        (true, false) => Some(vec![Metric::Received]),
        (false, true) => Some(vec![Metric::Handled]),
        (false, false) => bare(c, x).then(|| vec![Metric::Received]),
    }
}

/// Whether the clause says `verb … requests … number`, in any of the orders in use.
fn verb(c: &Clause<'_>, x: &Context, verb: Word) -> bool {
    let Some(at) = last(c.before, &[verb]) else { return behind_number(c, x, verb) };
    let tail = behind(c.before, at);
    let other = if verb == Receive { Handle } else { Receive };
    let object = last(tail, &[Request, Apply]);
    match object {
        Some(object) => {
            let between = ahead(tail, object);
            let short = tail.get(object).and_then(word) == Some(Apply);
            let near = if short {
                clean(between, &[other, Late])
            } else {
                !any(between, &[Restrict, Demand, Information])
            };
            near && clean(behind(tail, object), &[Request, Apply, other, Carried])
        }
        None => {
            let named_before = any(c.whole, &[Request]) || any(c.after, &[Request]);
            let short_behind = first(c.after, &[Apply]).is_some_and(|a| clean(ahead(c.after, a), &[]));
            let spoken_of = x.requests
                && !gap(ahead(c.before, at))
                && clean(c.after, &[Handle, Apply, Request, CarriedOut]);
            let restricted = any(c.whole, &[Restrict, Demand]) || any(c.after, &[Restrict, Demand]);
            clean(tail, &[other]) && !restricted && (named_before || short_behind || spoken_of)
        }
    }
}

/// `70件申请均已办结`: only the handling stands behind a number that says nothing yet.
fn behind_number(c: &Clause<'_>, x: &Context, verb: Word) -> bool {
    let alone = clean(c.before, &[Request, Apply]);
    let talk = x.requests || any(c.whole, &[Request]) || any(c.after, &[Request, Apply]);
    let at = first(c.after, &[verb]);
    verb == Handle
        && alone
        && talk
        && !any(c.before, &[Request, Apply])
        && at.is_some_and(|at| clean(ahead(c.after, at), &[Request, Apply]))
}

/// 收到和办结, 受理并答复, 收到办结: one number for both.
fn joined(before: &[Item]) -> bool {
    let (Some(receive), Some(handle)) = (last(before, &[Receive]), last(before, &[Handle])) else {
        return false;
    };
    let (from, to) = (receive.min(handle), receive.max(handle));
    let between = before.get(from + 1..to).unwrap_or_default();
    let of = between.iter().any(|i| i.to - i.from == 1 && word(i) == Some(Filler))
        && !any(between, &[Comma, Conjunction]);
    clean(between, &[Request, Apply])
        && (between.is_empty() || any(between, &[Comma, Conjunction, Versus, All]))
        && !of
}

/// 对收到的申请依法答复12件: the verb next to the number.
fn last_of_two(before: &[Item]) -> Option<Vec<Metric>> {
    let last = last(before, &[Receive, Handle]).and_then(|at| before.get(at)).and_then(word)?;
    Some(vec![if last == Handle { Metric::Handled } else { Metric::Received }])
}

/// 均已办结, 全部答复; and where nothing else is said, 已办结.
pub fn all_handled(items: &[Item]) -> bool {
    let all = first(items, &[All]);
    let Some(from) = all.or_else(|| first(items, &[Done])) else { return false };
    let rest = behind(items, from);
    let Some(at) = first(rest, &[Handle]) else { return false };
    let alone = clean(ahead(items, from), &[]) && clean(behind(rest, at), &[Handle]);
    clean(ahead(rest, at), &[])
        && !any(behind(rest, at), &[Foreign, PartOfProceedings])
        && (all.is_some() || alone)
}

/// `政府信息公开申请12件`: no verb at all.
fn bare(c: &Clause<'_>, x: &Context) -> bool {
    let verbs = [Receive, Handle, Late, Disclosed, Published, Issued, Repealed, Carried];
    let named = last(c.before, &[Request]).is_some_and(|at| clean(behind(c.before, at), &[Apply]));
    let alone = clean(c.before, &[Request, Apply, Everyone])
        && !any(c.whole, &verbs)
        && !any(c.whole, &OUTCOME_WORDS);
    // 依申请公开政府信息0条 counts requests, for there is nothing that could have been disclosed.
    let none = c.number.unit == Unit::Pieces && c.number.value.is_zero();
    let unit = c.number.unit == Unit::Cases || none || missing_but_certain(c);
    named
        && alone
        && unit
        && !x.received
        && !x.parts
        && !x.papers
        && !x.disclosing
        && clean(c.after, &[Handle])
}

/// Information disclosed, in all and by channel.
fn disclosure(c: &Clause<'_>, x: &Context) -> Option<Vec<Metric>> {
    let unit = matches!(c.number.unit, Unit::Cases | Unit::Pieces);
    if !unit || any(c.before, &[Request, Apply, Document, Restrict, Review, Litigation, HalfDocument]) {
        return None;
    }
    let channels = [
        (Website, Metric::Website),
        (Wechat, Metric::Wechat),
        (Weibo, Metric::Weibo),
        (Gazette, Metric::Gazette),
        (Douyin, Metric::Douyin),
    ];
    let words = [Website, Wechat, Weibo, Gazette, Douyin];
    let named: Vec<Word> = c.before.iter().filter_map(word).filter(|w| words.contains(w)).collect();
    let verbs = [Disclosed, Published, Posted];
    let verb = last(c.before, &verbs);
    let (Some(from), true) = (verb.or_else(|| last(c.before, &words)), verb.is_some() || x.disclosing) else {
        return None;
    };
    if !clean(behind(c.before, from), &[Information, Disclosed, Published, Posted])
        || !clean(c.after, &[Information])
    {
        return None;
    }
    match named.as_slice() {
        [] => all_disclosed(c, x).then(|| vec![Metric::Disclosed]),
        [one] => channels.into_iter().find(|(w, _)| w == one).map(|(_, m)| vec![m]),
        _ => None,
    }
}

/// 公开信息 through no channel named is all that was disclosed; 发布信息 says less.
fn all_disclosed(c: &Clause<'_>, x: &Context) -> bool {
    let information = any(c.before, &[Information]) || any(c.after, &[Information]);
    let through = any(c.before, &[Channel, Via]);
    any(c.before, &[Disclosed]) && information && !through && !x.parts
}

/// `收到、办结申请分别为12件、11件`: what the numbers in turn count.
pub fn listed(before: &[Item]) -> Vec<Metric> {
    let all = any(before, &[Request]);
    let counted = |w: Word| match w {
        Review => Some(Metric::Reviews),
        Litigation => Some(Metric::Litigations),
        Receive if all => Some(Metric::Received),
        Handle if all => Some(Metric::Handled),
        Licence => Some(Metric::Licences),
        Penalty => Some(Metric::Penalties),
        Coercion => Some(Metric::Coercions),
        w if all => OUTCOMES.into_iter().find(|(o, _)| *o == w).map(|(_, m)| m),
        _ => None,
    };
    before.iter().filter_map(word).filter_map(counted).collect()
}
