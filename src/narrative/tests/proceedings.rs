//! Reviews and litigation.

use super::{numbers, states};
use crate::model::SectionKind;

#[test]
fn counted() {
    states(&[
        (
            "政府信息公开行政复议351件，其中结果维持72件，结果纠正64件，其他结果178件，尚未审结37件；政府信息公开行政诉讼46件，其中结果维持25件。",
            "reviews=351 litigations=46",
        ),
        ("信息公开类行政复议7件，诉讼9件，均获维持。", "reviews=7 litigations=9"),
        ("因政府信息公开被申请行政复议3件、提起行政诉讼2件。", "reviews=3 litigations=2"),
        ("因信息公开引发行政复议1起，行政诉讼0起。", "reviews=1 litigations=0"),
        ("发生政府信息公开行政复议案件2件，行政诉讼案件1件。", "reviews=2 litigations=1"),
        ("政府信息公开行政复议、行政诉讼各1件。", "reviews=1 litigations=1"),
        ("行政复议、行政诉讼均为0件。", "reviews=0 litigations=0"),
        ("政府信息公开行政复议、行政诉讼0件。", "reviews=0 litigations=0"),
        ("政府信息公开行政复议、行政诉讼共3件。", ""),
        ("政府信息公开行政复议和行政诉讼分别为3件、2件。", "reviews=3 litigations=2"),
        ("政府信息公开类行政复议3件，其中:结果维持2件。", "reviews=3"),
        ("涉及政府信息公开的行政复议案件2件。", "reviews=2"),
        ("被复议2件，被诉讼1件。政府信息公开。", "reviews=2 litigations=1"),
        ("因政府信息公开工作被申请行政复议0件，被提起行政诉讼0件。", "reviews=0 litigations=0"),
        ("发生3件行政复议。", "reviews=3"),
        ("2023年市科委有1件涉及政府信息公开工作的行政复议。", "reviews=1"),
        (
            "全区政府信息公开工作方面共有行政诉讼案件1件、行政复议案件2件，均已结案。",
            "litigations=1 reviews=2",
        ),
        ("行政复议申请2件，均为政府信息公开。", "reviews=2"),
    ]);
}

#[test]
fn none() {
    states(&[
        ("未发生行政复议、行政诉讼案件。", "reviews=0 litigations=0"),
        ("尚未发生因政府信息公开工作被申请行政复议、行政诉讼等情况。", "reviews=0 litigations=0"),
        ("没有因政府信息公开申请引起的行政复议和行政诉讼。", "reviews=0 litigations=0"),
        ("年度无行政复议、行政诉讼的情况发生。", "reviews=0 litigations=0"),
        ("我局未发生依申请公开政府信息方面的行政复议和行政诉讼。", "reviews=0 litigations=0"),
        ("无政府信息公开行政复议、提起行政诉讼情况。", "reviews=0 litigations=0"),
        ("未被申请行政复议、提起行政诉讼。", "reviews=0 litigations=0"),
        ("未发生因政府信息公开引发的举报、投诉、行政复议、行政诉讼。", "reviews=0 litigations=0"),
        ("没有收到因政府信息公开提起的行政复议。", "reviews=0"),
        ("未产生行政诉讼。", "litigations=0"),
        (
            "全年未发生针对我乡有关政府信息公开事务的行政复议案件、行政诉讼案件和举报申诉件。",
            "reviews=0 litigations=0",
        ),
        ("未发生因行政复议引起的投诉。", ""),
    ]);
}

#[test]
fn an_office_that_decides_reviews_counts_others_too() {
    states(&[
        ("全年办理行政复议案件120件。", ""),
        ("全年受理行政复议申请120件，审结110件。", ""),
        ("复议后起诉2件，未经复议直接起诉3件。", ""),
        ("行政诉讼结果维持3件。", ""),
    ]);
    assert_eq!(numbers(SectionKind::Proceedings, "全年收到行政复议3件。"), "reviews=3");
}
