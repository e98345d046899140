//! Names as reports print them.

use super::*;
use crate::model::Contact;

fn agency(name: &str, year: u16, path: &str, address: &str, phone: &str, letterhead: &str) -> Agency {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let contact = Contact { address: some(address), phone: some(phone), ..Contact::default() };
    let letterhead = || letterhead.to_owned();
    let context = Context { year: Some(year), path, contact: &contact, letterhead: &letterhead };
    locate(Some(name.to_owned()), &context)
}

fn alone(name: &str) -> Option<String> {
    agency(name, 2021, "report.pdf", "", "", "").region_code
}

fn is(name: &str, code: &str) {
    assert_eq!(alone(name).as_deref(), Some(code), "{name}");
}

#[test]
fn a_full_name_is_enough() {
    is("霍邱县龙潭镇", "341522115");
    is("霍邱县龙潭镇人民政府", "341522115");
    is("安徽省六安市霍邱县龙潭镇", "341522115");
    is("霍邱县人民政府", "341522");
    is("淮安市人民政府", "3208");
    is("江苏省淮安市", "3208");
    is("上海市科委", "31");
    is("上海市人民政府办公厅", "31");
    is("平潭综合实验区", "350128");
    is("安徽省六安市霍邱县卫生健康委员会", "341522");
    is("国家税务总局霍邱县税务局", "341522");
    is("上海市浦东新区人民政府", "310115");
    is("东莞市人民政府", "4419");
    is("大理州人民政府", "5329");
    is("吉林省吉林市船营区教育局", "220204");
    is("北京市朝阳区人民政府", "110105");
}

#[test]
fn the_official_name_of_every_level_is_joined() {
    let found = agency("霍邱县龙潭镇", 2020, "", "", "", "");
    assert_eq!(found.region_name.as_deref(), Some("安徽省六安市霍邱县龙潭镇"));
    let found = agency("上海市浦东新区教育局", 2020, "", "", "", "");
    assert_eq!(found.region_name.as_deref(), Some("上海市浦东新区"));
    let found = agency("东莞市虎门镇", 2020, "", "", "", "");
    assert_eq!(found.region_name.as_deref(), Some("广东省东莞市虎门镇"));
}

#[test]
fn a_name_that_several_places_share_lists_them() {
    let found = agency("鼓楼区人民政府", 2021, "2021.pdf", "", "", "");
    assert_eq!(found.region_code, None);
    assert_eq!(found.candidates, ["320106", "320302", "350102", "410204"]);
    let found = agency("西安区先锋街道", 2021, "", "", "", "");
    assert_eq!((found.region_code, found.candidates.len()), (None, 2));
}

#[test]
fn context_decides_between_places_of_one_name() {
    let code = |path: &str, address: &str, phone: &str, head: &str| {
        agency("鼓楼区人民政府", 2021, path, address, phone, head).region_code.unwrap_or_default()
    };
    assert_eq!(code("江苏/徐州市/a.pdf", "", "", ""), "320302");
    assert_eq!(code("", "福建省福州市鼓楼区津泰路", "", ""), "350102");
    assert_eq!(code("", "", "025-83230000", ""), "320106");
    assert_eq!(code("", "", "", "首页 > 开封市鼓楼区人民政府"), "410204");
    assert_eq!(
        code("江苏/南京市/a.pdf", "福建省福州市津泰路", "", ""),
        "",
        "sources that disagree decide nothing"
    );
    let bare = agency("龙潭镇", 2020, "archive/霍邱县/龙潭镇/2020.pdf", "", "", "");
    assert_eq!(bare.region_code.as_deref(), Some("341522115"));
}

