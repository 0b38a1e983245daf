//! Every type of the findings, field by field.

use chancery_extract::time::{
    Anchor, Direction, Filed, FiledIn, Meaning, MonthOf, Relation, Timex, TimexKind, Unit, Which, YearOf,
};
use chancery_extract::{
    Bound, Cause, Claim, ClaimLink, ClaimTime, FactKind, Findings, Fingerprint, Form, Kind, LinkKind,
    LocalActor, Mention, Note, Party, Plover, Quantity, Report, Role, StatedRole, Status,
};
use chancery_text::{Condition, Furniture, Lines, Published, PublishedBasis, Span};
use jiff::civil::Date;

use super::{Keep, Reader, Unsound, keep_enum, keep_struct};

keep_struct!(Findings { report, times, mentions, actors, claims, fingerprint, notes });
keep_struct!(Report {
    id,
    text_sha256,
    name,
    title,
    outlet,
    url,
    language,
    published,
    filed,
    also_named,
    furniture,
    conditions,
    lines,
});
keep_struct!(Furniture { what });
keep_struct!(Condition { what });
keep_struct!(Published { date, basis, why });
keep_struct!(Filed { place, span, month, day, weekday, words });
keep_enum!(FiledIn { 0 Dateline, 1 DateLine });
keep_enum!(PublishedBasis { 0 Given, 1 Stated });
keep_struct!(Timex {
    kind,
    anchor,
    meaning,
    part,
    modifier,
    direction,
    quoted,
    relation,
    sentence,
    words,
    planned
});
keep_enum!(TimexKind { 0 Date, 1 Time, 2 Duration, 3 Set });
keep_enum!(Anchor { 0 Stated, 1 Published, 2 Previous(at) });
keep_enum!(Direction { 0 Past, 1 Future, 2 Unknown });
keep_enum!(Relation { 0 Before, 1 After });
keep_enum!(YearOf { 0 Unsaid, 1 Is(year), 2 FromPublished(years), 3 FromPrevious(years) });
keep_enum!(MonthOf { 0 Unsaid, 1 Is(month), 2 FromPublished(months), 3 FromPrevious(months) });
keep_enum!(Which { 0 Bare, 1 Last, 2 This, 3 Next, 4 Following, 5 Preceding });
keep_enum!(Unit {
    0 Second, 1 Minute, 2 Hour, 3 Day, 4 Night, 5 Week, 6 Fortnight, 7 Month, 8 Quarter, 9 Year, 10 Decade,
    11 Century,
});
keep_enum!(Meaning {
    0 Day { year, month, day, weekday, which },
    1 Month { year, month, which },
    2 Year(year),
    3 Decade(year),
    4 Century(century),
    5 Season { season, year, which },
    6 YearPart { nth, parts, year },
    7 Weekday { weekday, which, week },
    8 Shift { unit, amount, from_previous },
    9 Weekend(weeks),
    10 WeekOf(day),
    11 Holiday { rule, year, which },
    12 Range(from_time, to_time),
    13 SameDay,
    14 Present,
    15 Past,
    16 Future,
    17 Length { amount, unit },
    18 Set(value),
    19 Stated(value),
});
keep_struct!(Mention { actor, form, sentence, head });
keep_enum!(Form { 0 Name, 1 Adjective, 2 Metonym, 3 Description, 4 Pronoun });
keep_struct!(LocalActor { name, kind, lore, candidates, acts_for, roles, mentions, links });
keep_struct!(StatedRole { title, office, of, past, span });
keep_enum!(Kind {
    0 Person, 1 State, 2 Body, 3 Place, 4 Treaty, 5 Weapon, 6 Vessel, 7 Aircraft, 8 Unit, 9 Facility, 10 Outlet,
    11 Group, 12 Other,
});
keep_struct!(Claim {
    kind,
    status,
    actors,
    when,
    place,
    numbers,
    about,
    issue,
    condition,
    quoted,
    medium,
    attribution,
    initiator,
    cause,
    span,
    trigger,
    plover,
    links,
    why,
});
keep_struct!(Cause { words, head });
keep_struct!(Party { mention, role });
keep_enum!(ClaimTime {
    0 At(time), 1 Offset { from, days }, 2 OffsetFromClaim { claim, days }, 3 News, 4 Before, 5 After, 6 Unknown,
});
keep_struct!(Quantity { value, unit, bound, span });
keep_enum!(Bound { 0 Exact, 1 About, 2 AtLeast, 3 AtMost });
keep_struct!(Plover { event, mode, contexts, cameo });
keep_struct!(ClaimLink { claim, kind });
keep_enum!(LinkKind {
    0 Answers, 1 Denies, 2 Confirms, 3 CarriesOut, 4 Postpones, 5 Cancels, 6 Breaches, 7 Follows,
});
keep_struct!(Fingerprint { shingles, words, credits, subjects, tellings });
keep_struct!(Note { span, warning, text });

/// The enums of FORMAT by their names, which are fixed.
macro_rules! keep_named {
    ($($kind:ident),*) => {
        $(impl Keep for $kind {
            fn put(&self, out: &mut Vec<u8>) {
                self.name().to_owned().put(out);
            }
            fn take(from: &mut Reader) -> Result<Self, Unsound> {
                $kind::named(&String::take(from)?).ok_or(Unsound)
            }
        })*
    };
}
keep_named!(FactKind, Status, Role);

impl Keep for Date {
    fn put(&self, out: &mut Vec<u8>) {
        i32::from(self.year()).put(out);
        self.month().put(out);
        self.day().put(out);
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        let year = i16::try_from(i32::take(from)?).map_err(|_| Unsound)?;
        Date::new(year, Keep::take(from)?, Keep::take(from)?).map_err(|_| Unsound)
    }
}

impl Keep for Lines {
    /// Lines can be counted again from the text; where sentences count as lines, their starts are kept.
    fn put(&self, out: &mut Vec<u8>) {
        let starts: Vec<usize> = if self.by_sentence() { self.starts().collect() } else { Vec::new() };
        starts.put(out);
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        let starts: Vec<usize> = Keep::take(from)?;
        let text = from.text;
        if starts.is_empty() {
            return Ok(Lines::of(text));
        }
        let spans: Option<Vec<Span>> = starts.iter().map(|&at| Span::new(text, at, at)).collect();
        if !starts.is_sorted() {
            return Err(Unsound);
        }
        Ok(Lines::at(text, spans.ok_or(Unsound)?.into_iter()))
    }
}
