//! What is shown: the register of the case, made once, and made again when the case has changed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use axum::body::Bytes;
use chancery_case::ChronicleJson;
use chancery_case::store::{Case, Decided, Word};
use chancery_story::Chronicle;

use crate::args::Global;
use crate::pile::{self, Tools};
use crate::{Exit, Failure};

/// The case on the desk.
pub(super) struct Desk {
    path: PathBuf,
    global: Global,
    /// Asked whether the case has changed; SQLite handles go to one thread at a time.
    case: Mutex<Case>,
    shown: RwLock<Arc<Shown>>,
    /// One decision after the other.
    deciding: Mutex<()>,
}

/// One state of the case, in every form that is asked for.
pub(super) struct Shown {
    state: Option<String>,
    pub(super) page: Bytes,
    pub(super) register: Chronicle,
    pub(super) chronicle: ChronicleJson,
    pub(super) texts: Vec<Arc<str>>,
    pub(super) decided: Vec<Decided>,
}

impl Desk {
    pub(super) fn open(path: &Path, global: &Global) -> Result<Desk, Failure> {
        let case = Case::read(path)?;
        let shown = RwLock::new(Arc::new(Shown::of(&case, global)?));
        let deciding = Mutex::new(());
        Ok(Desk { path: path.to_owned(), global: global.clone(), case: Mutex::new(case), shown, deciding })
    }

    /// What the case holds now.
    pub(super) fn now(&self) -> Result<Arc<Shown>, Failure> {
        let case = self.case.lock().unwrap_or_else(PoisonError::into_inner);
        let state = case.about("state")?;
        let shown = Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner));
        if shown.state == state {
            return Ok(shown);
        }
        let shown = Arc::new(Shown::of(&case, &self.global)?);
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&shown);
        Ok(shown)
    }

    /// Runs `ask` on the case; others wait.
    pub(super) fn with_case<T>(&self, ask: impl FnOnce(&mut Case) -> T) -> T {
        ask(&mut self.case.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps a decision, and makes the chronicle anew.
    pub(super) fn decide(&self, word: Word, one: &str, other: Option<&str>) -> Result<Decided, Failure> {
        self.writing(|case| Ok(case.decide(word, one, other)?))
    }

    /// Takes a decision back, and makes the chronicle anew.
    pub(super) fn undo(&self, id: Option<i64>) -> Result<Decided, Failure> {
        self.writing(|case| {
            case.undo(id)?.ok_or_else(|| Failure::usage("there is no such decision to take back"))
        })
    }

    fn writing(
        &self,
        change: impl FnOnce(&mut Case) -> Result<Decided, Failure>,
    ) -> Result<Decided, Failure> {
        let _turn = self.deciding.lock().unwrap_or_else(PoisonError::into_inner);
        let mut case = Case::write(&self.path, &crate::verbs::holder("serve"))?;
        let decided = change(&mut case)?;
        crate::verbs::update(&mut case, Tools::load(&self.global)?, &self.global)?;
        Ok(decided)
    }
}

impl Shown {
    fn of(case: &Case, global: &Global) -> Result<Shown, Failure> {
        let state = case.about("state")?;
        let read = pile::read_case(case, global)?;
        if read.reports.is_empty() {
            return Err(Failure {
                message: "the case holds no report".into(),
                hint: Some("chancery add CASE.db INPUT…".into()),
                exit: Exit::Failed,
            });
        }
        let register = read.register(global);
        let chronicle = read.chronicle(&register);
        let texts = read.texts();
        let page = crate::page::page(&register, &texts).map_err(|e| Failure::new(e.to_string()))?;
        // The way from the page to the decisions; without a server the page has none.
        let page = page.replacen("</nav>", " <a href=\"/decide\">Decide</a></nav>", 1);
        Ok(Shown { state, page: Bytes::from(page), register, chronicle, texts, decided: case.decided()? })
    }
}
