//! `未收到政府信息公开申请`, `未发生行政复议、行政诉讼`, `未收取信息处理费`: a zero that is stated.

use super::clause::{ahead, any, behind, clean, first, last, plain, word};
use super::events::Context;
use super::lexicon::Word::{self, *};
use super::metric::Metric;
use super::token::{Item, Token};

/// Kinds that a statement of absence may list.
const HEADS: [(Word, Metric); 7] = [
    (Request, Metric::Received),
    (Apply, Metric::Received),
    (Review, Metric::Reviews),
    (Litigation, Metric::Litigations),
    (Fee, Metric::Fee),
    (CarriedIn, Metric::CarriedIn),
    (CarriedOut, Metric::CarriedOut),
];

/// The metrics that these words, from a word of absence to the end of the clause, state to be zero.
pub fn metrics(words: &[Item], x: &Context) -> Vec<Metric> {
    let numbered = words.iter().any(|i| matches!(i.token, Token::Number(_)));
    // 未收到和处理: one absence of both.
    let handled = last(words, &[Handle]).is_some_and(|at| !any(ahead(words, at), &[Receive]));
    let hedged = handled || any(words, &[Late, OtherPeriod, Each, Future, PartOfProceedings, NotAbsence]);
    let not_said = any(words, &[Granted, Partly, Denied, Already, Attribute, Information]);
    if numbered || hedged || not_said {
        return Vec::new();
    }
    let list = heads(words, x);
    let said = |m: &Metric| match m {
        Metric::Received => said_of_requests(words, &list),
        Metric::Fee => any(words, &[Charged]) || clean(words, &[Absence, Fee]),
        _ => true,
    };
    let mut found: Vec<Metric> = Vec::new();
    for metric in list.iter().filter_map(|w| HEADS.iter().find(|(h, _)| h == w)).map(|(_, m)| *m) {
        if said(&metric) && !found.contains(&metric) {
            found.push(metric);
        }
    }
    if list.is_empty() {
        found = documents(words);
    }
    found
}

/// 未制发、废止规范性文件.
fn documents(words: &[Item]) -> Vec<Metric> {
    let Some(at) = last(words, &[Document]) else { return Vec::new() };
    let events = [(Issued, Metric::Issued), (Repealed, Metric::Repealed), (InForce, Metric::InForce)];
    let alone =
        clean(words, &[Absence, Document, Issued, Repealed, InForce]) && clean(behind(words, at), &[]);
    events.into_iter().filter(|(w, _)| alone && any(words, &[*w])).map(|(_, m)| m).collect()
}

/// The kinds listed at the end of the clause: `行政复议、行政诉讼` of `未发生因信息公开引起的行政复议、行政诉讼情况`.
/// What comes before them says why or by whom.
fn heads(words: &[Item], x: &Context) -> Vec<Word> {
    let mut heads = Vec::new();
    // Something else stands last in the list; only 、 and 和 may stand between it and what is read.
    let mut others = false;
    for item in words.iter().rev() {
        match word(item) {
            Some(Carried) => heads.extend(direction(words, x)),
            Some(NextYear | LastYear | Demand) => {}
            Some(Comma | Conjunction) => others = false,
            // 未发生因信息公开引起的举报、复议、诉讼和申诉.
            Some(Foreign) => others = heads.is_empty(),
            _ if others => break,
            Some(w) if HEADS.iter().any(|(h, _)| *h == w) => heads.push(w),
            _ if plain(item) || (word(item) == Some(DisclosureLaw) && !heads.is_empty()) => {}
            _ => break,
        }
        // 因政府信息公开申请提起的行政复议: the request is why, not what.
        let of = item.to - item.from == 1 && word(item) == Some(Filler) && !heads.is_empty();
        if of && heads.iter().any(|h| matches!(h, Review | Litigation)) {
            break;
        }
    }
    heads.reverse();
    heads
}

/// A request did not come in: nobody filed one, none was received, there was none.
fn said_of_requests(words: &[Item], list: &[Word]) -> bool {
    let named = |items: &[Item]| any(items, &[Request]);
    let Some(at) = first(words, &[Request, Apply]) else { return false };
    let front = words.get(1..at).unwrap_or_default();
    let received = any(words, &[Receive]);
    let kinds = words.iter().filter_map(word).filter(|w| matches!(w, Channel | Applicant)).count();
    let sub = kinds == 1 && !any(words, &[Everyone, AndSoOn]);
    let because_of_it = list.iter().any(|w| matches!(w, Review | Litigation)) && !received;
    let direct = clean(front, &[DisclosureLaw]);
    let to_us = received && !any(front, &[Foreign, Review, Litigation]);
    (named(words) || clean(front, &[Receive]))
        && !sub
        && !any(words, &[Restrict])
        && !because_of_it
        && (direct || to_us)
}

/// 无上年结转, 无下年度结转: without the year named it is not known which way.
fn direction(words: &[Item], x: &Context) -> Option<Word> {
    let last_year = x.year.and_then(|y| y.checked_sub(1));
    let named = words.iter().any(|i| matches!(i.token, Token::Year(y) if Some(y) == last_year));
    match (named || any(words, &[LastYear]), any(words, &[NextYear])) {
        (true, false) => Some(CarriedIn),
        (false, true) => Some(CarriedOut),
        _ => None,
    }
}

/// Whether a word of absence starts here that what follows does not take back.
pub fn starts(items: &[Item]) -> bool {
    items.first().and_then(word) == Some(Absence) && !behind(items, 0).is_empty()
}
