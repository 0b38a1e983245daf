//! From the register to its JSON shape: byte spans become code points, indices become ids.

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery_extract::{
    Bound, Form, Kind, Role,
    time::{Grain, TimexKind},
};
use chancery_story::{self as story, Basis, Chronicle};
use chancery_text::{Span, Why};
use jiff::civil::Date;

use crate::shape::{
    ActorJson, AsOfJson, ChronicleJson, CoverageJson, DisputeJson, DocumentJson, EntityJson, FactJson,
    GapJson, LinkJson, MadeByJson, MarkJson, MentionJson, NoteJson, NumberJson, PlaceJson, PloverJson,
    PositionJson, PublishedJson, RangeJson, RestsOnJson, RoleJson, SaysJson, SourceJson, TimeJson, ValueJson,
    WhenJson, WhyJson,
};

/// Hashes of what decides the output besides the reports.
#[derive(Clone, Debug)]
pub struct MadeBy {
    /// Version of the program.
    pub version: String,
    /// `sha256:…` of the rule files.
    pub rules: String,
    /// `sha256:…` of the lore.
    pub lore: String,
    /// `sha256:…` of the weights.
    pub model: String,
}

/// The texts of a pile, by document id, for turning byte offsets into code points and quotes.
pub type Pile = BTreeMap<String, Arc<str>>;

/// The chronicle in FORMAT's shape. A report whose text is not in `pile` has no quotes, which `verify` reports.
pub fn chronicle(register: &Chronicle, pile: &Pile, made_by: &MadeBy) -> ChronicleJson {
    let border = Border { register, offsets: offsets(register, pile) };
    ChronicleJson {
        format: "chancery/1".into(),
        made_by: MadeByJson {
            version: made_by.version.clone(),
            rules: made_by.rules.clone(),
            lore: made_by.lore.clone(),
            model: made_by.model.clone(),
            input: input_hash(register),
        },
        as_of: register.as_of.as_ref().map(|a| AsOfJson {
            date: a.date.to_string(),
            also: days(&a.also),
            basis: if a.given { "given" } else { "latest report" }.into(),
        }),
        coverage: CoverageJson {
            gaps: register
                .gaps
                .iter()
                .map(|(from, to)| GapJson { from: from.to_string(), to: to.to_string() })
                .collect(),
        },
        documents: (0..register.reports.len()).map(|doc| border.document(doc)).collect(),
        times: register.times.iter().map(|t| border.time(t)).collect(),
        entities: register.entities.iter().map(|e| border.entity(e)).collect(),
        facts: register.facts.iter().map(|f| border.fact(f)).collect(),
        positions: register.positions.iter().map(|p| border.position(p)).collect(),
        disputes: register.disputes.iter().map(|d| border.dispute(d)).collect(),
        notes: register.notes.iter().map(|n| border.note(n)).collect(),
    }
}

fn input_hash(register: &Chronicle) -> String {
    let names: Vec<String> =
        register.reports.iter().map(|r| format!("{}\n{}\n", r.report.id, r.report.name)).collect();
    chancery_text::text_sha256(&names.concat())
}

/// Byte offsets of one text to code points, by a sorted table of the places where they part.
#[derive(Clone, Debug)]
pub struct Offsets {
    text: Arc<str>,
    /// (byte, code point) after each character of more than one byte.
    steps: Vec<(u32, u32)>,
}

impl Offsets {
    /// The table for `text`.
    pub fn of(text: Arc<str>) -> Offsets {
        let mut steps = Vec::new();
        for (point, (byte, c)) in text.char_indices().enumerate() {
            if c.len_utf8() > 1 {
                steps.push(((byte + c.len_utf8()) as u32, point as u32 + 1));
            }
        }
        Offsets { text, steps }
    }

    /// Code point at byte `at`, which lies on a character boundary.
    pub fn point(&self, at: usize) -> usize {
        match self.steps.partition_point(|&(byte, _)| byte as usize <= at) {
            0 => at,
            n => self.steps[n - 1].1 as usize + at - self.steps[n - 1].0 as usize,
        }
    }

    /// The words of `span`; nothing if it does not lie in the text.
    pub fn words(&self, span: Span) -> &str {
        self.text.get(span.start()..span.end()).unwrap_or("")
    }
}

fn offsets(register: &Chronicle, pile: &Pile) -> Vec<Offsets> {
    let text = |id: &String| pile.get(id).cloned().unwrap_or_else(|| Arc::from(""));
    register.reports.iter().map(|r| Offsets::of(text(&r.report.id))).collect()
}

struct Border<'a> {
    register: &'a Chronicle,
    offsets: Vec<Offsets>,
}

