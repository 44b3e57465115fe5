//! How does a browser ask?
//!
//! [`handle`] answers one request from what a [`State`] holds: a plain function, so that tests need no socket. [`net`] gives
//! it a socket. Everything the page knows it asks for at `/api/…`; `docs/openapi.json` says how, and is served as well.
//!
//! ```text
//! request ─guard▶ is it from our own page? ─routes▶ answers · draw · article · correct ─reply▶ response
//! ```

mod answers;
mod article;
mod ask;
mod correct;
mod draw;
mod guard;
pub mod net;
mod reply;
mod search;
mod shelf;

pub use guard::Guard;
pub use shelf::{Join, Shelf, State};

use ask::Ask;
use axum::body::Bytes;
use axum::http::{Method, Request, Response, StatusCode};
use reply::{Refusal, Reply};

type Answer = Result<Reply, Refusal>;

/// The page: its address, its sort, its bytes.
const PAGE: &[(&str, &str, &str)] = &[
    ("/", "text/html; charset=utf-8", include_str!("web/index.html")),
    ("/style.css", "text/css; charset=utf-8", include_str!("web/style.css")),
    ("/app.js", SCRIPT, include_str!("web/app.js")),
    ("/article.js", SCRIPT, include_str!("web/article.js")),
    ("/board.js", SCRIPT, include_str!("web/board.js")),
    ("/correct.js", SCRIPT, include_str!("web/correct.js")),
    ("/facts.js", SCRIPT, include_str!("web/facts.js")),
    ("/filter.js", SCRIPT, include_str!("web/filter.js")),
    ("/link.js", SCRIPT, include_str!("web/link.js")),
    ("/paint.js", SCRIPT, include_str!("web/paint.js")),
    ("/panel.js", SCRIPT, include_str!("web/panel.js")),
    ("/search.js", SCRIPT, include_str!("web/search.js")),
    ("/take.js", SCRIPT, include_str!("web/take.js")),
    ("/time.js", SCRIPT, include_str!("web/time.js")),
    ("/tools.js", SCRIPT, include_str!("web/tools.js")),
    ("/views.js", SCRIPT, include_str!("web/views.js")),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";
const ICON: &str = include_str!("web/icon.svg");
const OPENAPI: &str = include_str!("../../docs/openapi.json");

/// Answers a request.
pub fn handle(request: &Request<Bytes>, state: &State) -> Response<Bytes> {
    let answer = state.guard().admit(request).and_then(|()| route(request, state));
    reply::respond(request, answer)
}

fn route(request: &Request<Bytes>, state: &State) -> Answer {
    let path = request.uri().path();
    if let Some((_, mime, text)) = PAGE.iter().find(|(at, ..)| *at == path) {
        return only_get(request).map(|()| Reply::text(mime, text.as_bytes()));
    }
    match path {
        "/icon.svg" | "/favicon.ico" => return Ok(Reply::text("image/svg+xml", ICON.as_bytes())),
        "/api/openapi.json" => return Ok(Reply::text("application/json", OPENAPI.as_bytes())),
        _ => {}
    }
    let Some(what) = path.strip_prefix("/api/") else {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "there is nothing at this address"));
    };
    let begins = request.method() == Method::GET && matches!(what, "about" | "picture");
    let now = if begins { state.soon()? } else { state.now()? };
    let ask = Ask::new(request, &now)?;
    match (request.method(), what) {
        (&Method::GET, _) => get(what, &ask, state),
        (&Method::POST, "picture") => draw::picture(&ask),
        (&Method::POST, "view.svg") => draw::svg(&ask),
        (&Method::POST, "view.png") => draw::png(&ask),
        (&Method::POST, "view.json") => draw::json(&ask),
        (&Method::POST, "corrections") => correct::add(&ask, state),
        _ => Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "this address is asked in another way")),
    }
}

fn get(what: &str, ask: &Ask<'_>, state: &State) -> Answer {
    match what {
        "about" => answers::about(ask, state),
        "search" => search::search(ask, state),
        "names" => search::names(ask),
        "thing" => answers::thing(ask, state),
        "fact" => answers::fact(ask),
        "links" => answers::links(ask),
        "paths" => answers::paths(ask),
        "timeline" => answers::timeline(ask),
        "overlap" => answers::overlap(ask),
        "conflicts" => answers::conflicts(ask),
        "trace" => answers::trace(ask),
        "briefing.md" => answers::briefing(ask),
        "article" => article::article(ask, state),
        "picture" => draw::best(ask),
        "corrections" => correct::list(ask, state),
        _ => Err(Refusal::new(StatusCode::NOT_FOUND, "the API has nothing of that name")),
    }
}

fn only_get(request: &Request<Bytes>) -> Result<(), Refusal> {
    match *request.method() {
        Method::GET | Method::HEAD => Ok(()),
        _ => Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "the page can only be read")),
    }
}
