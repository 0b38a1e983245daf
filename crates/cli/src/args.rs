//! One definition makes the flag, its help and its completion.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Rebuilds an international crisis from a pile of news reports, every fact with its passage.
#[derive(Parser, Debug)]
#[command(
    name = "chancery",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  chancery brief reports/                    the brief, on the terminal
  chancery brief reports/ -o dossier.html    and as one self-contained page
  chancery brief reports/ --json > c.json    the chronicle
  chancery show reports/ 4:12                line 12 of report 4, marked, with its neighbours
  chancery verify c.json --texts reports/    proves every citation
  chancery add case.db reports/              keeps reports and register in one file; again for new ones
  chancery sql case.db \"select * from calendar\"

Where INPUT stands, one CASE.db may stand too.

Exit status: 0 done, 1 failed, 2 usage, 3 some inputs rejected (the rest came out), 4 a citation is stale,
5 the case is locked, 130 interrupted."
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// What every verb takes.
#[derive(ClapArgs, Debug, Clone)]
pub(crate) struct Global {
    /// Count "ahead" and "past" from this day instead of the latest report's
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// The day of the report (one input only)
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) published: Option<Date>,
    /// What the files do not say: name,published,url,outlet,title
    #[arg(long, global = true, value_name = "CSV")]
    pub(crate) sources: Option<PathBuf>,
    /// Rule files to read beside the shipped ones
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// Terms of office to know beside the shipped ones, as `chancery lore import` writes them
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) lore: Option<PathBuf>,
    /// What a person decided: merges, splits, names (a `chancery.decisions` in an input folder is read by itself)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// Weights to use instead of the shipped ones
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) model: Option<PathBuf>,
    /// How the model is run (portable, avx2, avx512: the same output; float: the oracle)
    #[arg(long, global = true, value_name = "NAME", hide = true)]
    pub(crate) engine: Option<String>,
    /// Worker threads; the output does not depend on it
    #[arg(long, global = true, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) threads: usize,
    /// No notes and no progress
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Machine-readable output
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// When to colour the terminal.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The verbs.
#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// The brief: what is ahead, what was due, what happened, who wants what
    Brief(Brief),
    /// Meetings, calls, visits and deadlines: ahead, due, past
    Calendar(Calendar),
    /// Everything that has a day, by day
    Timeline(Inputs),
    /// Who demands, offers, refuses, pledges, threatens; with the answers
    Positions(Inputs),
    /// Where the reports differ, with the passages side by side
    Disputes(Inputs),
    /// The day of each report, how it is known, and why
    Dates(Dates),
    /// The time expressions of a report with their values
    Times(Times),
    /// Who is in it: every spelling, offices, how often and where, and why the spellings are one
    Actors(Actors),
    /// Says that two actors are one
    Merge(Decide),
    /// Says that a spelling is not of that actor
    Split(Decide),
    /// Gives an actor the name to show
    Rename(Decide),
    /// Says that facts are wrong: they leave the register
    Reject(DecideOne),
    /// Says that facts were checked and hold
    Accept(DecideOne),
    /// Keeps a remark on a fact or an actor
    Annotate(Decide),
    /// The decisions of a case, as a file that --decisions reads
    Decisions(DecisionsArgs),
    /// Takes a decision of a case back
    Undo(Undo),
    /// Puts reports into a case; only what is new is read
    Add(Add),
    /// Asks a case in SQL; it is only read
    Sql(Sql),
    /// The register for other programs: calendars, tables, graphs, notes
    Export(ExportArgs),
    /// The case in a browser, on this machine only; decisions are taken there
    Serve(Serve),
    /// Completions for a shell
    Completions(Completions),
    /// The manual page
    Man(Man),
    /// Imports terms of office from a Wikidata dump or a CSV, or checks such a file
    Lore(LoreVerb),
    /// A line of a report, marked, with its neighbours and what was found in it
    Show(Show),
    /// The report's text that offsets count in
    Text(Text),
    /// How the language model reads a report: tokens, tags, heads and names, as CoNLL-U
    Parse(Parse),
    /// A report with its facts beside the passages that tell them
    Facts(Text),
    /// Rule files: check their examples, list them, try one on a sentence
    Rules(Rules),
    /// Proves every citation of a chronicle against the reports
    Verify(Verify),
    /// The derivation of a fact, or of what was found at an offset
    Explain(Explain),
}

