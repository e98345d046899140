//! One pass over the sentences of a section.

use super::absence;
use super::clause::{Clause, any, word};
use super::events::{self, Context};
use super::lexicon::{Lexicon, Word, lexicon};
use super::metric::Metric;
use super::token::{Item, Number, Sentence, Token, Unit};
use crate::model::{Narrative, ReportSection, SectionKind};
use rust_decimal::Decimal;

/// Characters from and to.
type Span = (usize, usize);

/// A number found, with the characters of its clause.
struct Found {
    metric: Metric,
    value: Decimal,
    /// Characters of the unit; none for a stated zero.
    unit: Option<Span>,
    scope: Option<Span>,
    quote: Span,
    /// Where the number stands, for the order.
    parts: bool,
}

/// Reads the numbers of one section's prose.
pub fn section(section: &ReportSection, year: Option<u16>, out: &mut Vec<Narrative>) {
    let mut reader = Reader {
        text: &section.text,
        kind: section.kind,
        year,
        requests: section.kind == SectionKind::Requests,
        lexicon: lexicon(),
    };
    let mut sentence = Sentence::default();
    let mut at = 0;
    while at < section.text.len() {
        at = sentence.fill(&section.text, at, reader.lexicon);
        reader.sentence(&sentence, out);
    }
}

struct Reader<'t> {
    text: &'t str,
    kind: SectionKind,
    year: Option<u16>,
    /// The talk is of requests, from sentence to sentence.
    requests: bool,
    lexicon: &'static Lexicon,
}

