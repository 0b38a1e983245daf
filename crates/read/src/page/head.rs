//! What a page says of itself: headline, publisher, address, day.

use jiff::civil::Date;
use serde_json::Value;

use crate::published;

/// What a page says of itself, the first word counting.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    /// The day and where it was said, with how sure the place is: less is surer.
    pub(crate) published: Option<(u8, Date, String)>,
    window_title: Option<String>,
}

/// Names of `meta` that give the day of publication, the surest first.
const DAY: [&str; 22] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
    "cxenseparse:recs:publishtime",
];

impl Head {
    /// Takes what an element with these attributes says; `blocks` of text stand before it.
    pub(crate) fn element<'a>(&mut self, name: &str, get: &dyn Fn(&str) -> Option<&'a str>, blocks: usize) {
        match name {
            "meta" => self.meta(get),
            "link" if get("rel") == Some("canonical") => keep(&mut self.url, get("href")),
            "time" => {
                let sure = get("pubdate").is_some()
                    || get("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("datepublished"));
                // A time near the top of a page, named as published, is that of the report; others are of widgets.
                let named = blocks < 12
                    && get("class").is_some_and(|c| c.contains("publish") || c.contains("entry-date"));
                if sure || named {
                    self.day(if sure { 40 } else { 60 }, get("datetime"), "time of the page");
                }
            }
            _ => {}
        }
    }

    fn meta<'a>(&mut self, get: &dyn Fn(&str) -> Option<&'a str>) {
        let Some(name) = get("property").or_else(|| get("name")).or_else(|| get("itemprop")) else { return };
        let name = name.to_lowercase();
        match name.as_str() {
            "og:title" => keep(&mut self.title, get("content")),
            "og:site_name" => keep(&mut self.outlet, get("content")),
            "og:url" => keep(&mut self.url, get("content")),
            _ => {
                if let Some(rank) = DAY.iter().position(|day| *day == name) {
                    self.day(rank as u8, get("content"), &format!("meta `{name}` of the page"));
                }
            }
        }
    }

    fn day(&mut self, rank: u8, words: Option<&str>, why: &str) {
        if self.published.as_ref().is_none_or(|(old, _, _)| rank < *old)
            && let Some(date) = words.and_then(published::in_field)
        {
            self.published = Some((rank, date, why.to_owned()));
        }
    }

    /// Takes the words of an element that were collected: the window's title, or data about the page.
    pub(crate) fn collected(&mut self, name: &str, words: &str) {
        if name == "title" {
            keep(&mut self.window_title, Some(words));
        } else if let Ok(data) = serde_json::from_str::<Value>(words) {
            self.data(&data);
        }
    }

    /// The first article in linked data. The reader of JSON has bounded its depth.
    fn data(&mut self, data: &Value) {
        let mut open = vec![data];
        let mut steps = 0;
        while let Some(value) = open.pop() {
            steps += 1;
            if steps > 10_000 {
                return;
            }
            match value {
                Value::Object(fields) => {
                    let kind = fields.get("@type").map(ToString::to_string).unwrap_or_default();
                    if kind.contains("Article") || kind.contains("Posting") {
                        let word = |key: &str| fields.get(key).and_then(Value::as_str);
                        self.day(30, word("datePublished"), "linked data of the page");
                        keep(&mut self.title, word("headline"));
                        let publisher =
                            fields.get("publisher").and_then(|p| p.get("name")).and_then(Value::as_str);
                        keep(&mut self.outlet, publisher);
                        return;
                    }
                    open.extend(fields.get("@graph"));
                    open.extend(fields.get("mainEntity"));
                }
                // Popped from the end, so that the first one is seen first.
                Value::Array(list) => open.extend(list.iter().rev()),
                _ => {}
            }
        }
    }

    /// The title of the window, for a page that says no headline: without the outlet's name after a bar.
    pub(crate) fn window_title(&self) -> Option<String> {
        let words = self.window_title.as_deref()?;
        let cut = [" | ", " - ", " – ", " — ", " :: "].iter().filter_map(|bar| words.rfind(bar)).max();
        let head = cut.filter(|&at| at > words.len() / 2).map_or(words, |at| &words[..at]);
        Some(head.trim().to_owned()).filter(|title| !title.is_empty())
    }
}

fn keep(place: &mut Option<String>, words: Option<&str>) {
    let words = words.map(|w| w.split_whitespace().collect::<Vec<_>>().join(" "));
    if place.is_none() {
        *place = words.filter(|w| !w.is_empty() && w.len() <= 1_000);
    }
}
