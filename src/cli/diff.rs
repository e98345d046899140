//! `gongkai diff`

use super::archive_args::{Lang, Wanted, open, read, unless_closed};
use super::records::{Item, Out, OutputFormat, Record};
use super::terminal::{Table, safe_line};
use anyhow::bail;
use clap::Args;
use gongkai::archive::comparable::Likeness;
use gongkai::archive::diff::{Change, Comparison, Side, TextChange, compare};
use gongkai::archive::history::{Agency, History, Volume};
use gongkai::archive::{self, AgencyKey};
use gongkai::model::Report;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `diff`.
#[derive(Debug, Args)]
#[command(after_help = "\
With an archive (the folder that `gongkai extract … -o OUT` has written), each agency's years are compared one with the \
next. With two reports, the first is the earlier. Only what changed is told; --all tells the rest too.

Numbers of different forms are compared only where they mean the same; ≈ marks those that nearly do, Σ a split row added \
up. Marks name the rules that a number breaks, within its report or against the year before. A blank counts as 0 in a \
change.

Exit code: 0, or 2 where the arguments cannot be used or a file cannot be read.

Examples:
  gongkai diff out --agency 水利局 --years 2019..2024
  gongkai diff out --format csv > changes.csv
  gongkai diff 2022.pdf 2023.pdf --lang en")]
pub struct DiffArgs {
    /// The folder of a finished run, or the earlier of two reports
    #[arg(value_name = "ARCHIVE|A")]
    pub first: PathBuf,
    /// The later report
    #[arg(value_name = "B")]
    pub second: Option<PathBuf>,
    #[command(flatten)]
    pub wanted: Wanted,
    /// Also what did not change
    #[arg(long)]
    pub all: bool,
    /// How to show it
    #[arg(long, value_enum, default_value = "table")]
    pub format: OutputFormat,
    /// Language of headings
    #[arg(long, value_enum, default_value = "zh")]
    pub lang: Lang,
}

pub fn run(args: &DiffArgs) -> anyhow::Result<ExitCode> {
    let mut out = Out::stdout(args.format, &COLUMNS)?;
    match &args.second {
        Some(second) => two(&args.first, second, args, &mut out)?,
        None if args.first.is_dir() => years(args, &mut out)?,
        None => bail!("{}: give a second report, or the folder of a finished run", args.first.display()),
    }
    unless_closed(out.end())?;
    Ok(ExitCode::SUCCESS)
}

/// Each agency's years of an archive.
fn years(args: &DiffArgs, out: &mut Out<impl Write>) -> anyhow::Result<()> {
    let selection = args.wanted.selection();
    let archive = open(&args.first, &selection)?;
    let mut compared = false;
    for entries in archive.agencies().filter(|entries| selection.has_agency(entries)) {
        let agency = archive.load(entries)?;
        let volumes: Vec<&Volume> =
            agency.history.volumes.iter().filter(|v| selection.has_year(Some(v.year))).collect();
        for pair in volumes.windows(2) {
            if let [before, after] = pair {
                compared = true;
                let told = tell(&Pair { agency: &agency, before, after }, args, out);
                if told.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
                    return Ok(());
                }
                told?;
            }
        }
    }
    if !compared {
        eprintln!(
            "{}",
            args.lang.pick("没有可以比较的年份：每个机关只有一年", "no two years of one agency to compare")
        );
    }
    Ok(())
}

/// Two reports, whatever agency and year.
fn two(first: &Path, second: &Path, args: &DiffArgs, out: &mut Out<impl Write>) -> anyhow::Result<()> {
    if args.wanted.is_set() {
        bail!("--agency and --years go with an archive, not with two reports");
    }
    if first.is_dir() || second.is_dir() {
        bail!("give one archive or two reports, not a folder beside another input");
    }
    let named =
        |file: &Path| -> anyhow::Result<(String, Report)> { Ok((file.display().to_string(), read(file)?)) };
    let (before, after) = (named(first)?, named(second)?);
    let agency = agency(&before.1, &after.1);
    let (before, after) = volumes(before, after);
    unless_closed(tell(&Pair { agency: &agency, before: &before, after: &after }, args, out))
}

fn agency(before: &Report, after: &Report) -> Agency {
    let names: Vec<&String> = [&before.agency.name, &after.agency.name].into_iter().flatten().collect();
    let name = match names.as_slice() {
        [a, b] if archive::normal(a) != archive::normal(b) => format!("{a} → {b}"),
        [.., last] => (*last).clone(),
        [] => "?".to_owned(),
    };
    Agency { key: AgencyKey(archive::normal(&name)), name, region_code: None, history: History::default() }
}

/// Years that follow one another may read each other's run-together numbers; other reports stand alone.
fn volumes(before: (String, Report), after: (String, Report)) -> (Volume, Volume) {
    let follow = before.1.year.and_then(|y| y.checked_add(1)) == after.1.year && after.1.year.is_some();
    let alone = |(path, report): (String, Report)| Volume::alone(path, report);
    if !follow {
        return (alone(before), alone(after));
    }
    let mut volumes = History::of(vec![before.clone(), after.clone()]).volumes.into_iter();
    let both = volumes.next().zip(volumes.next());
    both.unwrap_or_else(|| (alone(before), alone(after)))
}

