//! `--story`: one crisis out of a pile that holds several.

use std::path::PathBuf;

use chancery_story::Chronicle;

use crate::args::Global;
use crate::{Failure, pile};

/// Reads the pile, or of it the reports of the story that `wanted` names.
pub(crate) fn read(
    inputs: &[PathBuf],
    wanted: Option<&str>,
    global: &Global,
) -> Result<(pile::Read, Chronicle), Failure> {
    let mut read = pile::read(inputs, global)?;
    let register = read.register(global);
    let Some(wanted) = wanted else { return Ok((read, register)) };
    let chosen = choose(&register, wanted)?;
    let kept = &register.stories[chosen].reports;
    let mut at = 0;
    read.reports.retain(|_| {
        at += 1;
        kept.binary_search(&(at - 1)).is_ok()
    });
    let register = read.register(global);
    Ok((read, register))
}

/// The story of this number (from 1), else the largest whose name has these words.
fn choose(register: &Chronicle, wanted: &str) -> Result<usize, Failure> {
    let stories = &register.stories;
    let by_number =
        wanted.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|&n| n < stories.len());
    let words = wanted.to_lowercase();
    let by_name = || stories.iter().position(|s| s.name.to_lowercase().contains(&words));
    by_number.or_else(by_name).ok_or_else(|| {
        let listed = stories.iter().filter(|s| s.reports.len() > 1).take(8).enumerate();
        let names: Vec<String> =
            listed.map(|(i, s)| format!("{} {} ({} reports)", i + 1, s.name, s.reports.len())).collect();
        Failure::usage(format!("--story {wanted}: no story of the pile has this name"))
            .hint(format!("the stories are: {}", names.join("; ")))
    })
}
