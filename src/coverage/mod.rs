//! Coverage analysis: which children have nothing near, when, and where one more place helps most.
//!
//! ```
//! use ibasho::coverage::{AgeGroup, Cell, CellIndex, Coverage, Reach, Slot, SlotSet, Town};
//! use ibasho::geodesy::{LonLat, Meters};
//! let point = LonLat::new(135.46, 34.53).unwrap();
//! let children = [Some(12), Some(5), None];
//! let cell = Cell { id: "D1".into(), point, district: None, children, estimated: false };
//! let town = Town { cells: vec![cell], ..Town::default() };
//! let reach = Reach::within(&CellIndex::new(&town.cell_points()), &[point], Meters(800.0));
//! let coverage = Coverage::of(&reach, &[[SlotSet::after_school(); 3]]);
//! let wednesday_16 = Slot::at(2, 16).unwrap();
//! assert_eq!(coverage.counts(&town, AgeGroup::Elementary).at(wednesday_16), 12);
//! ```
//!
//! Distances are great-circle distances, thresholds inclusive. A place is open in a slot when it is
//! open at the instant hh:00; unknown counts as closed, and [`Doors::possible`] gives the other end
//! of the interval. `docs/coverage.md` states every definition and its source.

mod after;
mod answer;
mod asked;
mod catchment;
mod figures;
mod measure;
mod nearest;
mod reach;
mod rounded;
pub mod sites;
mod stakes;
mod statistics;
mod study;
mod town;
mod week;
mod what_if;

pub use after::{NearAndRoom, NearAndRoomFigures};
pub use answer::{CoverageAnswer, Covered, Districts, DistrictsAnswer, GroupAnswer};
pub use asked::{Asked, At, DEFAULT_RADIUS, GROUPS_ACCEPTED, InWeek, RADII_ACCEPTED, Who, groups, radius};
pub use catchment::{Access, AccessQuestion, CATCHMENT_RADIUS, Decay, STEPS, access};
pub use figures::{Figures, LeftOut, RoomFigures};
pub use measure::{Coverage, DistrictCount, SlotCounts, districts_with_place};
pub use nearest::{DistanceSummary, nearest_distances, summarize_distances};
pub use reach::{CellIndex, Reach};
pub use rounded::ROUNDED_TO;
pub use stakes::Stake;
pub use statistics::Weighted;
pub use study::{Ground, Study};
pub use town::{AgeGroup, AgeRule, Candidate, Cell, Doors, Facility, Offer, Town};
pub use week::{Moment, SLOTS, ScheduleWeek, Slot, SlotSet, WeekStates};
pub use what_if::{Change, Effect, Standing};
