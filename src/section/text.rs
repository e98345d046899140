//! The prose of each section.

use super::heading::wordings;
use crate::form::script::simplify;
use crate::model::{Block, Part, ReportSection, SectionKind, Sections};

/// The prose of each section: no table text, no furniture, one paragraph a line.
pub fn texts(sections: &Sections) -> Vec<ReportSection> {
    let named = sections.parts.iter().filter_map(|part| Some((part.kind?, part)));
    named.map(|(kind, part)| section(kind, part)).collect()
}

fn section(kind: SectionKind, part: &Part) -> ReportSection {
    let has_table = matches!(kind, SectionKind::Proactive | SectionKind::Requests | SectionKind::Proceedings);
    let lines = part.blocks.iter().filter_map(|b| match b {
        Block::Line(line) if !has_table || is_prose(&line.text) => Some(line.text.trim()),
        _ => None,
    });
    let text = lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
    let pictures = part.blocks.iter().filter(|b| matches!(b, Block::Picture)).count();
    ReportSection { kind, heading: part.heading.clone(), pages: pages(part), text, pictures }
}

fn pages(part: &Part) -> Option<[u32; 2]> {
    let spans = part.blocks.iter().filter_map(|b| match b {
        Block::Line(line) => line.place.page.map(|first| (first, line.last_page.unwrap_or(first))),
        Block::Table(table) => table_pages(table),
        Block::Picture => None,
    });
    spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map(|(first, last)| [first, last])
}

fn table_pages(table: &crate::model::RawTable) -> Option<(u32, u32)> {
    let cells = table.cells.iter().filter_map(|c| c.place.page);
    cells.chain(table.place.page).map(|p| (p, p)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// A sentence, not a cell of a table that was printed as lines.
pub fn is_prose(text: &str) -> bool {
    let sentence = ['。', '；', '，'].iter().any(|c| text.contains(*c)) || text.trim_end().ends_with('：');
    let squeezed: String = simplify(text).split_whitespace().collect();
    sentence && wordings().table(&squeezed).is_none() && !squeezed.contains("区分处理的")
}

/// The paragraph that says what the report is made from: notice, period, whom to ask.
pub fn is_introduction(text: &str) -> bool {
    let squeezed: String = simplify(text).split_whitespace().collect();
    let says = |words: &[&str]| words.iter().any(|w| squeezed.contains(w));
    says(&["统计期限", "统计周期", "本年度报告", "本报告", "现予公布", "现公布", "编制", "邮编", "邮政编码"])
        && says(&["年度报告", "数据", "联系", "报告"])
}
