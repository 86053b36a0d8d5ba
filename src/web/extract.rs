//! Extractors: query parameters, typed or raw, and the place id in a path.

use super::WebError;
use crate::ask::Params;
use crate::place::PlaceId;
use axum::extract::{FromRequestParts, Path};
use axum::http::Uri;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::convert::Infallible;

pub(super) fn params(uri: &Uri) -> Params {
    Params::read(uri.query().unwrap_or_default())
}

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(params(&parts.uri))
    }
}

/// Query in which every parameter must be known: see [`Params::strict`].
pub(super) struct Strict<T>(pub(super) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Strict<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        Ok(Self(params(&parts.uri).strict()?))
    }
}

/// The place id in the path; an id that is not valid is a 404.
pub(super) struct Named(pub(super) PlaceId);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Ok(Path(text)) = path else { return Err(WebError::NotFound) };
        PlaceId::new(&text).map(Self).ok_or(WebError::NotFound)
    }
}
