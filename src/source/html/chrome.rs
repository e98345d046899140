//! What a page shows around its article, and what it does not show at all.

use rustc_hash::FxHashSet;
use scraper::{ElementRef, Html, Selector};

/// Elements that are never article text.
const DROPPED: &str = " script style noscript template nav footer aside select button textarea iframe object embed \
                       svg math audio video canvas map rt rp del s strike title head ";

/// Words in `class` or `id` by which sites name their furniture.
const FURNITURE: &str = " nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs position location \
                         dqwz weizhi share bdshare bshare jiathis footer foot copyright sidebar side leftnav toolbar \
                         tools pagination prevnext prenext related relation xglj friendlink links qrcode ewm ";

/// Tells site chrome and hidden elements from the article.
pub(super) struct Chrome {
    hidden: FxHashSet<String>,
}

impl Chrome {
    /// Reads the page's own style sheets for what they hide.
    pub(super) fn of(page: &Html) -> Self {
        let styles =
            Selector::parse("style").map(|s| page.select(&s).flat_map(|e| e.text()).collect::<String>());
        Chrome { hidden: styles.map(|css| hidden_selectors(&css)).unwrap_or_default() }
    }

    /// Whether the element and all in it are left out.
    pub(super) fn drops(&self, element: ElementRef) -> bool {
        is_listed(DROPPED, element.value().name()) || self.is_hidden(element) || is_furniture(element)
    }

    /// Whether the element is not shown.
    pub(super) fn is_hidden(&self, element: ElementRef) -> bool {
        let value = element.value();
        let style = value.attr("style").map(squeezed).unwrap_or_default();
        let class = |name| self.hidden.contains(&format!(".{name}"));
        value.attr("hidden").is_some()
            || hides(&style)
            || (!self.hidden.is_empty()
                && (value.classes().any(class)
                    || value.id().is_some_and(|id| self.hidden.contains(&format!("#{id}")))))
    }
}

fn squeezed(css: &str) -> String {
    css.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
}

fn hides(style: &str) -> bool {
    ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|rule| style.contains(rule))
}

/// The plain class and id selectors whose rule hides, outside of `@media` and its like.
fn hidden_selectors(css: &str) -> FxHashSet<String> {
    let mut out = FxHashSet::default();
    let (mut depth, mut selector, mut text) = (0_usize, String::new(), String::new());
    for c in css.chars() {
        match c {
            '{' => {
                depth += 1;
                selector = std::mem::take(&mut text);
            }
            '}' => {
                if depth == 1 && hides(&squeezed(&text)) {
                    out.extend(
                        selector
                            .split(',')
                            .map(str::trim)
                            .filter(|s| is_plain_selector(s))
                            .map(str::to_owned),
                    );
                }
                depth = depth.saturating_sub(1);
                text.clear();
            }
            c => text.push(c),
        }
    }
    out
}

fn is_plain_selector(selector: &str) -> bool {
    let name = selector.strip_prefix(['.', '#']);
    name.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'))
}

fn is_listed(list: &str, word: &str) -> bool {
    list.contains(&format!(" {word} "))
}

/// Navigation by its name or because it is nothing but links; never something that may hold the article.
fn is_furniture(element: ElementRef) -> bool {
    let named = || {
        let value = element.value();
        let names = value.classes().chain(value.id());
        names.flat_map(|n| n.split(['-', '_'])).any(|word| is_listed(FURNITURE, &word.to_ascii_lowercase()))
    };
    match element.value().name() {
        "ul" | "ol" | "dl" => is_link_list(element),
        "div" | "section" | "header" | "p" | "span" | "td" | "table" => named() && !may_hold_article(element),
        _ => false,
    }
}

fn may_hold_article(element: ElementRef) -> bool {
    // The longest footer or navigation seen has some 400 characters, the shortest article more than 1000.
    const FURNITURE_CHARS: usize = 800;
    let cells = element.descendent_elements().filter(|e| e.value().name() == "td").count();
    cells > 8 || ink(element) > FURNITURE_CHARS
}

/// A list whose text stands in links, three or more.
fn is_link_list(element: ElementRef) -> bool {
    let links: Vec<ElementRef> = element.descendent_elements().filter(|e| e.value().name() == "a").collect();
    let linked: usize = links.iter().map(|a| ink(*a)).sum();
    // Dates beside the titles of other articles take up to a third.
    links.len() >= 3 && linked * 3 >= ink(element) * 2
}

fn ink(element: ElementRef) -> usize {
    element.text().flat_map(str::chars).filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_rules_outside_media_hide() {
        let css =
            ".a, #b { color:red; display: none } .c .d{display:none} @media print{.e{display:none}} .f{}";
        let mut hidden: Vec<String> = hidden_selectors(css).into_iter().collect();
        hidden.sort();
        assert_eq!(hidden, ["#b", ".a"]);
    }
}