/// Two reports and whose they are.
struct Pair<'a> {
    agency: &'a Agency,
    before: &'a Volume,
    after: &'a Volume,
}

fn tell(pair: &Pair<'_>, args: &DiffArgs, out: &mut Out<impl Write>) -> io::Result<()> {
    let mut comparison = compare(pair.before, pair.after);
    if !args.all {
        comparison.numbers.retain(Change::is_told);
        comparison.texts.retain(TextChange::is_told);
    }
    match out {
        Out::Table(out) => table(out, pair, &comparison, args.lang),
        Out::Records(out) => {
            comparison.numbers.iter().try_for_each(|c| out.write(number(pair, c)))?;
            comparison.texts.iter().try_for_each(|t| out.write(text(pair, t)))
        }
    }
}

fn year(volume: &Volume) -> String {
    volume.report.year.map_or("?".to_owned(), |y| y.to_string())
}

fn table(out: &mut impl Write, pair: &Pair<'_>, comparison: &Comparison, lang: Lang) -> io::Result<()> {
    let (before, after) = (year(pair.before), year(pair.after));
    writeln!(out, "{}", safe_line(&format!("{}  {before} → {after}", pair.agency.name)))?;
    if comparison.numbers.is_empty() {
        writeln!(out, "  {}", lang.pick("可比数据没有变化", "no comparable number changed"))?;
    } else {
        let (name, change, marks) = match lang {
            Lang::Zh => ("项目", "变化", "标记"),
            Lang::En => ("number", "change", "marks"),
        };
        let mut rows =
            vec![[&format!("  {name}"), &before, &after, change, "%", marks].map(str::to_owned).to_vec()];
        rows.extend(comparison.numbers.iter().map(|c| row(c, lang)));
        write!(out, "{}", Table::new("  ", usize::MAX).right(&[1, 2, 3, 4]).rows(rows))?;
    }
    comparison.texts.iter().try_for_each(|t| prose(out, t, &before, lang))
}

/// Characters of a label that are told: nearly all of the form's have no more without their notes.
const LABEL: usize = 34;

/// A label as short as it stays clear: 三、本年度办理结果 is above all outcomes, notes in brackets are for who fills in the form.
/// What is still too long loses the end of its row's name and keeps the column.
fn short(label: &str) -> String {
    let label = label.strip_prefix("三、本年度办理结果/").unwrap_or(label);
    let plain = without_notes(label);
    let (row, column) =
        plain.split_once(" × ").map_or((plain.as_str(), String::new()), |(r, c)| (r, format!(" × {c}")));
    let room = LABEL.saturating_sub(column.chars().count());
    if row.chars().count() <= room {
        return plain;
    }
    let beginning: String = row.chars().take(room.saturating_sub(1)).collect();
    format!("{}…{column}", beginning.trim_end_matches(['、', '，']))
}

/// Without what stands in brackets and is no number of an item such as （一）.
fn without_notes(label: &str) -> String {
    let mut plain = String::new();
    let mut rest = label;
    while let Some((before, note)) = rest.split_once('（') {
        let (note, behind) = note.split_once('）').unwrap_or((note, ""));
        plain.push_str(before);
        if note.chars().count() == 1 {
            plain.push_str(&format!("（{note}）"));
        }
        rest = behind;
    }
    plain + rest
}

fn row(change: &Change, lang: Lang) -> Vec<String> {
    let likeness = match change.likeness {
        Likeness::Same => "",
        Likeness::Near => "≈",
        Likeness::Sum => "Σ",
    };
    let signed = |value: rust_decimal::Decimal| {
        let sign = if value > rust_decimal::Decimal::ZERO { "+" } else { "" };
        format!("{sign}{}", value.normalize())
    };
    let name = match lang {
        Lang::Zh => short(&change.label),
        Lang::En => change.fields.first().map(ToString::to_string).unwrap_or_default(),
    };
    vec![
        format!("  {}{likeness}", safe_line(&name)),
        shown(change.before, lang),
        shown(change.after, lang),
        change.change.map(signed).unwrap_or_default(),
        change.percent.map(signed).unwrap_or_default(),
        change.breaks.join(", "),
    ]
}

/// The number, or why there is none; marked where it was not simply printed.
fn shown(side: Side, lang: Lang) -> String {
    let trust = match side.trust.name() {
        "printed" => "",
        "solved" => lang.pick("还原", "solved"),
        "resolved" => lang.pick("邻年还原", "resolved"),
        "blank" => lang.pick("空白", "blank"),
        "absent" => lang.pick("无此项", "absent"),
        "ambiguous" => lang.pick("多种读法", "ambiguous"),
        "unreadable" => lang.pick("非数值", "unreadable"),
        _ => lang.pick("文本不一", "disputed"),
    };
    match side.value.map(|v| v.normalize().to_string()) {
        Some(value) if trust.is_empty() || trust == "还原" || trust == "solved" => value,
        Some(value) => format!("{value}({trust})"),
        None => trust.to_owned(),
    }
}

