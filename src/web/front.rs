//! Can this be answered before anything else is asked?
//!
//! Most of what a moving map asks for has been asked for before. Such a tile is in memory, in the
//! coding it is wanted in, and needs none of what stands around every route (words for errors, a
//! language, a limit of time): with it, sending a tile takes twice the work of sending its bytes. So
//! it is answered here, with the same number, line in the log, and headers as everything else; a
//! test holds the two answers against each other. Whatever is not that goes on unchanged.
//!
//! ```text
//! front::before(app, routes)    the same service, faster for tiles that are at hand
//! ```

use super::observe::{self, Reference};
use super::{App, headers, tiles};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Instant;
use tower::ServiceExt;

/// The service behind, and what is needed to answer in its place.
struct Front {
    app: App,
    rest: Router,
}

/// The service `rest` of `app`, with the short way in front of it.
pub(super) fn before(app: App, rest: Router) -> Router {
    Router::new().fallback(answer).with_state(Arc::new(Front { app, rest }))
}

async fn answer(State(front): State<Arc<Front>>, request: Request) -> Response {
    let began = Instant::now();
    let Some(mut response) = tiles::at_hand(&front.app, &request) else {
        return front.rest.clone().oneshot(request).await.into_response();
    };
    headers::add(response.headers_mut(), true);
    observe::answered(&mut response, Reference::next(), began, request.method(), request.uri().path());
    response
}
