//! The characters of the forms in both scripts: mirrors convert pages to traditional characters, one by one.
//!
//! Labels, headings and titles are compared in simplified characters; what is printed stays as it is.

use std::borrow::Cow;
use std::sync::LazyLock;

/// Traditional characters, in the order of their code points.
const TRADITIONAL: &str = "佈侷係個們備傢億內劃動務區厤問單噹國圖埰執報寀審將對屬幣廢強後復應戶捲掃採據數於曆會朮査條業構標機檔檯欄權歷決沒況減濟為\
    無熱爲獲現當發確碼祕穩穫箇範糾約納組結統經維網編縣總織繫繳繼續罰聞聯脩臺與舉華萬薦處號術補製複見規訂計訊訟訪許訴註詢該詳\
    認說説請識議護讀負責費購踰載輯轉辦迴這週進遊運過郵釋鈎鉤鎭鎮鏈門閉開間閤閱閲關隻頁頂項題額類颱騰體髮點齣";

/// The simplified character of each.
const SIMPLIFIED: &str = "布局系个们备家亿内划动务区历问单当国图采执报采审将对属币废强后复应户卷扫采据数于历会术查条业构标机档台栏权历决没况减济为\
    无热为获现当发确码秘稳获个范纠约纳组结统经维网编县总织系缴继续罚闻联修台与举华万荐处号术补制复见规订计讯讼访许诉注询该详\
    认说说请识议护读负责费购逾载辑转办回这周进游运过邮释钩钩镇镇链门闭开间合阅阅关只页顶项题额类台腾体发点出";

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// Both, side by side.
struct Table {
    pairs: Vec<(char, char)>,
    /// A bit for each ideograph, set for the traditional ones: every character of a report is asked for, and hardly any
    /// is one of them.
    known: [u64; IDEOGRAPHS / 64],
}

/// The block of the common ideographs, from U+4E00 to U+9FFF.
const FIRST: u32 = 0x4E00;
const IDEOGRAPHS: usize = 0x5200;

impl Table {
    fn new() -> Table {
        let pairs: Vec<(char, char)> = TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect();
        let mut known = [0; IDEOGRAPHS / 64];
        for at in pairs.iter().filter_map(|(from, _)| place(*from)) {
            if let Some(bits) = known.get_mut(at / 64) {
                *bits |= 1 << (at % 64);
            }
        }
        Table { pairs, known }
    }

    fn knows(&self, c: char) -> bool {
        place(c).is_some_and(|at| self.known.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1))
    }
}

/// Which ideograph of the block it is; `None` for what is none.
fn place(c: char) -> Option<usize> {
    usize::try_from(u32::from(c).checked_sub(FIRST)?).ok().filter(|at| *at < IDEOGRAPHS)
}

/// The simplified form of a character of the forms' words; any other as it is.
pub fn simplified(c: char) -> char {
    if !TABLE.knows(c) {
        return c;
    }
    let found = TABLE.pairs.binary_search_by_key(&c, |(from, _)| *from).ok();
    found.and_then(|at| TABLE.pairs.get(at)).map_or(c, |(_, to)| *to)
}

/// The text in simplified characters.
pub fn simplify(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| simplified(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(simplified).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_as_long_on_both_sides() {
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        assert!(TABLE.pairs.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn labels_become_those_of_the_forms() {
        assert_eq!(simplify("三、本年度辦理結果（單位：萬元）"), "三、本年度办理结果（单位：万元）");
        assert_eq!(simplify("其他處理"), "其他处理");
        assert_eq!(simplify(TRADITIONAL), SIMPLIFIED);
        assert_eq!(simplify("ㄅ一龥가"), "ㄅ一龥가");
    }
}
