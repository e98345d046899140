//! The six sections of a report.

use super::Block;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The six sections that 国办公开办函〔2019〕60号 and 〔2021〕30号 prescribe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// 一、总体情况
    Overview,
    /// 二、主动公开政府信息情况
    Proactive,
    /// 三、收到和处理政府信息公开申请情况
    Requests,
    /// 四、政府信息公开行政复议、行政诉讼情况
    Proceedings,
    /// 五、存在的主要问题及改进情况
    Problems,
    /// 六、其他需要报告的事项
    Other,
}

impl SectionKind {
    /// The six sections in the form's order.
    pub const ALL: [SectionKind; 6] = [
        SectionKind::Overview,
        SectionKind::Proactive,
        SectionKind::Requests,
        SectionKind::Proceedings,
        SectionKind::Problems,
        SectionKind::Other,
    ];
}

/// The document cut at its headings. Concatenating the blocks of all parts gives the document again,
/// except that a line holding a heading in its middle is cut there and the heading itself is taken out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sections {
    /// Parts in document order; those before the first heading and after the last have `kind: None`.
    pub parts: Vec<Part>,
}

/// A stretch of the document under one heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// Which section it is; `None` for front matter, site chrome and what follows the report.
    pub kind: Option<SectionKind>,
    /// The heading as printed, with its ordinal.
    pub heading: Option<String>,
    /// What stands under the heading: prose and tables in order.
    pub blocks: Vec<Block>,
}
