//! How governments and their departments are named in titles.

/// What stands in front of a region's name without saying where.
const LEADS: [&str; 5] = ["中华人民共和国", "中国共产党", "中共", "国家税务总局", "国家统计局"];

/// The name without what stands in front of its region, without white space and brackets.
pub fn bare(name: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '（' | '(' => depth = depth.saturating_add(1),
            '）' | ')' => depth = depth.saturating_sub(1),
            c => return depth == 0 && !c.is_whitespace(),
        }
        false
    };
    let bare: String = name.chars().filter(outside).collect();
    let mut rest = bare.as_str();
    while let Some(shorter) = LEADS.iter().find_map(|lead| rest.strip_prefix(lead)) {
        rest = shorter;
    }
    rest.to_owned()
}

/// The government of a region in front of the name of its department or township: 某区人民政府某街道办事处.
pub fn without_government(rest: &str) -> &str {
    ["人民政府", "政府"].iter().find_map(|g| rest.strip_prefix(g)).unwrap_or(rest)
}

/// The key of a township's name, whichever way its office is called. `scripts/make_regions.py` makes the same.
pub fn township_key(name: &str) -> String {
    let ends = ["人民政府", "政府", "管理委员会", "管委会"];
    let name = ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    for end in ["街道办事处", "街道办", "街办事处", "街办"] {
        if let Some(stem) = name.strip_suffix(end) {
            return format!("{stem}街道");
        }
    }
    match (name.strip_suffix("办事处"), name.strip_suffix("地区")) {
        (Some(stem), _) if stem.ends_with(['镇', '乡', '区', '道', '木']) => stem.to_owned(),
        (Some(stem), _) => format!("{stem}街道"),
        (None, Some(stem)) if stem.ends_with("街道") => stem.to_owned(),
        _ => name.to_owned(),
    }
}

/// With what the names of townships and their offices end.
pub const TOWNSHIP_ENDS: [&str; 15] = [
    "镇",
    "乡",
    "街道",
    "街",
    "街道办",
    "街办",
    "办事处",
    "苏木",
    "地区",
    "社区",
    "农场",
    "林场",
    "牧场",
    "管委会",
    "管理委员会",
];

/// Words of departments that look like parts of places.
const DEPARTMENT_WORDS: [&str; 19] = [
    "城乡",
    "乡村",
    "乡镇",
    "城镇",
    "村镇",
    "镇村",
    "城市",
    "市场",
    "市政",
    "市容",
    "市民",
    "市直",
    "区域",
    "区划",
    "区块链",
    "林区",
    "牧区",
    "县域",
    "县直",
];

/// What only a place's name holds.
const PLACE_WORDS: [&str; 13] =
    ["镇", "乡", "街", "苏木", "区", "县", "旗", "市", "产业园", "工业园", "科技园", "林场", "农场"];

/// With what the names of departments and of what belongs to them end.
const DEPARTMENT_ENDS: [char; 22] = [
    '局', '委', '会', '办', '厅', '室', '院', '所', '站', '队', '心', '处', '部', '司', '社', '校', '馆',
    '台', '行', '团', '学', '署',
];

/// Whether the words behind a region name a department of its government, and no place in it.
pub fn is_department(rest: &str) -> bool {
    let mut words = rest.to_owned();
    for word in DEPARTMENT_WORDS {
        words = words.replace(word, "");
    }
    let office = rest.ends_with("办事处");
    rest.ends_with(DEPARTMENT_ENDS) && !office && !PLACE_WORDS.iter().any(|word| words.contains(word))
}

/// Departments that every county has, by what stands in front of 局, 委员会 and the like.
const COUNTY_DEPARTMENTS: [&str; 40] = [
    "发展和改革",
    "发展改革",
    "教育",
    "教育体育",
    "教育和体育",
    "科学技术",
    "科技",
    "工业和信息化",
    "经济和信息化",
    "民族宗教事务",
    "公安",
    "民政",
    "司法",
    "财政",
    "人力资源和社会保障",
    "人力资源社会保障",
    "自然资源",
    "自然资源和规划",
    "生态环境",
    "住房和城乡建设",
    "住房城乡建设",
    "交通运输",
    "水利",
    "水务",
    "农业农村",
    "商务",
    "文化和旅游",
    "文化广电旅游",
    "卫生健康",
    "退役军人事务",
    "应急管理",
    "审计",
    "市场监督管理",
    "统计",
    "医疗保障",
    "林业",
    "城市管理",
    "行政审批服务",
    "信访",
    "乡村振兴",
];

/// Whether the name is that of a department every county has, with no place in front.
pub fn is_county_department(name: &str) -> bool {
    let ends = ["委员会", "委", "局"];
    let stem = ends.iter().find_map(|end| name.strip_suffix(end));
    stem.is_some_and(|stem| COUNTY_DEPARTMENTS.contains(&stem))
}

/// Whether a township may begin the words: it saves a look-up for most departments.
pub fn may_begin_with_township(rest: &str) -> bool {
    TOWNSHIP_ENDS.iter().any(|end| rest.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_every_way_to_call_a_township() {
        for name in ["城关街道", "城关街道办事处", "城关街道办", "城关街办事处", "城关办事处"]
        {
            assert_eq!(township_key(name), "城关街道");
        }
        assert_eq!(township_key("龙潭镇人民政府"), "龙潭镇");
        assert_eq!(township_key("东升地区办事处"), "东升地区");
        assert_eq!(township_key("平潭街街道办事处"), "平潭街街道");
    }

    #[test]
    fn departments_are_told_from_places() {
        for department in
            ["卫生健康委员会", "住房和城乡建设局", "乡村振兴局", "市场监督管理局", "城市管理局", "科委"]
        {
            assert!(is_department(department), "{department}");
        }
        for place in
            ["四合乡", "四合乡财政所", "经济开发区", "高新区分局", "新设区教育局", "东风办事处", "西城"]
        {
            assert!(!is_department(place), "{place}");
        }
    }

    #[test]
    fn brackets_and_leads_are_left_out() {
        assert_eq!(bare("国家税务总局 霍邱县税务局"), "霍邱县税务局");
        assert_eq!(bare("双塔镇（开发区）人民政府"), "双塔镇人民政府");
    }
}
