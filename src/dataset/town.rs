//! Builds the input of coverage from the data set: children, places, and candidate sites.

use super::{Candidate, DemandCell, Snapshot};
use crate::coverage;
use crate::place::Audience;

impl Snapshot {
    /// The town for coverage: places by id, cells and candidates in file order. Without demand data
    /// it has no cells. Hidden places are excluded.
    pub fn town(&self) -> coverage::Town {
        coverage::Town {
            cells: self.demand.iter().flatten().map(cell).collect(),
            facilities: self.index.places().iter().map(coverage::Facility::from).collect(),
            candidates: self.candidates.iter().map(candidate).collect(),
        }
    }
}

fn cell(cell: &DemandCell) -> coverage::Cell {
    coverage::Cell {
        id: cell.id.as_str().into(),
        point: cell.point,
        district: cell.district.as_deref().map(Into::into),
        children: [cell.p06_11, cell.p12_14, cell.p15_17],
        estimated: cell.estimated,
    }
}

fn candidate(candidate: &Candidate) -> coverage::Candidate {
    coverage::Candidate {
        id: candidate.id.as_str().into(),
        name: candidate.name.as_str().into(),
        kind: candidate.kind.as_deref().unwrap_or_default().into(),
        point: candidate.point,
        district: candidate.district.as_deref().map(Into::into),
        audience: Audience::Ages { min: candidate.age_min, max: candidate.age_max },
        capacity: candidate.capacity,
        schedule: Some(candidate.schedule),
    }
}
