//! What an address asks for: filters, the page of a list, the report in the pane.

use chancery_case::store::Wanted;

/// The state of a served page; all of it stands in its address.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) q: String,
    pub(crate) actor: String,
    pub(crate) kind: String,
    pub(crate) report: String,
    pub(crate) story: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) since: String,
    /// From 1; 0 where none is asked for.
    pub(crate) page: usize,
    /// The report that the pane shows.
    pub(crate) report_shown: Option<usize>,
}

/// The longest value that is looked at.
const LONGEST: usize = 400;

impl Asked {
    /// What a query asks for; what is no value of a field is left out.
    pub(crate) fn read(query: &str) -> Asked {
        let mut asked = Asked::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value: String = value.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
            let is_number = !value.is_empty() && value.len() < 9 && value.bytes().all(|b| b.is_ascii_digit());
            let is_day = value.parse::<jiff::civil::Date>().is_ok();
            match name.as_ref() {
                "q" => asked.q = value,
                "actor" => asked.actor = value,
                "kind" => asked.kind = value,
                "report" if is_number => asked.report = value,
                "story" if is_number => asked.story = value,
                "from" if is_day => asked.from = value,
                "to" if is_day => asked.to = value,
                "since" if is_day => asked.since = value,
                "page" if is_number => asked.page = value.parse().unwrap_or(0),
                "r" if is_number => asked.report_shown = value.parse().ok(),
                _ => {}
            }
        }
        asked
    }

    /// Whether it asks for the story of this number.
    pub(crate) fn is_story(&self, number: &impl ToString) -> bool {
        self.story == number.to_string()
    }

    /// Whether it asks for an actor that is none of these.
    pub(crate) fn is_other_actor(&self, offered: &[String]) -> bool {
        !self.actor.is_empty() && !offered.contains(&self.actor)
    }

    /// The filters.
    pub(crate) fn wanted(&self) -> Wanted {
        let key = |letter: &str, value: &String| (!value.is_empty()).then(|| format!("{letter}:{value}"));
        let keys = [key("a", &self.actor), key("r", &self.report), key("s", &self.story)];
        Wanted {
            keys: keys.into_iter().flatten().collect(),
            kind: self.kind.clone(),
            from: self.from.clone(),
            until: self.to.clone(),
            words: self.q.clone(),
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 8] {
        let Asked { q, actor, kind, report, story, from, to, since, .. } = self;
        [
            ("q", q),
            ("actor", actor),
            ("kind", kind),
            ("report", report),
            ("story", story),
            ("from", from),
            ("to", to),
            ("since", since),
        ]
    }

    /// The filters as a query.
    pub(crate) fn query(&self) -> String {
        written(&self.pairs())
    }

    /// The filters and the page of the list.
    pub(crate) fn query_with_page(&self) -> String {
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let mut pairs = self.pairs().to_vec();
        pairs.push(("page", &page));
        written(&pairs)
    }

    /// The filters as exports know them.
    pub(crate) fn export(&self) -> String {
        written(&self.pairs().map(|(name, value)| (if name == "to" { "until" } else { name }, value)))
    }
}

fn written(pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    query.finish()
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn the_address_keeps_the_state_and_what_is_no_value_is_left_out() {
        let asked = Asked::read(
            "q=red+line&actor=A%26B&from=2031-05-01&to=yesterday&r=12&page=3&report=x&since=2031-01-01",
        );
        assert_eq!((asked.report_shown, asked.page), (Some(12), 3));
        assert_eq!(asked.query(), "q=red+line&actor=A%26B&from=2031-05-01&since=2031-01-01");
        assert_eq!(asked.query_with_page(), format!("{}&page=3", asked.query()));
        assert_eq!(Asked { page: 0, report_shown: None, ..asked.clone() }, Asked::read(&asked.query()));
        assert!(Asked::read("since=2031-01-01&r=5").wanted().all(), "a mark is no filter");
        assert_eq!(asked.wanted().keys, ["a:A&B"]);
    }
}
