//! Reads the walking network: `streets.bin`, written by `ibasho import`.

use super::code;
use super::import::streets::STREETS_FILE;
use super::notice::{Notices, Spot};
use super::source::Source;
use crate::streets::{Network, Streets};
use std::sync::Arc;

/// Maximum size of the network: [`crate::streets::MAX_EDGES`] edges.
const MAX_BYTES: u64 = 128 << 20;

/// The network of `source`; `None` when it has none, or a broken one, which is reported.
pub(super) fn read(source: &Source, notices: &mut Notices) -> Option<Arc<Streets>> {
    let bytes = match source
        .open(STREETS_FILE, MAX_BYTES)
        .and_then(|file| file.map(super::Opened::read_all).transpose())
    {
        Ok(bytes) => bytes?,
        Err(fault) => {
            notices.note(fault.code, Spot::file(STREETS_FILE), &fault.message);
            return None;
        }
    };
    let network = Network::from_bytes(&bytes).map_err(|fault| fault.to_string());
    let built = network.and_then(|network| Streets::build(&network).map_err(|fault| fault.to_string()));
    match built {
        Ok(streets) => Some(Arc::new(streets)),
        Err(fault) => {
            notices.note(&code::BAD_STREETS, Spot::file(STREETS_FILE), fault);
            None
        }
    }
}