/// `chancery brief`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery brief reports/                                the brief, at most two pages
  chancery brief reports/ -o dossier.html --since 2022-01-04
  chancery brief reports/ --json > chronicle.json
  cat report.txt | chancery brief - --published 2022-01-04")]
pub(crate) struct Brief {
    /// Files, folders (recursive) or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Write the page to this file
    #[arg(short, value_name = "HTML")]
    pub(crate) output: Option<PathBuf>,
    /// Mark what is new (+), changed (*) or only restated (=) since this day
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<Date>,
    /// Only this story of the pile: part of its name, or its number
    #[arg(long, value_name = "NAME")]
    pub(crate) story: Option<String>,
}

/// What a view of the register takes.
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery timeline reports/
  chancery positions case.db --json
  chancery disputes reports/ --story 2")]
pub(crate) struct Inputs {
    /// Files, folders (recursive) or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Only this story of the pile: part of its name, or its number
    #[arg(long, value_name = "NAME")]
    pub(crate) story: Option<String>,
}

/// `chancery calendar`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery calendar reports/ --as-of 2022-01-10
  chancery calendar case.db --ics > calendar.ics")]
pub(crate) struct Calendar {
    #[command(flatten)]
    pub(crate) of: Inputs,
    /// iCalendar (RFC 5545) for a calendar program
    #[arg(long)]
    pub(crate) ics: bool,
}

/// `chancery actors`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery actors reports/
  chancery actors case.db --csv > actors.csv")]
pub(crate) struct Actors {
    #[command(flatten)]
    pub(crate) of: Inputs,
    /// A table for a spreadsheet
    #[arg(long)]
    pub(crate) csv: bool,
}

/// `chancery merge`, `split`, `rename`, `annotate`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery merge case.db \"Olaf Schultz\" \"Olaf Scholz\"
  chancery rename mine.decisions EQ567 \"Angela Merkel\"
  chancery annotate case.db F0123456789 \"confirmed by telephone\"")]
pub(crate) struct Decide {
    /// The case, or a file that keeps decisions; made if it is not there
    #[arg(value_name = "CASE.db|FILE")]
    pub(crate) file: PathBuf,
    /// Id or name of the actor (or of the fact, for a remark)
    pub(crate) one: String,
    /// Id or name of the other, the new name, or the remark
    pub(crate) other: String,
}

/// `chancery reject`, `accept`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Example:
  chancery reject case.db F0123456789        and `chancery undo case.db` takes it back")]
pub(crate) struct DecideOne {
    /// The case, or a file that keeps decisions; made if it is not there
    #[arg(value_name = "CASE.db|FILE")]
    pub(crate) file: PathBuf,
    /// Ids of facts
    #[arg(required = true, value_name = "ID")]
    pub(crate) ids: Vec<String>,
}

/// `chancery decisions`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Example:
  chancery decisions case.db > mine.decisions
  chancery brief reports/ --decisions mine.decisions")]
pub(crate) struct DecisionsArgs {
    /// The case
    #[arg(value_name = "CASE.db")]
    pub(crate) case: PathBuf,
}

/// `chancery undo`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery undo case.db                      takes back the last decision
  chancery undo case.db 3                    takes back decision 3")]
pub(crate) struct Undo {
    /// The case
    #[arg(value_name = "CASE.db")]
    pub(crate) case: PathBuf,
    /// Number of the decision (`chancery decisions CASE.db --json`); without it the last one
    pub(crate) number: Option<i64>,
}

