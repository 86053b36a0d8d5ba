//! Capacity per child by the enhanced two-step floating catchment area method (E2SFCA).
//!
//! Each place shares its capacity among the children within 1200 m, weighted by distance; a child's
//! access is the sum of the shares that reach it: Aᵢ = Σⱼ w(dᵢⱼ) Sⱼ / Σₖ w(dₖⱼ) Pₖ, so that Σᵢ Pᵢ Aᵢ
//! is exactly the total capacity within reach of any child.
//! Step weights: Luo & Qi 2009; the truncated Gaussian: Dai 2010.

use super::nearest::as_weight;
use super::reach::Reach;
use super::statistics::Weighted;
use super::town::{AgeGroup, AgeRule, Facility, Offer, Town, offer_slots};
use super::week::{Slot, WeekStates};
use crate::geodesy::Meters;

/// The radius of a catchment, beyond which the weight is zero.
pub const CATCHMENT_RADIUS: Meters = Meters(1200.0);

/// Weights of the step decay: up to this distance in meters, this weight.
pub const STEPS: [(f64, f64); 3] = [(400.0, 1.0), (800.0, 0.68), (1200.0, 0.22)];

/// Distance decay of the weight of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decay {
    /// [`STEPS`].
    Step,
    /// exp(−½ (d/1200)²), shifted and scaled to fall from 1 at the door to 0 at the radius.
    Gaussian,
}

impl Decay {
    /// The weight at `distance` meters, 0 to 1; 0 beyond [`CATCHMENT_RADIUS`].
    pub fn weight(self, distance: f64) -> f64 {
        match self {
            Self::Step => STEPS.iter().find(|(up_to, _)| distance <= *up_to).map_or(0.0, |(_, w)| *w),
            Self::Gaussian if distance <= CATCHMENT_RADIUS.0 => {
                let at_edge = (-0.5_f64).exp();
                ((-0.5 * (distance / CATCHMENT_RADIUS.0).powi(2)).exp() - at_edge) / (1.0 - at_edge)
            }
            Self::Gaussian => 0.0,
        }
    }
}

/// Capacity per child, cell by cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    /// Places (by position) that suit the group, are open, and state a capacity.
    pub used: Vec<usize>,
    /// The number of other places that suit the group and are open, but state no capacity.
    pub capacity_unknown: usize,
    /// The capacity of the used places.
    pub supply: u64,
    /// The part of it within reach of any child of the group.
    pub reached_supply: u64,
    /// Capacity per child in every cell, including those without children.
    pub by_cell: Vec<f64>,
}

/// The parameters of [`access`].
#[derive(Debug, Clone, Copy)]
pub struct AccessQuestion {
    /// The age group.
    pub group: AgeGroup,
    /// The time.
    pub slot: Slot,
    /// The rule by which places suit the group.
    pub rule: AgeRule,
    /// The distance decay.
    pub decay: Decay,
}

/// The access of every cell. `reach` must cover the facilities to at least [`CATCHMENT_RADIUS`]. A
/// place with several programmes has the sum of the capacities open at the slot, but the largest at
/// any time, because they need not run at once.
pub fn access(town: &Town, reach: &Reach, states: &WeekStates, question: AccessQuestion) -> Access {
    let mut answer = Access {
        used: Vec::new(),
        capacity_unknown: 0,
        supply: 0,
        reached_supply: 0,
        by_cell: vec![0.0; town.cells.len()],
    };
    for (site, facility) in town.facilities.iter().enumerate() {
        match room(facility, states, question) {
            Room::NotThere => {}
            Room::NotKnown => answer.capacity_unknown += 1,
            Room::For(capacity) => {
                answer.used.push(site);
                answer.supply += u64::from(capacity);
                answer.hand_out(town, reach.of_site(site), capacity, question);
            }
        }
    }
    answer
}

impl Access {
    fn hand_out(&mut self, town: &Town, near: &[(u32, f64)], capacity: u32, question: AccessQuestion) {
        let weights =
            || near.iter().map(|(cell, distance)| (*cell as usize, question.decay.weight(*distance)));
        let children = |cell: usize| as_weight(town.cells[cell].count(question.group));
        let sharing: f64 = weights().map(|(cell, weight)| weight * children(cell)).sum();
        if sharing <= 0.0 {
            return;
        }
        self.reached_supply += u64::from(capacity);
        for (cell, weight) in weights() {
            self.by_cell[cell] += weight * f64::from(capacity) / sharing;
        }
    }

    /// The values of cells with children of `group`, weighted by their number.
    pub fn weighted(&self, town: &Town, group: AgeGroup) -> Weighted {
        let pairs = town.cells.iter().zip(&self.by_cell);
        Weighted::new(pairs.map(|(cell, access)| (*access, as_weight(cell.count(group)))))
    }

    /// Children of `group` without any capacity.
    pub fn children_without(&self, town: &Town, group: AgeGroup) -> u64 {
        let pairs = town.cells.iter().zip(&self.by_cell);
        pairs.filter(|(_, access)| **access == 0.0).map(|(cell, _)| cell.count(group)).sum()
    }
}

/// The capacity of a facility.
enum Room {
    /// Not for the group, or not open.
    NotThere,
    /// Present, but without a stated capacity.
    NotKnown,
    /// This many children at once.
    For(u32),
}

fn room(facility: &Facility, states: &WeekStates, question: AccessQuestion) -> Room {
    let is_open = |offer: &&Offer| {
        offer_slots(**offer, question.group, question.rule, states).0.contains(question.slot)
    };
    let open: Vec<Option<u32>> = facility.offers.iter().filter(is_open).map(|offer| offer.capacity).collect();
    if open.is_empty() {
        return Room::NotThere;
    }
    let known = open.into_iter().flatten();
    let all = if question.slot == Slot::ANY_TIME { known.max() } else { known.reduce(u32::saturating_add) };
    all.map_or(Room::NotKnown, Room::For)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_fall_from_one_to_nothing() {
        let table = [
            (Decay::Step, 400.0, 1.0),
            (Decay::Step, 400.1, 0.68),
            (Decay::Step, 1200.0, 0.22),
            (Decay::Step, 1200.1, 0.0),
            (Decay::Gaussian, 0.0, 1.0),
            (Decay::Gaussian, 1200.0, 0.0),
            (Decay::Gaussian, 1300.0, 0.0),
        ];
        for (decay, distance, expected) in table {
            assert!((decay.weight(distance) - expected).abs() < 1e-12, "{decay:?} {distance}");
        }
    }
}
