//! The case on the desk: looked at through a few handles, never held in memory; changed by one hand at a time.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chancery_case::export::{Filter, Format};
use chancery_case::store::{Case, Decided, Reader, Word};

use crate::args::Global;
use crate::page::{FORM, live};
use crate::pile::Tools;
use crate::{Exit, Failure, screen};

/// A person waits so long for a register that is made anew; after that it is told that it is being made.
const PATIENCE: Duration = Duration::from_secs(8);

/// The case on the desk.
pub(super) struct Desk {
    path: PathBuf,
    global: Global,
    /// Handles that nobody uses now; SQLite's go to one thread at a time.
    handles: Mutex<Vec<Case>>,
    /// What stands on every page, and the state of the case that it is of.
    frame: Mutex<Option<(Option<String>, Arc<live::Frame>)>>,
    /// The process that makes the register anew.
    making: Mutex<Option<Child>>,
    /// One decision after the other.
    deciding: Mutex<()>,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Opens the case; one that this program did not make, or that has changed since, is made anew first.
    pub(super) fn open(path: &Path, global: &Global) -> Result<Desk, Failure> {
        if global.as_of.is_some() || global.decisions.is_some() {
            return Err(Failure::usage(
                "serve shows the case as it is kept, and takes neither --as-of nor --decisions",
            )
            .hint("`chancery brief CASE.db --as-of DATE` counts from another day"));
        }
        let case = Case::read(path)?;
        if case.report_count()? == 0 {
            return Err(Failure {
                message: "the case holds no report".into(),
                hint: Some("chancery add CASE.db INPUT…".into()),
                exit: Exit::Failed,
            });
        }
        let desk = Desk {
            path: path.to_owned(),
            global: global.clone(),
            handles: Mutex::new(Vec::new()),
            frame: Mutex::new(None),
            making: Mutex::new(None),
            deciding: Mutex::new(()),
        };
        if !desk.is_current(&case)? {
            drop(case);
            desk.bring_up_to_date()?;
        }
        Ok(desk)
    }

    /// Whether what is kept to be shown is of this program, its lore and these reports.
    fn is_current(&self, case: &Case) -> Result<bool, Failure> {
        // The model is loaded for its name alone, and let go of again before anything is served.
        let reader = Reader::of(&Tools::load(&self.global)?.made_by());
        Ok(case.shows(FORM)? && case.unread(&reader)?.is_empty() && case.is_current(&reader)?)
    }

    fn bring_up_to_date(&self) -> Result<(), Failure> {
        if !self.global.quiet {
            let path = self.path.display().to_string();
            eprintln!("chancery: note: {} is made anew by this program first", screen::clean(&path));
        }
        let done = self.maker()?.wait().map_err(|e| Failure::new(e.to_string()))?;
        if done.success() || Case::read(&self.path)?.shows(FORM)? {
            return Ok(());
        }
        Err(Failure::new("the case could not be made anew").hint("run `chancery add CASE.db` to see why"))
    }

    /// A process of this program that makes the register anew: what it needs of memory goes with it.
    fn maker(&self) -> Result<Child, Failure> {
        let mut command = self.command("add")?;
        command.arg(&self.path);
        command.spawn().map_err(|e| Failure::new(format!("the register could not be made anew: {e}")))
    }