/// `chancery add`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery add case.db reports/              makes the case
  chancery add case.db reports/ new/         reads only what is new
  chancery add case.db                       goes on where it was stopped, or reads anew with a newer program
  chancery brief case.db                     every view takes the case

Ctrl-C, power loss and kill -9 lose nothing that was read: run the same command again.")]
pub(crate) struct Add {
    /// The case; made if it is not there
    #[arg(value_name = "CASE.db")]
    pub(crate) case: PathBuf,
    /// Files, folders (recursive) or -
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
}

/// `chancery sql`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery sql case.db \"select day, summary, place from calendar where stands = 'ahead'\"
  chancery sql case.db \"select name, reports, spellings from actors limit 20\" --csv > actors.csv
  chancery sql case.db \"select snippet(text_search, 0, '[', ']', '…', 12) from text_search where text_search match 'embargo'\"

Views: facts, calendar, statements, positions, disputes, actors, sources. `select sql from sqlite_schema` has all.")]
pub(crate) struct Sql {
    /// The case
    #[arg(value_name = "CASE.db")]
    pub(crate) case: PathBuf,
    /// One question; it can only read
    pub(crate) query: String,
    /// A table for a spreadsheet
    #[arg(long)]
    pub(crate) csv: bool,
    /// Stop after so many seconds
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(crate) seconds: u64,
}

/// `chancery export`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery export case.db --to csv -o tables/      events.csv and mentions.csv
  chancery export case.db --to ics > calendar.ics
  chancery export case.db --to jsonl --actor NATO --from 2022-01-01
  chancery export reports/ --to markdown -o brief.md

csv and parquet are two files, events and mentions, in a folder. With --json and -o the path written is printed; the
formats themselves are what they are.")]
pub(crate) struct ExportArgs {
    /// A case, or files and folders with reports
    #[arg(required = true, value_name = "CASE.db|INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Format
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub(crate) to: chancery_case::export::Format,
    /// File (folder, where the format is several files) to write; text goes to standard output without it
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Only this story of the pile: part of its name, or its number
    #[arg(long, value_name = "NAME")]
    pub(crate) story: Option<String>,
    /// Only facts of this kind (several times for several)
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Vec<String>,
    /// Only facts with this actor: id or part of the name
    #[arg(long, value_name = "NAME")]
    pub(crate) actor: Vec<String>,
    /// Only facts that this report tells: part of its name
    #[arg(long, value_name = "NAME")]
    pub(crate) report: Vec<String>,
    /// No facts that were over before this day
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// No facts that began after this day
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<Date>,
}

fn format(name: &str) -> Result<chancery_case::export::Format, String> {
    use chancery_case::export::Format;
    let known: Vec<&str> = Format::ALL.iter().map(|(_, n)| *n).collect();
    Format::named(name).ok_or_else(|| format!("the formats are {}", known.join(", ")))
}

/// `chancery serve`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery serve case.db                     prints the address with its token
  chancery serve case.db --port 8737 --json

Answers only on 127.0.0.1 and only with the token. Beside the page: /decide, /api/facts?actor=…&kind=…&from=…,
/api/search?q=…, /api/sql?q=…, /export/csv?file=events.csv")]
pub(crate) struct Serve {
    /// The case
    #[arg(value_name = "CASE.db")]
    pub(crate) case: PathBuf,
    /// Listen on this port; without it on a free one
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) port: u16,
}

/// `chancery completions`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Example:
  chancery completions bash > ~/.local/share/bash-completion/completions/chancery")]
pub(crate) struct Completions {
    /// Which shell
    pub(crate) shell: clap_complete::Shell,
}

/// `chancery man`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery man | man -l -
  chancery man -o ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// Write the page of every verb into this folder
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
}

/// `chancery lore`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery lore import holders.csv > mine.lore
  chancery brief reports/ --lore mine.lore
  chancery lore check mine.lore")]
pub(crate) struct LoreVerb {
    #[command(subcommand)]
    pub(crate) verb: LoreDo,
}