#[test]
fn a_department_without_a_place_is_of_the_county_in_whose_folders_it_lies() {
    let code = |name: &str, path: &str| agency(name, 2021, path, "", "", "").region_code;
    let county = Some("341522".to_owned());
    assert_eq!(code("农业农村局", "安徽省/六安市/霍邱县/2021.pdf"), county);
    assert_eq!(code("卫生健康委员会", "霍邱/2021.pdf"), county);
    for (name, path) in [
        ("教育局", "安徽省/六安市/2021.pdf"),
        ("教育局", "江苏省/霍邱县/2021.pdf"),
        ("教育局", "霍邱县/寿县/2021.pdf"),
        ("国家统计局", "安徽省/六安市/霍邱县/2021.pdf"),
        ("云岭教育局", "安徽省/六安市/霍邱县/2021.pdf"),
    ] {
        assert_eq!(code(name, path), None, "{name} in {path}");
    }
    let seat = agency("教育局", 2021, "2021.pdf", "安徽省六安市霍邱县城关镇", "", "");
    assert_eq!(seat.region_code, None, "where an office sits is not whose it is");
}

#[test]
fn what_the_table_does_not_know_is_not_guessed() {
    for name in [
        "农业农村部",
        "国家统计局",
        "昌图县四合乡人民政府",
        "某县教育局",
        "霍邱县经济开发区管委会",
        "教育局",
        "六安市新设区教育局",
        "灵石县西城",
    ] {
        assert_eq!(alone(name), None, "{name}");
    }
    let elsewhere = agency("五里墩街道", 2021, "", "岚溪县五里墩街道1号", "", "");
    assert_eq!(elsewhere.region_code, None);
}

#[test]
fn the_year_decides_between_old_and_new_codes() {
    let code = |name, year| agency(name, year, "", "", "", "").region_code;
    assert_eq!(code("南和县人民政府", 2018).as_deref(), Some("130527"));
    assert_eq!(code("邢台市南和区教育局", 2021).as_deref(), Some("130506"));
    assert_eq!(code("潞城市人民政府", 2022), None, "潞城区 since 2018");
}

/// 东莞市 is a prefecture and the one county in it: the shorter code stands for both.
fn is_one_county(found: &str, code: &str) -> bool {
    found.len() == 4 && code.len() == 6 && table::name_of(found, None) == table::name_of(code, None)
}

/// Townships and their counties, drawn from the whole table with a fixed step, in turn under each spelling that reports use.
#[test]
fn names_drawn_from_the_table_are_right_or_unsure() {
    let rows: Vec<_> =
        townships::all().into_iter().filter(|(key, t)| *key == names::township_key(&t.name)).collect();
    let (mut right, mut drawn) = (0, 0);
    let mut wrong = Vec::new();
    for (i, (_, township)) in rows.iter().step_by(rows.len() / 210).enumerate() {
        let year = (2016..=2023).find(|y| township.years.fit(Some(*y)) == Fit::Listed);
        let name = |length: usize| {
            township.code.get(..length).and_then(|c| table::name_of(c, year)).unwrap_or_default().to_owned()
        };
        let (province, city, county, own) = (name(2), name(4), name(6), names::township_key(&township.name));
        let spellings = [
            (format!("{county}{own}"), &township.code),
            (format!("{county}{own}人民政府"), &township.code),
            (format!("{province}{city}{county}{own}"), &township.code),
            (format!("{county}人民政府{own}办事处"), &township.code),
            (format!("{city}{county}{own}财政所"), &township.code),
            (format!("{city}{county}卫生健康委员会"), &township.code.get(..6).unwrap_or_default().to_owned()),
            (format!("{province}{county}人民政府"), &township.code.get(..6).unwrap_or_default().to_owned()),
        ]
        .map(|(spelling, code)| (spelling, code.clone()));
        let Some((spelling, code)) = spellings.into_iter().nth(i % 7) else { continue };
        drawn += 1;
        let found = agency(&spelling, year.unwrap_or(2020), "", "", "", "").region_code;
        match found {
            Some(found) if found == code || is_one_county(&found, &code) => right += 1,
            Some(found) => wrong.push((spelling, code, found)),
            None => {}
        }
    }
    assert!(drawn >= 200, "{drawn} names");
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(right * 100 >= drawn * 99, "{right} of {drawn}");
}
