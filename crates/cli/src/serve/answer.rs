//! From a request to its answer.

use axum::body::Bytes;
use axum::http::{HeaderName, Method, StatusCode, header};
use chancery_case::export::{Filter, Format};
use chancery_case::store::{Case, Part, Word};
use serde_json::json;

use super::desk::Desk;
use super::guard::{Asked, Guard, Refusal};
use super::{COOKIE, decide, export};
use crate::page::live;
use crate::{Exit, Failure, screen};

/// A request that came to the right address.
pub(super) struct Ask<'a> {
    pub(super) method: &'a Method,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) body: &'a [u8],
    pub(super) asked: Asked<'a>,
}

/// What goes back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(HeaderName, String)>,
    pub(super) body: Bytes,
}

impl Answer {
    pub(super) fn of(status: StatusCode, kind: &str, body: impl Into<Bytes>) -> Answer {
        Answer { status, headers: vec![(header::CONTENT_TYPE, kind.to_owned())], body: body.into() }
    }

    pub(super) fn text(status: StatusCode, words: &str) -> Answer {
        let body = format!("{}\n", screen::clean(words));
        Answer::of(status, "text/plain; charset=utf-8", body).with(header::CONTENT_SECURITY_POLICY, NOTHING)
    }

    fn json(value: &impl serde::Serialize) -> Answer {
        let body = serde_json::to_vec(value).unwrap_or_default();
        Answer::of(StatusCode::OK, "application/json", body).with(header::CONTENT_SECURITY_POLICY, NOTHING)
    }

