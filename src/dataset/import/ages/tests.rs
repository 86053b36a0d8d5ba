//! Tests of age groups against values computed by hand.

use super::*;
use proptest::prelude::*;

fn plan(names: &[&str]) -> AgePlan {
    AgePlan::find(names.iter().copied()).unwrap()
}

/// The children of rows, and whether they are estimated.
fn children(names: &[&str], rows: &[&[&str]]) -> Vec<([Option<u32>; 3], bool)> {
    let plan = plan(names);
    let mut splitter = Splitter::new(&plan);
    rows.iter().map(|row| splitter.children(&plan.read(&StringRecord::from(row.to_vec())))).collect()
}

#[test]
fn single_years_are_added_up_and_not_estimated() {
    let names: Vec<String> = (0..20).map(|age| format!("{age}歳")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let row: Vec<&str> = vec!["1"; 20];
    assert_eq!(children(&names, &[&row]), [([Some(6), Some(3), Some(3)], false)]);
}

#[test]
fn five_year_bands_are_split_by_years_and_marked() {
    let names =
        ["5-9歳の男性", "5-9歳の女性", "10-14歳の男性", "10-14歳の女性", "15-19歳の男性", "15-19歳の女性"];
    // 50 of 5–9: 40 are 6–9. 100 of 10–14: 40 and 60. 25 of 15–19: 15.
    assert_eq!(
        children(&names, &[&["20", "30", "60", "40", "15", "10"]]),
        [([Some(80), Some(60), Some(15)], true)]
    );
    // Zero is known exactly; an unknown of one group does not affect another.
    assert_eq!(children(&names, &[&["0", "0", "0", "0", "0", "0"]]), [([Some(0); 3], false)]);
    assert_eq!(children(&names, &[&["1", "", "5", "5", "*", "5"]]), [([None, Some(6), None], true)]);
}

#[test]
fn the_census_mesh_gives_15_to_17_as_a_difference_and_the_rest_as_a_share() {
    let names = [
        "人口（総数）",
        "０～１４歳人口　総数",
        "１５歳以上人口　総数",
        "１５～６４歳人口　総数",
        "１８歳以上人口　総数",
    ];
    // 30 of 0–14: 12 are 6–11, 6 are 12–14. 100 of 15 and over less 91 of 18 and over: 9.
    assert_eq!(
        children(&names, &[&["130", "30", "100", "70", "91"]]),
        [([Some(12), Some(6), Some(9)], true)]
    );
    assert_eq!(plan(&names[..3]).not_known(), ["p15_17"]);
    // 15–64 is too wide to say anything about 15–17.
    assert_eq!(plan(&["0-14歳", "15-64歳"]).not_known(), ["p15_17"]);
}

#[test]
fn one_child_in_each_of_many_cells_is_neither_lost_nor_doubled() {
    // 300 cells with one child of 0–14 each: 6 in 15 are 6–11, that is 120; 3 in 15 are 60.
    let rows: Vec<&[&str]> = vec![&["1"]; 300];
    let cells = children(&["0-14歳"], &rows);
    let sum = |group: usize| cells.iter().map(|(children, _)| children[group].unwrap()).sum::<u32>();
    assert_eq!((sum(0), sum(1)), (120, 60));
    // And they are evenly spread: the same in any 15 consecutive cells.
    for run in cells.windows(15) {
        assert_eq!(run.iter().map(|(children, _)| children[0].unwrap()).sum::<u32>(), 6);
    }
}

proptest! {
    #[test]
    fn what_is_split_sums_to_what_was_there(people in prop::collection::vec(0_u32..200, 1..60)) {
        let texts: Vec<String> = people.iter().map(u32::to_string).collect();
        let rows: Vec<Vec<&str>> = texts.iter().map(|text| vec![text.as_str()]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let cells = children(&["5-9歳"], &rows);
        prop_assert!(cells.iter().all(|(children, _)| children[0].is_none()), "10 and 11 are not there");
        let cells = children(&["10-14歳", "5-9歳"], &rows.iter().map(|row| [row[0], "0"]).collect::<Vec<_>>()
            .iter().map(<[&str; 2]>::as_slice).collect::<Vec<_>>());
        for ((children, _), people) in cells.iter().zip(&people) {
            // The two parts of 10–14 are all of it, and each is the exact share to one child.
            prop_assert_eq!(children[0].unwrap() + children[1].unwrap(), *people);
            prop_assert!((f64::from(children[1].unwrap()) - f64::from(*people) * 0.6).abs() < 1.5);
        }
        let total = f64::from(people.iter().sum::<u32>());
        let given = cells.iter().map(|(children, _)| f64::from(children[1].unwrap())).sum::<f64>();
        prop_assert!((given - total * 0.6).abs() <= 1.0);
    }
}
