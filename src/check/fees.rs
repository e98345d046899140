//! The fee for handling requests, which section 六 must speak of since the form of 2021.

use super::{Assessment, Check, Verdict};
use crate::form::Form;
use crate::model::{Finding, Report, SectionKind, Severity};

/// Section 六 states 信息处理费, be it that none was charged.
pub const HANDLING: Check = Check {
    rule: "fees.handling",
    must_hold: "第六部分报告依申请公开信息处理费收取情况",
    why: "the notice of 2021 asks for it; the fee is not 行政事业性收费 of section 二; not assessable without section 六",
    source: "国办公开办函〔2021〕30号; 国办函〔2020〕109号",
    assess: |report, form| handling(report, form).into_iter().collect(),
};

fn handling(report: &Report, form: &Form) -> Option<Assessment> {
    let asked = form.id() == "2021" && report.sections.iter().any(|s| s.kind == SectionKind::Other);
    let stated = report.narrative.iter().any(|n| n.metric == "handling_fee")
        || report.sections.iter().any(|s| s.kind == SectionKind::Other && s.text.contains("处理费"));
    let finding = (!stated).then(|| Finding {
        rule: "fees.handling".to_owned(),
        severity: Severity::Info,
        fields: Vec::new(),
        published: None,
        computed: None,
        message: "“六、其他需要报告的事项”没有说明依申请公开信息处理费收取情况".to_owned(),
    });
    let verdict = if stated { Verdict::Holds } else { Verdict::Fails };
    asked.then_some(Assessment {
        rule: "fees.handling", subject: "信息处理费".to_owned(), verdict, finding
    })
}
