use super::*;

/// 国办公开办函〔2019〕60号 has 198 numbers, 〔2021〕30号 has 200 (207 with （六） in one row).
#[test]
fn each_form_has_every_number_of_its_notice() {
    let counts: Vec<_> = all().map(|f| (f.id(), f.merged, f.fields.len())).collect();
    assert_eq!(counts, [("2019", false, 198), ("2021", false, 200), ("2021", true, 207)]);
}

#[test]
fn every_embedded_file_is_read() {
    for text in SPECS {
        let spec = serde_json::from_str::<Spec>(text);
        assert!(spec.is_ok(), "{:?}", spec.err());
    }
}

#[test]
fn paths_are_unique_and_identities_name_existing_fields() {
    for form in all() {
        let mut ids: Vec<_> = form.fields.iter().map(|f| &f.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), form.fields.len());
        for identity in &form.identities {
            assert!(identity.fields().all(|f| form.field(f).is_some()), "{identity:?}");
        }
    }
}

#[test]
fn sums_follow_the_notice() {
    let form = get("2021").expect("embedded");
    let count = |rule| form.identities.iter().filter(|i| i.rule == rule).count();
    assert_eq!(count("requests.row_sum"), 25);
    assert_eq!(count("requests.outcome_sum"), 7);
    assert_eq!(count("requests.balance"), 7);
    assert_eq!(count("proceedings.sum"), 3);
    let outcome = form.identities.iter().find(|i| i.rule == "requests.outcome_sum").expect("some");
    assert_eq!(outcome.right.len(), 21);
}

#[test]
fn the_merged_variant_sums_one_row_instead_of_three() {
    let form = variant("2021", true).expect("embedded");
    let outcome = form.identities.iter().find(|i| i.rule == "requests.outcome_sum").expect("some");
    assert_eq!(outcome.right.len(), 19);
    assert!(outcome.right.iter().any(|f| f == "requests.other_handling.unspecified.natural_person"));
}

#[test]
fn only_changes_are_signed_and_only_money_is_an_amount() {
    for field in all().flat_map(|f| &f.fields) {
        assert_eq!(field.signed, field.id.ends_with("items_change"), "{}", field.id);
        assert_eq!(field.unit == Unit::Amount, field.id.ends_with("amount"), "{}", field.id);
    }
}