/// What to do with lore.
#[derive(Subcommand, Debug)]
pub(crate) enum LoreDo {
    /// Reads a Wikidata JSON dump, or a CSV with person,qid,office,state,from,to; prints terms for --lore
    Import {
        /// The dump or table
        file: PathBuf,
    },
    /// Says what a file of terms holds and what is wrong with it
    Check {
        /// The file
        file: PathBuf,
    },
}

/// `chancery show`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery show reports/ 4:12                line 12 of report 4
  chancery show case.db 4:12 --json")]
pub(crate) struct Show {
    /// Files, folders or -, then REPORT:LINE as the brief cites it
    #[arg(required = true, num_args = 2.., value_name = "INPUT... REPORT:LINE")]
    pub(crate) inputs: Vec<PathBuf>,
}

/// `chancery text`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery text report.html                  what offsets count in
  chancery facts report.txt --published 2022-01-04")]
pub(crate) struct Text {
    /// One file, or -
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
}

/// `chancery parse`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery parse report.txt > report.conllu
  chancery parse --from conllu gold.conllu")]
pub(crate) struct Parse {
    /// Files, folders or -
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// What the file is, where it is no report: tokens that are given
    #[arg(long, value_enum)]
    pub(crate) from: Option<ParseFrom>,
}

/// What `chancery parse` can be given beside reports.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ParseFrom {
    /// CoNLL-U: its tokens are kept, its analysis is not looked at
    Conllu,
}

/// `chancery dates`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Example:
  chancery dates reports/                    each report's day, and why")]
pub(crate) struct Dates {
    /// Files, folders (recursive) or -
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
}

/// `chancery times`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery times report.txt --published 2022-01-04
  chancery times reports/ --timeml -o timeml/")]
pub(crate) struct Times {
    /// Files, folders or -
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Write TimeML 1.2.1 instead
    #[arg(long)]
    pub(crate) timeml: bool,
    /// One TimeML file for each report in this folder
    #[arg(short, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
}

/// `chancery rules`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery rules list
  chancery rules check mine/                 runs every example, yours included
  chancery rules try all \"The minister met the envoy on Monday.\"")]
pub(crate) struct Rules {
    #[command(subcommand)]
    pub(crate) verb: RulesVerb,
}

/// What to do with the rules.
#[derive(Subcommand, Debug)]
pub(crate) enum RulesVerb {
    /// Runs every example of every rule, those of DIR included
    Check {
        /// Folder of rule files to check beside the shipped ones
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// The rules in force, each with its first example
    List,
    /// What a rule (or `all`) finds in a sentence
    Try {
        /// Id of a rule, or `all`
        rule: String,
        /// A sentence
        text: String,
    },
}

/// `chancery verify`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery verify chronicle.json --texts reports/
  chancery verify case.db                    exit status 4 if a citation is stale")]
pub(crate) struct Verify {
    /// What `chancery brief --json` printed, or a case
    #[arg(value_name = "CHRONICLE.json|CASE.db")]
    pub(crate) chronicle: PathBuf,
    /// The reports it was made from; a case holds them itself
    #[arg(long, num_args = 1.., value_name = "INPUT")]
    pub(crate) texts: Vec<PathBuf>,
}

/// `chancery explain`
#[derive(ClapArgs, Debug)]
#[command(after_help = "\
Examples:
  chancery explain case.db F0123456789       why it is one fact, and what each passage gave
  chancery explain chronicle.json report.txt:120 --texts reports/")]
pub(crate) struct Explain {
    /// What `chancery brief --json` printed, or a case
    #[arg(value_name = "CHRONICLE.json|CASE.db")]
    pub(crate) chronicle: PathBuf,
    /// Id of a fact, entity, position or dispute; or NAME:OFFSET (code points) for a place in a report
    pub(crate) what: String,
    /// The reports it was made from; a case holds them itself
    #[arg(long, num_args = 1.., value_name = "INPUT")]
    pub(crate) texts: Vec<PathBuf>,
}
