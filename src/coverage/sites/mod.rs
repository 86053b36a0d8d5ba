//! Chooses new sites: the best `p`, or the fewest that leave no child uncovered.
//!
//! ```
//! use ibasho::coverage::sites::{Limits, fewest_sites};
//! // Element 0 is served by sites 0 and 2, element 1 only by site 2, element 2 only by site 0.
//! let answer = fewest_sites(&[vec![0, 2], vec![2], vec![0]], &mut Limits::unlimited());
//! assert_eq!(answer.chosen, [0, 2]);
//! ```
//!
//! [`CoverProblem`] and [`DistanceProblem`] turn a town into the gain table of the solvers; in
//! location science they are MCLP (Church & `ReVelle` 1974), p-median (Hakimi 1964) and LSCP (Toregas
//! et al. 1971).

mod afternoons;
mod answer;
mod best;
mod fewest;
mod fewest_ties;
mod gains;
mod limits;
mod question;

pub use afternoons::{Afternoons, AfternoonsQuestion, BestSessions, Session, afternoons};
pub use answer::{ChosenSite, Objective, SitesAnswer, SitesQuestion, SitesReply, sites_answer};
pub use best::{BestSites, Greedy, SitesError, best_sites};
pub use fewest::{FewestSites, fewest_sites};
pub use gains::Gains;
pub use limits::Limits;
pub use question::{CoverProblem, CoverQuestion, DistanceProblem, Goal, Site};
