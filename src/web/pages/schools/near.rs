//! Which school a page starts from that does not show every place, with the field to choose it.

use super::view::school;
use crate::dataset::{Landmark, Snapshot};
use crate::lang::Lang;
use crate::web::WebError;
use crate::web::pages::parts::{plain, say};
use maud::{Markup, html};

#[derive(Debug)]
pub struct SchoolChoice {
    pub id: String,
    pub name: String,
}

/// What a page says when it shows the places near a school, or some of many.
#[derive(Debug)]
pub struct Near {
    pub school: Option<String>,
    pub schools: Vec<SchoolChoice>,
    /// Which places are shown, in a sentence.
    pub sentence: String,
}

impl Near {
    /// The sentence for `count` places: the message `near` about those nearest to `school`, or `spread`
    /// about a choice from the whole area; `None` when nothing was chosen and nothing is `cut`.
    pub(in crate::web::pages) fn new(
        snapshot: &Snapshot,
        lang: Lang,
        (near, spread): (&str, &str),
        school: Option<&Landmark>,
        (count, cut): (usize, bool),
    ) -> Option<Self> {
        let count = ("count", count.into());
        let sentence = match school {
            Some(school) => {
                let name = lang.name(&school.name, school.reading.as_deref());
                lang.fill(near, &[count, ("school", name.into())])
            }
            None if cut => lang.fill(spread, &[count]),
            None => return None,
        };
        let school = school.map(|school| school.id.clone());
        Some(Self { school, schools: school_choices(snapshot), sentence })
    }
}

/// The schools of the ward, in the order of landmarks.
pub fn school_choices(snapshot: &Snapshot) -> Vec<SchoolChoice> {
    let choice = |school: &Landmark| SchoolChoice { id: school.id.clone(), name: school.name.clone() };
    schools(snapshot).map(choice).collect()
}

fn schools(snapshot: &Snapshot) -> impl Iterator<Item = &Landmark> {
    snapshot.landmarks.iter().filter(|landmark| landmark.kind.is_school() && landmark.in_ward)
}

/// The school `id`, if one was given.
///
/// # Errors
/// [`WebError::BadParameter`] if there is no such school.
pub fn given_school<'a>(snapshot: &'a Snapshot, id: Option<&str>) -> Result<Option<&'a Landmark>, WebError> {
    let Some(id) = id else { return Ok(None) };
    let found = school(snapshot, id).ok_or_else(|| {
        let ids: Vec<&str> = schools(snapshot).map(|school| school.id.as_str()).collect();
        WebError::bad_parameter("school", id, ids.join(" "))
    });
    found.map(Some)
}

/// The field `name` to choose one of `schools`, labeled `label`; `any` names the empty choice.
pub(in crate::web::pages) fn school_field(
    lang: Lang,
    name: &str,
    (label, any): (&str, &str),
    schools: &[SchoolChoice],
    chosen: Option<&str>,
) -> Markup {
    html! {
        p {
            label for=(name) { (say(lang, label)) }
            select id=(name) name=(name) {
                option value="" { (plain(lang, any)) }
                @for school in schools {
                    option value=(school.id) lang="ja" selected[chosen == Some(school.id.as_str())] { (school.name) }
                }
            }
        }
    }
}