    pub(super) fn with(mut self, name: HeaderName, value: &str) -> Answer {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn see(place: &str) -> Answer {
        Answer::text(StatusCode::SEE_OTHER, "see there").with(header::LOCATION, place)
    }
}

/// The policy of what is no page.
pub(super) const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

pub(super) fn refused(refusal: Refusal) -> Answer {
    match refusal {
        Refusal::ForeignHost => Answer::text(
            StatusCode::MISDIRECTED_REQUEST,
            "this server answers under 127.0.0.1 and localhost only",
        ),
        Refusal::ForeignOrigin => Answer::text(StatusCode::FORBIDDEN, "a page of another site may not ask"),
        Refusal::NoToken => Answer::text(
            StatusCode::UNAUTHORIZED,
            "the token is missing: open the address that `chancery serve` printed",
        ),
    }
}

/// Answers a request from our own address.
pub(super) fn answer(ask: &Ask, desk: &Desk, guard: &Guard) -> Answer {
    if let (&Method::GET, "/", Some(token)) = (ask.method, ask.path, one(ask.query, "token")) {
        return enter(guard, &token);
    }
    if let Err(refusal) = guard.knows(ask.asked) {
        return refused(refusal);
    }
    let answered = match *ask.method {
        Method::GET | Method::HEAD => get(ask, desk, guard),
        Method::POST => post(ask, desk, guard),
        _ => Ok(Answer::text(StatusCode::METHOD_NOT_ALLOWED, "expected GET or POST")),
    };
    answered.unwrap_or_else(|failure| failed(&failure))
}

/// The token moves from the address, which others may see, into a cookie, which scripts cannot read.
fn enter(guard: &Guard, token: &str) -> Answer {
    if !guard.is_token(token) {
        return refused(Refusal::NoToken);
    }
    let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict", guard.token());
    Answer::see("/").with(header::SET_COOKIE, &cookie)
}

fn failed(failure: &Failure) -> Answer {
    let status = match failure.exit {
        Exit::Usage => StatusCode::BAD_REQUEST,
        Exit::Locked => StatusCode::LOCKED,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let hint = failure.hint.as_deref().map(|h| format!("\nhint: {h}")).unwrap_or_default();
    Answer::text(status, &format!("{}{hint}", failure.message))
}

fn get(ask: &Ask, desk: &Desk, guard: &Guard) -> Result<Answer, Failure> {
    if let Some(format) = ask.path.strip_prefix("/export/").and_then(Format::named) {
        return export::exported(desk, format, &filter(ask.query), one(ask.query, "file").as_deref());
    }
    if ask.path == "/decide.css" {
        return Ok(Answer::of(StatusCode::OK, "text/css; charset=utf-8", decide::STYLE)
            .with(header::CONTENT_SECURITY_POLICY, NOTHING));
    }
    desk.with_case(|case| match ask.path {
        "/decide" => {
            let asked = one(ask.query, "q").unwrap_or_default();
            let page = decide::page(case, &case.decided()?, guard.token(), &asked, desk.is_being_made())?;
            Ok(html(Some(page)).with(header::CONTENT_SECURITY_POLICY, decide::POLICY))
        }
        path => match path.strip_prefix("/api/") {
            Some(what) => api(what, ask, case),
            None => dossier(path, ask, desk, case),
        },
    })
}

/// A page of the dossier. It carries its own policy; ours adds what a page cannot say of itself.
fn dossier(path: &str, ask: &Ask, desk: &Desk, case: &Case) -> Result<Answer, Failure> {
    let (frame, decided) = (desk.frame(case)?, case.decided()?);
    let notice = desk.is_being_made().then(|| {
        "a decision is being worked in: what you see is the register before it; load the page again"
            .to_owned()
    });
    let asked = live::Asked::read(ask.query);
    let look = live::Look { case, frame: &frame, decided: &decided, asked: &asked, notice };
    let page = match path.split('/').collect::<Vec<_>>()[..] {
        ["", ""] => Some(look.overview()?),
        ["", "list", part] => look.part(part)?,
        ["", "fact", id] => look.one(id)?,
        ["", "report", no] => no.parse().map_or(Ok(None), |no| live::report(case, no))?,
        _ => None,
    };
    Ok(html(page).with(header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"))
}

fn html(page: Option<String>) -> Answer {
    match page {
        Some(page) => Answer::of(StatusCode::OK, "text/html; charset=utf-8", page),
        None => Answer::text(StatusCode::NOT_FOUND, "there is nothing here"),
    }
}

/// Rows of one answer, where nothing is said; and the most.
const ROWS: (usize, usize) = (500, 5000);

/// The register's parts as FORMAT has them, narrowed by the address and cut by `limit` and `offset`; questions in words
/// and in SQL.
fn api(what: &str, ask: &Ask, case: &mut Case) -> Result<Answer, Failure> {
    let number = |name: &str| one(ask.query, name).and_then(|n| n.parse::<usize>().ok());
    let cut = (number("offset").unwrap_or(0), number("limit").unwrap_or(ROWS.0).min(ROWS.1));
    let list = |case: &Case, part| -> Result<Answer, Failure> {
        let rows = case.list(part, &filter(ask.query), cut)?;
        // Each row is an object of the chronicle as it was written.
        let body = format!("[{}]", rows.join(","));
        Ok(Answer::of(StatusCode::OK, "application/json", body)
            .with(header::CONTENT_SECURITY_POLICY, NOTHING))
    };
    Ok(match what {
        "facts" => list(case, Part::Facts)?,
        "positions" => list(case, Part::Positions)?,
        "disputes" => list(case, Part::Disputes)?,
        "entities" => list(case, Part::Entities)?,
        "documents" => list(case, Part::Documents)?,
        "decisions" => {
            let words = case.decisions()?.written();
            Answer::of(StatusCode::OK, "text/plain; charset=utf-8", words)
                .with(header::CONTENT_SECURITY_POLICY, NOTHING)
        }
        "search" => search(&one(ask.query, "q").unwrap_or_default(), case)?,
        "sql" => sql(&one(ask.query, "q").unwrap_or_default(), case)?,
        _ => Answer::text(StatusCode::NOT_FOUND, "there is nothing here"),
    })
}

/// Passages that have the words; every word is searched for as it is, none is an operator.
fn search(words: &str, case: &mut Case) -> Result<Answer, Failure> {
    let quoted: Vec<String> =
        words.split_whitespace().take(20).map(|w| format!("\"{}\"", w.replace(['"', '\''], " "))).collect();
    if quoted.is_empty() {
        return Ok(Answer::json(&json!([])));
    }
    let phrase = quoted.join(" ");
    sql(
        &format!(
            "SELECT d.name AS report, d.published, snippet(text_search, 0, '', '', '…', 24) AS words \
             FROM text_search s CROSS JOIN document d ON d.text = s.rowid WHERE text_search MATCH '{phrase}' \
             ORDER BY rank LIMIT 50"
        ),
        case,
    )
}

/// The most bytes of an answer to a question in SQL.
const MOST_BYTES: usize = 16 << 20;

/// A question in SQL, which only reads and has one second.
fn sql(question: &str, case: &mut Case) -> Result<Answer, Failure> {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(1);
    let rows = case.ask_within(question, MOST_BYTES, move || std::time::Instant::now() > end)?;
    Ok(Answer::json(&crate::verbs::objects(&rows)))
}

fn post(ask: &Ask, desk: &Desk, guard: &Guard) -> Result<Answer, Failure> {
    let body = std::str::from_utf8(ask.body).unwrap_or_default();
    // The cookie comes by itself with a form of ours; the token in the body shows that the form is ours.
    let by_form = one(body, "token").is_some_and(|token| guard.is_token(&token));
    let by_program = ask.asked.bearer.is_some();
    if !by_form && !by_program {
        return Ok(refused(Refusal::NoToken));
    }
    let decided = match ask.path {
        "/decide" => {
            let verb = one(body, "verb").unwrap_or_default();
            let word = Word::named(&verb).ok_or_else(|| {
                Failure::usage(format!("{verb}: expected merge, split, rename, reject, accept or annotate"))
            })?;
            let other = one(body, "other").filter(|_| word.of_two());
            desk.decide(word, &one(body, "one").unwrap_or_default(), other.as_deref())?
        }
        "/undo" => {
            let id = one(body, "id").map(|id| id.parse().map_err(|_| Failure::usage("expected a number")));
            desk.undo(id.transpose()?)?
        }
        _ => return Ok(Answer::text(StatusCode::NOT_FOUND, "there is nothing here")),
    };
    if by_program {
        return Ok(Answer::json(
            &json!({ "id": decided.id, "line": decided.line(), "undone": decided.undone }),
        ));
    }
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", &one(body, "q").unwrap_or_default())
        .finish();
    Ok(Answer::see(&format!("/decide?{query}")))
}

fn one(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// What the address asks for: `kind`, `actor`, `report`, `from`, `until`, each as often as wanted.
fn filter(query: &str) -> Filter {
    let all = |name: &str| -> Vec<String> {
        let pairs = form_urlencoded::parse(query.as_bytes());
        pairs
            .filter(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.into_owned())
            .collect()
    };
    Filter {
        kinds: all("kind"),
        actors: all("actor"),
        reports: all("report"),
        from: all("from").pop(),
        until: all("until").pop(),
    }
}
