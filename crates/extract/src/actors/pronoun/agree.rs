//! Whether an actor agrees with a pronoun in number, sex and kind.

use super::super::{
    line::Line,
    link::Actor,
    piece::{Piece, Pronoun, What},
};
use crate::{Form, Kind};

/// Whether the actor, named as by `piece`, may be meant by the pronoun.
pub(super) fn agrees(line: &Line, actor: &Actor, piece: &Piece, pronoun: Pronoun) -> bool {
    let kind = actor.local.kind;
    match pronoun {
        Pronoun::He | Pronoun::She => kind == Kind::Person && actor.sex().is_none_or(|s| s == pronoun),
        Pronoun::It => one_thing(kind) && piece.form != Form::Adjective && !counted_as_many(line, piece),
        Pronoun::They => {
            // "the Ukrainians … they", but not "the Ukrainian crisis … they".
            let people = piece.form == Form::Description
                || piece.form == Form::Adjective
                    && !line.rel(piece.head, "amod")
                    && !line.rel(piece.head, "compound");
            matches!(kind, Kind::Group | Kind::Unit | Kind::Body)
                || matches!(&piece.what, What::Office(o) if o.plural)
                || kind == Kind::State && people && line.plural(piece.head)
        }
    }
}

fn one_thing(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::State | Kind::Body | Kind::Group | Kind::Outlet | Kind::Unit | Kind::Vessel | Kind::Aircraft
    )
}

/// "officials", "troops": a plural noun is no "it".
fn counted_as_many(line: &Line, piece: &Piece) -> bool {
    piece.form == Form::Description && line.plural(piece.head)
}