    /// Has a process of this program write an export.
    pub(super) fn export(&self, format: Format, filter: &Filter, output: &Path) -> Result<(), Failure> {
        let mut command = self.command("export")?;
        command.arg("--to").arg(format.name()).arg("-o").arg(output);
        let Filter { kinds, actors, reports, from, until } = filter;
        let several = [("kind", kinds), ("actor", actors), ("report", reports)];
        // `--kind=-x`: no value of an address can be an option.
        command.args(several.iter().flat_map(|(n, list)| list.iter().map(move |v| format!("--{n}={v}"))));
        let days = [("from", from), ("until", until)];
        command.args(days.iter().filter_map(|(n, day)| Some(format!("--{n}={}", day.as_ref()?))));
        let made = command.arg("--").arg(&self.path).stderr(Stdio::piped()).output();
        let made = made.map_err(|e| Failure::new(format!("the export could not be made: {e}")))?;
        if made.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&made.stderr).into_owned();
        let said = said.trim().trim_start_matches("chancery: ").to_owned();
        Err(if made.status.code() == Some(Exit::Usage as i32) {
            Failure::usage(said)
        } else {
            Failure::new(said)
        })
    }

    /// This program, asked to run a verb quietly with the same rules, lore and model.
    fn command(&self, verb: &str) -> Result<Command, Failure> {
        let program = std::env::current_exe().map_err(|e| Failure::new(e.to_string()))?;
        let mut command = Command::new(program);
        command.arg(verb).arg("--quiet").stdin(Stdio::null()).stdout(Stdio::null());
        let Global { rules, lore, model, engine, threads, .. } = &self.global;
        for (name, path) in [("--rules", rules), ("--lore", lore), ("--model", model)] {
            if let Some(path) = path {
                command.arg(name).arg(path);
            }
        }
        if let Some(engine) = engine {
            command.arg("--engine").arg(engine);
        }
        if *threads > 0 {
            command.arg("--threads").arg(threads.to_string());
        }
        Ok(command)
    }

    /// Looks at the case through a handle that nobody else uses.
    pub(super) fn with_case<T>(
        &self,
        ask: impl FnOnce(&mut Case) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let free = held(&self.handles).pop();
        let mut case = match free {
            Some(case) => case,
            None => Case::read(&self.path)?,
        };
        let answer = ask(&mut case);
        held(&self.handles).push(case);
        answer
    }

    /// What stands on every page, as the case is now.
    pub(super) fn frame(&self, case: &Case) -> Result<Arc<live::Frame>, Failure> {
        let state = case.about("state")?;
        let mut kept = held(&self.frame);
        if let Some((of, frame)) = kept.as_ref()
            && *of == state
        {
            return Ok(Arc::clone(frame));
        }
        let frame = Arc::new(live::frame(case)?);
        *kept = Some((state, Arc::clone(&frame)));
        Ok(frame)
    }

    /// Whether the register is being made anew now.
    pub(super) fn is_being_made(&self) -> bool {
        let mut making = held(&self.making);
        let runs = making.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(None)));
        if !runs {
            *making = None;
        }
        runs
    }

    /// Keeps a decision, and has the register made anew.
    pub(super) fn decide(&self, word: Word, one: &str, other: Option<&str>) -> Result<Decided, Failure> {
        self.writing(|case| Ok(case.decide(word, one, other)?))
    }

    /// Takes a decision back, and has the register made anew.
    pub(super) fn undo(&self, id: Option<i64>) -> Result<Decided, Failure> {
        self.writing(|case| {
            case.undo(id)?.ok_or_else(|| Failure::usage("there is no such decision to take back"))
        })
    }

    fn writing(
        &self,
        change: impl FnOnce(&mut Case) -> Result<Decided, Failure>,
    ) -> Result<Decided, Failure> {
        let _turn = held(&self.deciding);
        // Our own writer is waited for; somebody else's is told.
        self.wait_for_maker(Duration::from_mins(10));
        let mut case = Case::write(&self.path, &crate::verbs::holder("serve"))?;
        let decided = change(&mut case)?;
        drop(case);
        // What is accepted or remarked stands beside the register and changes nothing of it.
        if !matches!(decided.word, Word::Accept | Word::Annotate) {
            *held(&self.making) = Some(self.maker()?);
            self.wait_for_maker(PATIENCE);
        }
        Ok(decided)
    }

    fn wait_for_maker(&self, patience: Duration) {
        let end = Instant::now() + patience;
        while self.is_being_made() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