/// Passages that are told on a terminal; CSV and JSON hold all.
const PASSAGES: usize = 3;

/// Characters of a passage that are told.
const BEGINNING: usize = 50;

fn prose(out: &mut impl Write, text: &TextChange, before: &str, lang: Lang) -> io::Result<()> {
    let (added, removed) = (&text.passages.added, &text.passages.removed);
    let kept = match lang {
        Lang::Zh => {
            format!("{}%的文字与{before}年相同，新增{}段，删去{}段", text.kept, added.len(), removed.len())
        }
        Lang::En => {
            format!(
                "{}% as in {before}, {} passages added, {} removed",
                text.kept,
                added.len(),
                removed.len()
            )
        }
    };
    writeln!(out, "  {}", safe_line(&format!("{}  {kept}", text.heading)))?;
    let marked = |mark: &'static str, list: &[String]| {
        let some: Vec<String> =
            list.iter().take(PASSAGES).map(|p| format!("    {mark} {}", beginning(p))).collect();
        some
    };
    let lines = marked("+", added).into_iter().chain(marked("-", removed));
    lines.into_iter().try_for_each(|line| writeln!(out, "{}", safe_line(&line)))
}

fn beginning(text: &str) -> String {
    let beginning: String = text.chars().take(BEGINNING).collect();
    if beginning.len() < text.len() { beginning + "…" } else { beginning }
}

/// The columns of CSV and JSON: numbers and sections in one table, told apart by `kind`.
const COLUMNS: [&str; 22] = [
    "agency",
    "agency_key",
    "region_code",
    "year_before",
    "year_after",
    "kind",
    "field",
    "label",
    "likeness",
    "before",
    "before_status",
    "after",
    "after_status",
    "change",
    "percent",
    "breaks",
    "page_after",
    "kept_percent",
    "added",
    "removed",
    "path_before",
    "path_after",
];

fn number(pair: &Pair<'_>, change: &Change) -> Record {
    let likeness = match change.likeness {
        Likeness::Same => "same",
        Likeness::Near => "near",
        Likeness::Sum => "sum",
    };
    let page = change.fields.first().and_then(|f| pair.after.page(f));
    let middle = [
        Item::text("number"),
        Item::text(change.fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ")),
        Item::text(&change.label),
        Item::text(likeness),
        Item::Number(change.before.value),
        Item::text(change.before.trust.name()),
        Item::Number(change.after.value),
        Item::text(change.after.trust.name()),
        Item::Number(change.change),
        Item::Number(change.percent),
        Item::List(change.breaks.clone()),
        Item::whole(page),
        Item::Number(None),
        Item::List(Vec::new()),
        Item::List(Vec::new()),
    ];
    record(pair, middle)
}

fn text(pair: &Pair<'_>, text: &TextChange) -> Record {
    let kind = serde_json::to_value(text.kind).ok();
    let middle = [
        Item::text("section"),
        Item::text(kind.as_ref().and_then(|k| k.as_str()).unwrap_or_default()),
        Item::text(&text.heading),
        Item::Text(None),
        Item::Number(None),
        Item::Text(None),
        Item::Number(None),
        Item::Text(None),
        Item::Number(None),
        Item::Number(None),
        Item::List(Vec::new()),
        Item::Number(None),
        Item::Number(Some(text.kept)),
        Item::List(text.passages.added.clone()),
        Item::List(text.passages.removed.clone()),
    ];
    record(pair, middle)
}

/// The middle columns between whose they are and where they come from.
fn record(pair: &Pair<'_>, middle: [Item; 15]) -> Record {
    let front = [
        Item::text(&pair.agency.name),
        Item::text(&pair.agency.key.0),
        Item::Text(pair.agency.region_code.clone()),
        Item::whole(pair.before.report.year),
        Item::whole(pair.after.report.year),
    ];
    let end = [Item::text(&pair.before.path), Item::text(&pair.after.path)];
    COLUMNS.into_iter().zip(front.into_iter().chain(middle).chain(end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_short_and_clear() {
        for (label, told) in [
            (
                "三、本年度办理结果/（二）部分公开（区分处理的，只计这一情形，不计其他情形） × 自然人",
                "（二）部分公开 × 自然人",
            ),
            (
                "第二十条第（八）项/行政事业性收费/本年收费金额（单位：万元）",
                "第二十条第（八）项/行政事业性收费/本年收费金额",
            ),
            (
                "三、本年度办理结果/（六）其他处理/2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 × 总计",
                "（六）其他处理/2.申请人逾期未按收费通知要求缴纳费用… × 总计",
            ),
            ("行政复议/总计", "行政复议/总计"),
        ] {
            assert_eq!(short(label), told);
        }
    }
}