/// What the words of a sentence so far say.
#[derive(Default)]
struct State {
    context: Context,
    /// Another year, or several, is spoken of.
    other_year: bool,
    scope: Option<Span>,
    /// The clause has named its scope.
    scope_here: bool,
    /// Requests were handled late.
    late: bool,
    /// What the next numbers count, last first.
    list: Vec<Metric>,
    /// Open brackets.
    depth: usize,
    /// Behind 其中.
    whereof: bool,
    /// The clause that stated the requests received.
    received: Option<(Decimal, usize, Option<Span>)>,
    found: Vec<Found>,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: &Sentence, out: &mut Vec<Narrative>) {
        let mut state = State::default();
        state.context.year = self.year;
        state.context.section = Some(self.kind);
        state.context.law = any(&sentence.items, &[Word::DisclosureLaw, Word::Request]);
        state.context.papers = any(&sentence.items, &[Word::Attribute]);
        let outcomes = sentence.items.iter().filter_map(word).filter(|w| events::OUTCOME_WORDS.contains(w));
        // Papers are open or not; only requests have three outcomes and more.
        state.context.outcomes = outcomes.count() > 2;
        let mut from = 0;
        for (at, item) in sentence.items.iter().enumerate() {
            if let Token::Stop(stop) = item.token
                && !leads_to_number(stop, sentence.items.get(at + 1))
            {
                self.clause(sentence.items.get(from..at).unwrap_or_default(), &mut state);
                state.stop(stop);
                from = at + 1;
            }
        }
        self.clause(sentence.items.get(from..).unwrap_or_default(), &mut state);
        out.extend(state.certain().map(|f| self.narrative(sentence, f)));
    }

    /// Reads one clause: its numbers, or what it says there was none of.
    fn clause(&mut self, clause: &[Item], state: &mut State) {
        let mut mark = 0;
        state.scope_here = false;
        for (at, item) in clause.iter().enumerate() {
            self.note(
                item,
                clause.get(at + 1..).unwrap_or_default(),
                clause.get(..at).unwrap_or_default(),
                state,
            );
            match item.token {
                Token::Number(number) => {
                    self.number(clause, mark, at, number, state);
                    mark = at + 1;
                }
                Token::Word(Word::Absence) => self.absence(clause, mark, at, state),
                _ => {}
            }
        }
        self.all_handled(clause, state);
    }

    /// What a word tells of the talk, the year and the scope.
    fn note(&mut self, item: &Item, behind: &[Item], before: &[Item], state: &mut State) {
        use Word::*;
        match item.token {
            Token::Year(year) => {
                let apart = compares(before) || of_carry(behind) || onward(before);
                if !apart {
                    state.other_year = self.year.is_some_and(|y| y != year);
                }
            }
            Token::Word(LastYear) if !compares(before) && !of_carry(behind) && !onward(before) => {
                state.other_year = true;
            }
            Token::Word(ThisYear) => state.other_year = false,
            Token::Word(OtherPeriod) => state.other_year = true,
            Token::Word(Own | Scope) => state.in_scope(item, before, behind),
            Token::Word(Request) => {
                self.requests = true;
                state.context.foreign = false;
            }
            Token::Word(Apply) => {}
            Token::Word(Foreign | Attribute) => {
                self.requests = false;
                state.context.foreign = true;
                state.context.documents = false;
            }
            Token::Word(Document) => {
                self.requests = false;
                state.context.documents = true;
            }
            Token::Word(Disclosed | Published | Posted) => state.context.disclosing = true,
            Token::Word(Review | Litigation | Licence | Penalty | Coercion) => {
                state.context.documents = false;
            }
            Token::Word(Whereof) => state.whereof = true,
            Token::Word(Late) => state.late = true,
            _ => {}
        }
        state.context.requests = self.requests;
    }

    fn number(&mut self, clause: &[Item], mark: usize, at: usize, number: Number, state: &mut State) {
        let rest = clause.get(at + 1..).unwrap_or_default();
        let ends = |i: &Item| matches!(i.token, Token::Number(_)) || comma(i);
        let next = rest.iter().position(ends).unwrap_or(rest.len());
        let words = Clause {
            whole: clause.get(..at).unwrap_or_default(),
            before: clause.get(mark..at).unwrap_or_default(),
            number,
            after: rest.get(..next).unwrap_or_default(),
            more: rest.iter().any(|i| matches!(i.token, Token::Number(_))),
        };
        if state.other_year || number.unit == Unit::Foreign || !number.exact {
            return;
        }
        let rest_of_list = state.list.pop();
        state.context.parts = state.whereof || state.depth > 0;
        let Some(item) = clause.get(at) else { return };
        let quote = (clause.first().map_or(item.from, |i| i.from), clause.last().map_or(item.to, |i| i.to));
        let metrics = match rest_of_list {
            Some(metric) => vec![metric],
            None if any(words.before, &[Word::Respectively]) => state.in_turn(&words, rest),
            None => events::metrics(&words, &state.context),
        };
        self.requests |= metrics.contains(&Metric::Received) || metrics.contains(&Metric::Handled);
        for metric in metrics {
            let unit = (number.unit_length > 0).then_some((item.to - number.unit_length, item.to));
            state.add(metric, number.value, unit, quote);
        }
    }

    fn absence(&mut self, clause: &[Item], mark: usize, at: usize, state: &mut State) {
        let rest = clause.get(at..).unwrap_or_default();
        let again = rest.iter().skip(1).position(|i| word(i) == Some(Word::Absence)).map(|n| n + 1);
        let rest = rest.get(..again.unwrap_or(rest.len())).unwrap_or_default();
        let hypothetical =
            any(clause.get(mark..at).unwrap_or_default(), &[Word::Each, Word::Future, Word::OtherPeriod]);
        if state.other_year || hypothetical || !absence::starts(rest) || state.depth > 0 && state.whereof {
            return;
        }
        let quote = (clause.first().map_or(0, |i| i.from), clause.last().map_or(0, |i| i.to));
        for metric in absence::metrics(rest, &state.context) {
            state.add(metric, Decimal::ZERO, None, quote);
        }
    }

    /// `收到申请12件，均已办结`: both numbers are stated by one.
    fn all_handled(&self, clause: &[Item], state: &mut State) {
        let numbers = clause.iter().any(|i| matches!(i.token, Token::Number(_)));
        let Some((value, from, unit)) = state.received.filter(|_| !numbers && !state.context.handled) else {
            return;
        };
        // With requests carried over either way the total that was handled is not the number received.
        let carried =
            |f: &Found| matches!(f.metric, Metric::CarriedIn | Metric::CarriedOut) && !f.value.is_zero();
        let open = state.found.iter().any(carried);
        if value.is_zero() || open || state.depth > 0 || !events::all_handled(clause) {
            return;
        }
        let to = clause.last().map_or(from, |i| i.to);
        state.add(Metric::Handled, value, unit, (from, to));
    }

    fn narrative(&self, sentence: &Sentence, found: &Found) -> Narrative {
        let words = |(from, to): Span| sentence.quote(self.text, from, to).to_owned();
        Narrative {
            metric: found.metric.name().to_owned(),
            value: found.value,
            unit: found.unit.map(|u| words(u).trim_start_matches(['余', '多']).to_owned()),
            scope: found.scope.map(words),
            quote: words(found.quote),
            section: Some(self.kind),
        }
    }
}

