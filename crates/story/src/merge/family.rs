//! Kinds that may be one fact under different names, and the keys under which their claims meet.

use chancery_extract::{FactKind, Role};

use crate::{
    names::{Lexicon, Name},
    told::Told,
};

/// How claims of a family are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Sort {
    /// People or governments meet: compared by parties.
    Contact,
    /// Something is done: compared by who, to whom, where.
    Deed,
    /// Something is said or holds: compared by who and what about.
    Word,
}

/// Kinds that may be one fact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Family {
    Talk,
    Visit,
    Ask,
    Threat,
    Refusal,
    Pledge,
    Accusation,
    Statement,
    State,
    Agreement,
    Transfer,
    Measure,
    Deployment,
    Withdrawal,
    Exercise,
    Violence,
    Protest,
    Decision,
    Appointment,
}

/// The family of a kind.
pub(crate) fn family(kind: FactKind) -> Family {
    match kind {
        FactKind::Meeting | FactKind::Call => Family::Talk,
        FactKind::Visit => Family::Visit,
        FactKind::Demand | FactKind::Offer | FactKind::Deadline => Family::Ask,
        FactKind::Threat => Family::Threat,
        FactKind::Refusal | FactKind::Denial => Family::Refusal,
        FactKind::Pledge | FactKind::Support => Family::Pledge,
        FactKind::Accusation => Family::Accusation,
        FactKind::Statement => Family::Statement,
        FactKind::State => Family::State,
        FactKind::Agreement => Family::Agreement,
        FactKind::Transfer => Family::Transfer,
        FactKind::Sanction
        | FactKind::Expulsion
        | FactKind::Arrest
        | FactKind::Seizure
        | FactKind::Restriction => Family::Measure,
        FactKind::Deployment => Family::Deployment,
        FactKind::Withdrawal => Family::Withdrawal,
        FactKind::Exercise => Family::Exercise,
        FactKind::Attack | FactKind::Incident => Family::Violence,
        FactKind::Protest => Family::Protest,
        FactKind::Vote | FactKind::Decision => Family::Decision,
        FactKind::Appointment => Family::Appointment,
    }
}

impl Family {
    /// How its claims are compared.
    pub(crate) fn sort(self) -> Sort {
        match self {
            Family::Talk | Family::Visit => Sort::Contact,
            Family::Ask
            | Family::Threat
            | Family::Refusal
            | Family::Pledge
            | Family::Accusation
            | Family::Statement
            | Family::State => Sort::Word,
            _ => Sort::Deed,
        }
    }
}

/// What claims that may be one fact have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Key {
    /// Who acts or where.
    Of(Name),
    /// What an act that names nobody strikes or takes.
    Hit(Name),
    /// What an agreement of nobody is on.
    On(Name),
    /// The report.
    Report(usize),
    /// Nothing but the day.
    Day,
}

/// The keys under which a claim meets its like, in order: for words the holder's side, else every acting side,
/// and for deeds the place as well, since reports of an attack may leave out who did it.
pub(crate) fn keys(t: &Told, lexicon: &Lexicon) -> Vec<Key> {
    let of = |e: usize| Key::Of(lexicon.side(e));
    let mut keys: Vec<Key> = Vec::new();
    match family(t.kind).sort() {
        // What two say together meets what either says.
        Sort::Word if t.in_role(&[Role::Speaker]).next().is_some() => {
            keys.extend(t.in_role(&[Role::Speaker]).map(of));
        }
        Sort::Word => keys.extend(t.holder().map(of)),
        Sort::Contact => {
            keys.extend(t.sides.keys().map(|&side| Key::Of(side)));
            // A meeting that names nobody meets the ones of its own report only.
            keys.push(Key::Report(t.doc));
        }
        Sort::Deed => {
            keys.extend(t.in_role(&[Role::Source, Role::Target, Role::Party]).map(of));
            keys.extend(t.place.map(|e| Key::Of(lexicon.own(e))));
            // "The 1953 armistice" names nobody.
            if family(t.kind) == Family::Agreement && keys.is_empty() {
                keys.extend(t.issue.iter().map(Key::On));
            }
            // "The attack on the tankers" names nobody: what is hit is what reports of it share.
            if matches!(family(t.kind), Family::Violence | Family::Measure) {
                keys.extend(t.issue.iter().map(Key::Hit));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