impl Border<'_> {
    fn range(&self, doc: usize, span: Span) -> (usize, usize, String) {
        let offsets = &self.offsets[doc];
        (offsets.point(span.start()), offsets.point(span.end()), offsets.words(span).to_owned())
    }

    fn document(&self, doc: usize) -> DocumentJson {
        let story::DatedReport { report, published, lineage } = &self.register.reports[doc];
        let mark = |span: Span, what: &str| {
            let (start, end, _) = self.range(doc, span);
            MarkJson { start, end, what: what.to_owned() }
        };
        DocumentJson {
            id: report.id.clone(),
            text_sha256: report.text_sha256.clone(),
            name: report.name.clone(),
            title: report.title.clone(),
            outlet: report.outlet.clone(),
            url: report.url.clone(),
            language: report.language.clone(),
            published: PublishedJson {
                earliest: day(published.earliest),
                latest: day(published.latest),
                best: day(published.best),
                candidates: days(&published.candidates),
                basis: basis(published.basis).into(),
                why: published.why.clone(),
            },
            lineage: lineage.clone(),
            condition: report.conditions.all().iter().map(|c| mark(c.span, &c.value.what)).collect(),
            furniture: report.furniture.all().iter().map(|f| mark(f.span, &f.value.what)).collect(),
            also_named: report.also_named.clone(),
        }
    }

    fn time(&self, time: &story::TimeOut) -> TimeJson {
        let (start, end, text) = self.range(time.doc, time.span);
        TimeJson {
            doc: time.doc,
            start,
            end,
            text,
            kind: match time.kind {
                TimexKind::Date => "date",
                TimexKind::Time => "time",
                TimexKind::Duration => "duration",
                TimexKind::Set => "set",
            }
            .into(),
            value: time.value.clone(),
            anchor: time.anchor.into(),
            rule: time.why.rule.clone(),
        }
    }

    fn entity(&self, entity: &story::Entity) -> EntityJson {
        let mention = |m: &story::MentionOut| {
            let (start, end, text) = self.range(m.doc, m.span);
            MentionJson { doc: m.doc, start, end, text, form: form(m.form).into() }
        };
        let role = |r: &story::RoleOut| RoleJson {
            title: r.title.clone(),
            of: r.of.clone(),
            from: day(r.from),
            to: day(r.to),
            basis: if r.from_text { "text" } else { "lore" }.into(),
        };
        EntityJson {
            id: entity.id.clone(),
            name: entity.name.clone(),
            kind: kind(entity.kind).into(),
            wikidata: entity.wikidata.clone(),
            country: entity.country.clone(),
            roles: entity.roles.iter().map(role).collect(),
            mentions: entity.mentions.iter().map(mention).collect(),
            links: entity.links.iter().map(line).collect(),
        }
    }

    fn id(&self, entity: usize) -> String {
        self.register.entities[entity].id.clone()
    }

    fn fact(&self, fact: &story::Fact) -> FactJson {
        FactJson {
            id: fact.id.clone(),
            kind: fact.kind.name().into(),
            status: fact.status.name().into(),
            actors: fact.actors.iter().map(|&(e, role)| self.actor(e, role)).collect(),
            when: when(&fact.when),
            place: fact.place.map(|e| self.id(e)),
            numbers: fact.numbers.iter().map(number).collect(),
            summary: fact.summary.clone(),
            medium: fact.medium.map(Into::into),
            plover: fact.plover.as_ref().map(|p| PloverJson {
                event: p.event.clone(),
                mode: p.mode.clone(),
                context: p.contexts.clone(),
                cameo: p.cameo.clone(),
            }),
            sources: fact.sources.iter().map(|s| self.source(s)).collect(),
            independent_sources: fact.independent_sources,
            origins: fact.origins.iter().map(|&e| self.id(e)).collect(),
            independent_origins: fact.independent_origins,
            links: fact
                .links
                .iter()
                .map(|&(f, kind)| LinkJson {
                    fact: self.register.facts[f].id.clone(),
                    kind: kind.name().into(),
                })
                .collect(),
            disputes: fact.disputes.iter().map(|&d| self.register.disputes[d].id.clone()).collect(),
            why: why(&fact.why),
        }
    }

    fn actor(&self, entity: usize, role: Role) -> ActorJson {
        ActorJson { entity: self.id(entity), role: role.name().into() }
    }

    fn source(&self, source: &story::Source) -> SourceJson {
        let doc = source.at.doc;
        let (start, end, quote) = self.range(doc, source.at.span);
        let ranged = |span: Span| {
            let (start, end, text) = self.range(doc, span);
            RangeJson { start, end, text }
        };
        let mut actors: Vec<String> = source.says.actors.iter().map(|&(e, _)| self.id(e)).collect();
        actors.dedup();
        SourceJson {
            doc,
            start,
            end,
            quote,
            attribution: source.attribution.iter().map(|&e| self.id(e)).collect(),
            says: SaysJson {
                when: when(&source.says.when),
                place: source.says.place.map(|e| self.id(e)),
                numbers: source.says.numbers.iter().map(number).collect(),
                status: source.says.status.name().into(),
                actors,
            },
            quoted: source.quoted.iter().map(|&s| ranged(s)).collect(),
            about: source.about.map(ranged),
            condition: source.condition.map(ranged),
            rule: source.why.rule.clone(),
            why: why(&source.why),
        }
    }

    fn position(&self, position: &story::Position) -> PositionJson {
        let fact = |&f: &usize| self.register.facts[f].id.clone();
        PositionJson {
            id: position.id.clone(),
            holder: self.id(position.holder),
            stance: position.stance.name().into(),
            issue: position.issue.clone(),
            toward: position.toward.iter().map(|&e| self.id(e)).collect(),
            facts: position.facts.iter().map(fact).collect(),
            first: day(position.first),
            last: day(position.last),
            answers: position.answers.iter().map(fact).collect(),
            turned_from: position.turned_from.map(|p| self.register.positions[p].id.clone()),
        }
    }

    fn dispute(&self, dispute: &story::Dispute) -> DisputeJson {
        DisputeJson {
            id: dispute.id.clone(),
            about: dispute.about.name().into(),
            facts: dispute.facts.iter().map(|&f| self.register.facts[f].id.clone()).collect(),
            kind: dispute.kind.name().into(),
            values: dispute
                .values
                .iter()
                .map(|(value, at)| ValueJson {
                    value: value.clone(),
                    sources: at.iter().map(|&p| self.place(p)).collect(),
                })
                .collect(),
        }
    }

    fn place(&self, place: story::Place) -> PlaceJson {
        let (start, end, _) = self.range(place.doc, place.span);
        PlaceJson { doc: place.doc, start, end }
    }

    fn note(&self, note: &story::NoteOut) -> NoteJson {
        let PlaceJson { doc, start, end } = self.place(note.at);
        let level = if note.warning { "warning" } else { "info" };
        NoteJson { doc, start, end, level: level.into(), text: note.text.clone() }
    }
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|d| d.to_string())
}