impl State {
    /// The first scope word of a clause is who speaks; 因本机关不掌握 is a reason, 按照省政府办公厅要求 an order.
    fn in_scope(&mut self, item: &Item, before: &[Item], behind: &[Item]) {
        let reason = any(before, &[Word::Because]);
        let led = before.last().is_some_and(|i| i.token == Token::Gap);
        let order = word(item) == Some(Word::Scope) && led && any(behind, &[Word::Demand]);
        if !self.scope_here && !reason && !order {
            self.scope = Some((item.from, item.to));
            self.scope_here = true;
        }
    }

    /// 分别: the first number counts the first of what is listed, and so on; only if there are as many.
    fn in_turn(&mut self, words: &Clause<'_>, rest: &[Item]) -> Vec<Metric> {
        let mut listed = events::listed(words.before);
        let numbers = 1 + rest.iter().filter(|i| matches!(i.token, Token::Number(n) if n.exact)).count();
        if listed.len() != numbers {
            return Vec::new();
        }
        listed.reverse();
        let first = listed.pop();
        self.list = listed;
        first.into_iter().collect()
    }

    fn stop(&mut self, stop: char) {
        match stop {
            '(' => self.depth += 1,
            ')' => {
                self.depth = self.depth.saturating_sub(1);
                self.whereof &= self.depth > 0;
            }
            ';' => {
                self.whereof = false;
                self.depth = 0;
            }
            _ => {}
        }
    }

    fn add(&mut self, metric: Metric, value: Decimal, unit: Option<Span>, quote: Span) {
        match metric {
            Metric::Received => {
                self.context.received = true;
                self.received = self.received.or(Some((value, quote.0, unit)));
            }
            Metric::Handled => self.context.handled = true,
            _ => {}
        }
        let parts = self.whereof || self.depth > 0;
        self.found.push(Found { metric, value, unit, scope: self.scope, quote, parts });
    }

    /// 办理30件，其中29件办结、1件结转下年: the first is what was dealt with, and its parts tell how far.
    fn is_dealt_with(&self, found: &Found) -> bool {
        let sum = |done: &Found| {
            let left = self.found.iter().find(|g| g.metric == Metric::CarriedOut && !g.value.is_zero())?;
            done.value.checked_add(left.value)
        };
        let parts = self.found.iter().filter(|g| g.metric == Metric::Handled && g.parts);
        found.metric == Metric::Handled
            && !found.parts
            && parts.into_iter().any(|g| sum(g) == Some(found.value))
    }

    /// What the sentence states without contradiction: the first number of requests received or handled is the
    /// total and what follows its parts; of anything else two numbers for one scope leave it open which is meant.
    fn certain(&self) -> impl Iterator<Item = &Found> {
        let clear = |(at, f): &(usize, &Found)| {
            let same = |g: &&Found| g.metric == f.metric && (g.scope == f.scope || f.parts || g.parts);
            let earlier = self.found.iter().take(*at).filter(same).any(|g| !self.is_dealt_with(g));
            match f.metric {
                Metric::Handled if f.parts && self.late || self.is_dealt_with(f) => false,
                Metric::Received | Metric::Handled => !earlier,
                _ => self.found.iter().filter(same).all(|g| g.value == f.value) && !earlier,
            }
        };
        self.found.iter().enumerate().filter(clear).map(|(_, f)| f)
    }
}

/// `申请数：12件`: the colon leads to the number and ends no clause.
fn leads_to_number(stop: char, next: Option<&Item>) -> bool {
    stop == ':' && next.is_some_and(|i| matches!(i.token, Token::Number(_)))
}

/// 较2022年, 比上年, 与去年同期相比: the year is compared with, not spoken of.
fn compares(before: &[Item]) -> bool {
    let last = before.last();
    last.is_some_and(|i| word(i) == Some(Word::Versus)) || any(before, &[Word::Growth])
}

/// 2019年结转, 上年度未办结结转: the year whence requests came, and 结转至2022年: whereto.
fn of_carry(behind: &[Item]) -> bool {
    let clause = behind.iter().take_while(|i| !matches!(i.token, Token::Number(_)));
    let mut words = clause.filter_map(word);
    words.any(|w| matches!(w, Word::Carried | Word::CarriedIn | Word::CarriedOut))
}

/// 结转至2024年: the year whereto.
fn onward(before: &[Item]) -> bool {
    before.last().and_then(word).is_some_and(|w| matches!(w, Word::Carried | Word::CarriedOut))
}

/// 、 between the members of a list.
fn comma(item: &Item) -> bool {
    word(item) == Some(Word::Comma)
}
