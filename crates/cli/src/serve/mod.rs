//! `chancery serve`: the case in a browser, on this machine only.
//!
//! The dossier comes in parts, made with the templates of `-o dossier.html` from a few rows of the case; another page
//! takes decisions; the rest are small JSON answers and exports. Nothing is fetched from anywhere, and nothing is answered to anyone without the token.

mod answer;
mod decide;
mod desk;
mod export;
mod guard;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

use crate::args::{Global, Serve};
use crate::{Exit, Failure, screen};
use answer::{Answer, Ask};
use desk::Desk;
use guard::{Asked, Guard};

/// The cookie that holds the token after the first click.
const COOKIE: &str = "chancery";
/// The longest body of a decision.
const LONGEST_BODY: usize = 64 << 10;

/// Serves until Ctrl-C.
pub(crate) fn run(args: &Serve, global: &Global) -> Result<Exit, Failure> {
    let desk = Desk::open(&args.case, global)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .max_blocking_threads(8)
        .build()
        .map_err(|e| Failure::new(format!("the server could not be started: {e}")))?;
    runtime.block_on(listen(args, global, Arc::new(desk)))
}

async fn listen(args: &Serve, global: &Global, desk: Arc<Desk>) -> Result<Exit, Failure> {
    let wanted = SocketAddr::from(([127, 0, 0, 1], args.port));
    let listener = tokio::net::TcpListener::bind(wanted).await.map_err(|e| {
        Failure::new(format!("{wanted}: could not be listened on: {e}"))
            .hint("leave out --port, and a free one is taken")
    })?;
    let address = listener.local_addr().map_err(|e| Failure::new(e.to_string()))?;
    let guard = Arc::new(Guard::new(address, token()?));
    say(&args.case, address, &guard, global)?;
    let app = axum::Router::new().fallback(move |request: Request| {
        let (desk, guard) = (Arc::clone(&desk), Arc::clone(&guard));
        async move { respond(request, desk, guard).await }
    });
    let stopped = axum::serve(listener, app).with_graceful_shutdown(async {
        // Where Ctrl-C cannot be listened to, it ends the process, as it would without us.
        let _ = tokio::signal::ctrl_c().await;
    });
    stopped.await.map_err(|e| Failure::new(format!("the server ended: {e}")))?;
    Ok(Exit::Done)
}

fn say(case: &Path, address: SocketAddr, guard: &Guard, global: &Global) -> Result<(), Failure> {
    let link = format!("http://{address}/?token={}", guard.token());
    if global.json {
        let case = case.display().to_string();
        return crate::verbs::print_json(&serde_json::json!({ "case": case, "address": link }));
    }
    crate::verbs::print(&format!("{link}\n"))?;
    if !global.quiet {
        let case = case.display().to_string();
        eprintln!(
            "chancery: {} is open at this address, for this machine only; Ctrl-C ends",
            screen::clean(&case)
        );
    }
    Ok(())
}

/// 128 bits that nobody can guess.
fn token() -> Result<String, Failure> {
    use std::fmt::Write;
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|e| Failure::new(format!("the system gives no random bits: {e}")))?;
    let mut out = String::new();
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    Ok(out)
}

async fn respond(request: Request, desk: Arc<Desk>, guard: Arc<Guard>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    if let Err(refusal) = guard.at_home(asked(&parts.headers)) {
        return answer::refused(refusal).into_response();
    }
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        return Answer::text(StatusCode::PAYLOAD_TOO_LARGE, "too much").into_response();
    };
    // Asking the case may take a while, and the loop that answers others must not wait for it.
    let answered = tokio::task::spawn_blocking(move || {
        let asked = asked(&parts.headers);
        let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or(""));
        answer::answer(&Ask { method: &parts.method, path, query, body: &body, asked }, &desk, &guard)
    });
    let failed = Answer::text(StatusCode::INTERNAL_SERVER_ERROR, "this could not be answered");
    answered.await.unwrap_or(failed).into_response()
}

fn asked(headers: &HeaderMap) -> Asked<'_> {
    let one = |name: HeaderName| {
        // A header that comes twice is no header: which of them is meant cannot be told.
        let mut values = headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => Some(value.to_str().unwrap_or("?")),
            (Some(_), Some(_)) => Some("?"),
            _ => None,
        }
    };
    Asked {
        host: one(header::HOST),
        origin: one(header::ORIGIN),
        site: one(HeaderName::from_static("sec-fetch-site")),
        cookie: one(header::COOKIE),
        bearer: one(header::AUTHORIZATION),
    }
}

impl Answer {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            // With `no-referrer` a browser sends our own forms with `Origin: null`, which nobody may ask with.
            ("referrer-policy", "same-origin"),
            ("cache-control", "no-store"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        response
    }
}