fn days(dates: &[Date]) -> Vec<String> {
    dates.iter().map(ToString::to_string).collect()
}

fn when(when: &story::When) -> WhenJson {
    WhenJson {
        earliest: day(when.earliest),
        latest: day(when.latest),
        grain: match when.grain {
            Grain::Instant => "instant",
            Grain::Day => "day",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Year => "year",
        }
        .into(),
        rests_on: when
            .rests_on
            .iter()
            .map(|r| RestsOnJson { doc: r.doc, if_day: r.if_day.to_string(), then: r.then.to_string() })
            .collect(),
    }
}

fn number(number: &story::Number) -> NumberJson {
    let bound = match number.bound {
        Bound::Exact => "exact",
        Bound::About => "about",
        Bound::AtLeast => "at_least",
        Bound::AtMost => "at_most",
    };
    NumberJson { value: number.value, unit: number.unit.clone(), bound: bound.into() }
}

fn why(reason: &Why) -> WhyJson {
    WhyJson {
        rule: reason.rule.clone(),
        note: reason.note.clone(),
        from: reason.from.iter().map(why).collect(),
    }
}

fn line(reason: &Why) -> String {
    if reason.note.is_empty() { reason.rule.clone() } else { format!("{}: {}", reason.rule, reason.note) }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Given => "given",
        Basis::Stated => "stated",
        Basis::Inferred => "inferred",
        Basis::Unknown => "unknown",
    }
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Name => "name",
        Form::Adjective => "adjective",
        Form::Metonym => "metonym",
        Form::Description => "description",
        Form::Pronoun => "pronoun",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::State => "state",
        Kind::Body => "body",
        Kind::Place => "place",
        Kind::Treaty => "treaty",
        Kind::Weapon => "weapon",
        Kind::Vessel => "vessel",
        Kind::Aircraft => "aircraft",
        Kind::Unit => "unit",
        Kind::Facility => "facility",
        Kind::Outlet => "outlet",
        Kind::Group => "group",
        Kind::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use chancery_text::code_points;

    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let text = "a🜚e\u{301}\r\nשלום z";
        let offsets = Offsets::of(Arc::from(text));
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.point(byte), point);
            let span = Span::new(text, byte, text.len()).expect("on boundaries");
            assert_eq!(code_points(text, &[span]), [(point, text.chars().count())]);
        }
        assert_eq!(offsets.point(text.len()), text.chars().count());
    }
}
