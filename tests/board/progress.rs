//! What has changed since earlier states: `figures.csv` on the board, in the report and in the file.

use crate::support::{page, service};
use ibasho::dataset::Source;

/// Records of April for two questions, and of October; one of each day after the present is ignored.
const RECORDED: &str = "as_of,week_from,radius_m,when,group,figure,value
2026-03-31,2026-04-13,800.00,We 16:00,,places,40
2026-03-31,2026-04-13,800.00,We 16:00,p06_11,children,7604
2026-03-31,2026-04-13,800.00,We 16:00,p06_11,left_out,2003
2026-03-31,2026-04-13,800.00,We 16:00,all,left_out,9999
2026-03-31,2026-04-13,400.00,We 16:00,p06_11,left_out,7777
2026-10-01,2026-10-05,800.00,We 16:00,,places,45
2026-10-01,2026-10-05,800.00,We 16:00,,events_held,
2026-10-01,2026-10-05,800.00,We 16:00,p06_11,children,7604
2026-10-01,2026-10-05,800.00,We 16:00,p06_11,left_out,1503
2026-11-25,2026-11-30,800.00,We 16:00,,places,1
2027-04-01,2027-04-05,800.00,We 16:00,,places,2
";

fn ward(replaced: &[(&str, String)]) -> Source {
    let over = replaced.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes().into()));
    Source::Over(Box::new(Source::Embedded), over.collect())
}

fn recorded() -> axum::Router {
    service(&ward(&[("figures.csv", RECORDED.to_owned())]))
}

/// The cells of the table's row `name`, as text.
fn cells(html: &str, name: &str) -> Vec<String> {
    let table = &html[html.find("progress-title").unwrap()..];
    let row = &table[table.find(&format!(">{name}</th>")).unwrap_or_else(|| panic!("{name}: {table}"))..];
    let row = &row[..row.find("</tr>").unwrap()];
    row.split("<td>").skip(1).map(|cell| cell[..cell.find('<').unwrap()].to_owned()).collect()
}

#[tokio::test]
async fn the_board_compares_with_the_start_of_year_and_quarter() {
    let (_, html) = page(&recorded(), "/staff/coverage").await;
    assert!(html.contains("2026年3月31日（火）から") && html.contains("2026年10月1日（木）から"), "{html}");
    assert_eq!(cells(&html, "場所"), ["40 → 47 (+7)", "45 → 47 (+2)"]);
    let left: Vec<String> = cells(&html, "近くに開いている場所がないこども");
    assert!(left[0].starts_with("2,003 → ") && left[1].starts_with("1,503 → "), "{left:?}");
    let events = cells(&html, "年度はじめからの行事");
    assert_eq!(events, ["分かりません（データなし）"; 2], "neither recorded is a number");
}

#[tokio::test]
async fn children_are_compared_with_the_same_question_alone() {
    let service = recorded();
    for (address, has_children) in [
        ("/staff/coverage", true),
        ("/staff/coverage?reach=400", true),
        ("/staff/coverage?group=all", true),
        ("/staff/coverage?reach=1200", false),
        ("/staff/coverage?hour=17", false),
        ("/staff/coverage?group=p12_14", false),
        ("/staff/coverage?days=vacation", false),
        ("/staff/coverage?week=2026-11-30", false),
    ] {
        let (_, html) = page(&service, address).await;
        let panel = &html[html.find("progress-title").unwrap()..];
        let panel = &panel[..panel.find("</section>").unwrap()];
        assert_eq!(panel.contains("近くに開いている場所がないこども"), has_children, "{address}");
        assert_eq!(panel.contains("同じ条件"), !has_children, "{address}");
    }
    let (_, all) = page(&service, "/staff/coverage?group=all").await;
    assert!(cells(&all, "近くに開いている場所がないこども")[0].starts_with("9,999 → "));
}

#[tokio::test]
async fn the_report_fills_both_halves_of_the_plan_sheet() {
    let service = recorded();
    let (_, report) = page(&service, "/staff/coverage/report").await;
    let halves: Vec<&str> = report.split("report-progress").skip(1).collect();
    assert_eq!(halves.len(), 2, "{report}");
    for said in
        ["前期", "2026年3月31日（火）と2026年10月1日（木）", "40 → 45 (+5) か所", "小学生は 1,503人（20 %）"]
    {
        assert!(halves[0].contains(said), "{said}: {}", halves[0]);
    }
    for said in ["後期", "45 → 47 (+2) か所", "分かりません（データなし） 回"] {
        assert!(halves[1].contains(said), "{said}: {}", halves[1]);
    }
    let (_, csv) = page(&service, "/staff/coverage.csv").await;
    for line in ["progress,2026-10-01 places,p06_11,,,45", "progress,2026-11-25 places,p06_11,,,47"] {
        assert!(csv.lines().any(|found| found.trim_end() == line), "{line}: {csv}");
    }
    let district = csv.lines().find(|line| line.starts_with("district_id,")).unwrap();
    assert!(district.trim_end().ends_with("-sho"), "{district}");
}

#[tokio::test]
async fn without_records_the_board_says_how_to_begin() {
    let (_, html) = page(
        &service(&ward(&[("figures.csv", RECORDED.lines().next().unwrap().to_owned())])),
        "/staff/coverage",
    )
    .await;
    assert!(html.contains("まだ記録がありません"), "{html}");
}

#[tokio::test]
async fn exact_records_are_not_shown_beside_rounded_numbers() {
    let toml =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ward.toml"));
    let internal = toml.unwrap().replace("disclosure = \"published\"", "disclosure = \"internal\"");
    let service = service(&ward(&[("ward.toml", internal), ("figures.csv", RECORDED.to_owned())]));
    for address in ["/staff/coverage", "/staff/coverage/report", "/staff/coverage.csv"] {
        let (_, body) = page(&service, address).await;
        assert!(!body.contains("2,003") && !body.contains("1503") && !body.contains("1,503"), "{address}");
    }
}
