//! How cells look, by what they hold and what is said of them.

use super::super::flags::Flag;
use crate::model::Severity;
use rust_xlsxwriter::{Color, Format, FormatAlign};

/// The colours in which Excel itself marks bad, neutral and notable cells.
pub const fn color(severity: Severity) -> Color {
    Color::RGB(match severity {
        Severity::Error => 0xFF_C7_CE,
        Severity::Warning => 0xFF_EB_9C,
        Severity::Info => 0xDD_EB_F7,
    })
}

/// The Chinese header above the English one.
pub fn header() -> Format {
    let format = Format::new().set_bold().set_background_color(Color::RGB(0xD9_E1_F2));
    format.set_text_wrap().set_align(FormatAlign::Top).set_indent(1)
}

/// The English header: the names by which other formats call the columns.
pub fn name() -> Format {
    header().set_font_color(Color::RGB(0x44_54_6A))
}

/// Prose that fills its cell.
pub fn prose() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// The looks of a sheet's cells.
pub struct Looks {
    plain: Look,
    error: Look,
    warning: Look,
    info: Look,
}

/// How a cell of one colour looks, by what it holds.
pub struct Look {
    pub text: Format,
    /// Text that begins as a formula does stays text when it is edited.
    pub quoted: Format,
    pub integer: Format,
    pub whole: Format,
    pub decimal: Format,
}

impl Looks {
    /// For columns whose texts stand on one line, or fill the lines of their row.
    pub fn new(wrapped: bool) -> Looks {
        let base = if wrapped { prose() } else { Format::new().set_align(FormatAlign::Top) };
        let flagged = |severity| Look::new(&base.clone().set_background_color(color(severity)));
        Looks {
            plain: Look::new(&base),
            error: flagged(Severity::Error),
            warning: flagged(Severity::Warning),
            info: flagged(Severity::Info),
        }
    }

    pub fn of(&self, flag: Option<&Flag>) -> &Look {
        match flag.map(|f| f.severity) {
            None => &self.plain,
            Some(Severity::Error) => &self.error,
            Some(Severity::Warning) => &self.warning,
            Some(Severity::Info) => &self.info,
        }
    }
}

impl Look {
    fn new(base: &Format) -> Look {
        // Numbers stand on the right of their cell: text in the next one keeps off them.
        let text = base.clone().set_indent(1);
        Look {
            quoted: text.clone().set_quote_prefix(),
            text,
            integer: base.clone().set_num_format("0"),
            whole: base.clone().set_num_format("#,##0"),
            decimal: base.clone().set_num_format("#,##0.00########"),
        }
    }
}
