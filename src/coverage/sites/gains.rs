//! The gain table of the solvers: the value of each site for each element.

/// For every site, the elements (merged demand) it would serve and its gain for each.
///
/// The value of a set is the sum over elements of the largest gain among its sites. With gains that
/// are equal for every site serving an element this is maximum coverage; with savings of distance it
/// is the p-median.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gains {
    elements: usize,
    starts: Vec<usize>,
    entries: Vec<(u32, i64)>,
}

impl Gains {
    /// The table of `by_site`, each a list of (element, gain) with elements below `elements`, no
    /// element twice, and gains above zero.
    pub fn new(elements: usize, by_site: impl IntoIterator<Item = Vec<(u32, i64)>>) -> Self {
        let mut starts = vec![0];
        let mut entries = Vec::new();
        for site in by_site {
            entries.extend(site);
            starts.push(entries.len());
        }
        Self { elements, starts, entries }
    }

    /// How many elements there are.
    pub fn elements(&self) -> usize {
        self.elements
    }

    /// How many sites there are.
    pub fn sites(&self) -> usize {
        self.starts.len() - 1
    }

    /// The elements site number `site` serves, with the gain of each.
    pub fn of_site(&self, site: usize) -> &[(u32, i64)] {
        &self.entries[self.starts[site]..self.starts[site + 1]]
    }

    /// The value of the set `chosen`.
    pub fn value(&self, chosen: &[usize]) -> i64 {
        self.best_gains(chosen).iter().sum()
    }

    /// Per element the largest gain among `chosen`, 0 where none serves it.
    pub(super) fn best_gains(&self, chosen: &[usize]) -> Vec<i64> {
        let mut best = vec![0; self.elements];
        for site in chosen {
            self.raise(&mut best, *site);
        }
        best
    }

    /// Raises `floor` to the gains of `site`.
    pub(super) fn raise(&self, floor: &mut [i64], site: usize) {
        for (element, gain) in self.of_site(site) {
            let floor = &mut floor[*element as usize];
            *floor = (*floor).max(*gain);
        }
    }

    /// The sum of the gains of `site` above `floor`.
    pub(super) fn above(&self, floor: &[i64], site: usize) -> i64 {
        self.of_site(site).iter().map(|(element, gain)| (gain - floor[*element as usize]).max(0)).sum()
    }

    /// The same table with every gain multiplied by `factor`.
    pub(super) fn scaled(&self, factor: i64) -> Self {
        let entries = self.entries.iter().map(|(element, gain)| (*element, gain * factor)).collect();
        Self { elements: self.elements, starts: self.starts.clone(), entries }
    }
}
