//! What may be told of the children's numbers: everything, or rounded numbers by school district.
//!
//! Published figures are everybody's. Internal ones are rounded before anything is computed
//! ([`Town::rounded`]), and visitors may ask about districts within three radii only: no free radius,
//! no free point, nothing by cell. `serve --board-open`, on a loopback address, tells the office
//! everything.

use crate::coverage::{ROUNDED_TO, Town};
use crate::dataset::{Disclosure, Ward};
use crate::geodesy::Meters;
use crate::lang::Lang;
use crate::web::{Feature, WebError};

/// The radii visitors may ask about when the numbers are internal.
pub const PUBLIC_RADII: [Meters; 3] = [Meters(400.0), Meters(800.0), Meters(1200.0)];

/// Whether the board is open to whoever reaches the address: `serve --board-open`.
#[derive(Debug, Clone, Copy, Default)]
pub struct BoardOpen(pub bool);

impl Feature for BoardOpen {}

/// What may be told of the children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Everything: the figures are published.
    Published,
    /// Everything, to the office: the figures are internal.
    Office,
    /// Rounded numbers by district: the figures are internal, and a visitor asks.
    Rounded,
}

impl Told {
    /// What the figures of `ward` allow.
    pub fn of(ward: &Ward, open: &BoardOpen) -> Self {
        match (ward.demand.disclosure, open.0) {
            (Disclosure::Published, _) => Self::Published,
            (Disclosure::Internal, true) => Self::Office,
            (Disclosure::Internal, false) => Self::Rounded,
        }
    }

    /// The unit of the numbers; `None` when they are exact.
    pub fn rounded_to(self) -> Option<u32> {
        (self == Self::Rounded).then_some(ROUNDED_TO)
    }

    /// Whether single cells may be shown.
    pub fn by_cell(self) -> bool {
        self != Self::Rounded
    }

    /// Whose figures the numbers of children of `ward` are, and how exactly they are told.
    pub fn words(self, lang: Lang, ward: &Ward) -> String {
        let sources = &ward.demand.source;
        match (self, sources.get(lang.code()).or_else(|| sources.get(Lang::Ja.code()))) {
            (Self::Published, Some(source)) => {
                let key = if ward.sample { "board-told-source-sample" } else { "board-told-source" };
                lang.fill(key, &[("source", source.clone().into())])
            }
            (Self::Published, None) => lang.text("board-told-published"),
            (Self::Rounded, _) => lang.text("board-told-rounded"),
            (Self::Office, _) => lang.text("board-told-office"),
        }
    }

    pub(super) fn town(self, town: Town) -> Town {
        if self == Self::Rounded { town.rounded() } else { town }
    }

    /// # Errors
    /// [`WebError::OfficeOnly`] unless visitors may ask about `radius`.
    pub(super) fn allows_radius(self, radius: Meters) -> Result<(), WebError> {
        if self != Self::Rounded || PUBLIC_RADII.contains(&radius) {
            return Ok(());
        }
        let accepted = PUBLIC_RADII.map(|radius| radius.0.to_string()).join(", ");
        Err(WebError::office_only("radius", format!("{accepted} meters")))
    }

    /// # Errors
    /// [`WebError::OfficeOnly`] unless visitors may ask about any point, as `parameter` does.
    pub(super) fn allows_points(self, parameter: &'static str) -> Result<(), WebError> {
        if self == Self::Rounded {
            return Err(WebError::office_only(parameter, "the id of a candidate site".to_owned()));
        }
        Ok(())
    }
}
