//! The binary `chancery`: arguments, progress, exit statuses. It knows nothing of any crisis.

mod args;
mod brief;
mod input;
mod interrupt;
mod page;
mod pile;
mod screen;
mod serve;
mod verbs;
mod whole_file;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    match verbs::run(&args) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            eprintln!("chancery: {}", screen::clean(&failure.message));
            if let Some(hint) = &failure.hint {
                eprintln!("  hint: {}", screen::clean(hint));
            }
            failure.exit.into()
        }
    }
}

/// How a run ended, as CLI.md numbers it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    SomeRejected = 3,
    Stale = 4,
    Locked = 5,
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a run could not go on: what was expected, what was found, what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
    pub(crate) exit: Exit,
}

impl From<chancery_case::store::CaseError> for Failure {
    fn from(error: chancery_case::store::CaseError) -> Failure {
        use chancery_case::store::CaseFault;
        let exit = match error.fault {
            CaseFault::Locked => Exit::Locked,
            CaseFault::Query => Exit::Usage,
            CaseFault::Foreign | CaseFault::Damaged | CaseFault::Full | CaseFault::File => Exit::Failed,
        };
        Failure { message: error.message, hint: Some(error.hint), exit }
    }
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), hint: None, exit: Exit::Failed }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), hint: None, exit: Exit::Usage }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }
}
