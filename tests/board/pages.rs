//! The board and its report as pages.

use crate::support::{WEDNESDAY_16, expected, fixture, folder, get, page, service};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use ibasho::coverage::{AgeGroup, Slot};
use ibasho::dataset::{Source, load};
use ibasho::web;
use ibasho::web::coverage::{Bench, Told};
use ibasho::web::pages::board::{BoardQuery, TO_KEEP, board_view};
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;

#[tokio::test]
async fn the_sentence_says_what_the_answer_counts() {
    let service = fixture("small");
    let address = format!("/api/v1/coverage?radius=800&at={WEDNESDAY_16}&group=p06_11");
    let (_, answer) = get(&service, &address).await;
    let group = &answer["groups"]["p06_11"];
    let number = |key: &str| group[key].as_u64().unwrap();
    let left_out = number("children") - number("covered");
    let (status, html) = page(&service, "/staff/coverage?week=2026-06-01").await;
    assert_eq!(status, StatusCode::OK);
    let said = format!("水曜16時、直線で800 m以内に開いている場所がない小学生は {left_out}人（");
    assert!(html.contains(&said), "{said}");
}

/// The board shows the expected figures of a town with known answers.
#[test]
fn the_view_holds_the_expected_figures() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let snapshot = Arc::new(load(&Source::Folder(folder("small")), today).unwrap().snapshot);
    let bench = Bench::new(snapshot, today, Told::Published).unwrap();
    let expected = expected("small");
    let week = "2026-06-01".parse().ok();
    let now = today.and_hms_opt(9, 0, 0).unwrap();
    let view = |any_time| {
        board_view(&bench, BoardQuery { week, any_time, ..BoardQuery::default() }, now, TO_KEEP).unwrap()
    };
    let (then, any) = (view(false), view(true));
    let close = |found: f64, wanted: &Value| {
        let wanted = wanted.as_f64().unwrap();
        assert!((found - wanted).abs() <= 1e-6 * wanted.abs(), "{found}, not {wanted}");
    };
    for group in AgeGroup::ALL {
        let (at, code) = (group.index(), group.code());
        let (figures, weeks) = (&then.figures[at], &expected["coverage"]["contain"]["800"]);
        assert_eq!(json!(figures.children), expected["totals"][code]);
        assert_eq!(json!(figures.covered), weeks["weeks"]["plain"][code][2 * 24 + 16]);
        assert_eq!(json!(figures.covered_any_time), weeks["any_time"][code]);
        assert_eq!(json!(then.week[at].week()), weeks["weeks"]["plain"][code]);
        let if_open = &expected["coverage_unknown_as_open_800"]["plain"][code][2 * 24 + 16];
        assert_eq!(&json!(figures.covered_if_open), if_open);
        assert_eq!(json!(any.figures[at].backup), expected["backup_two_places_800_any_time"][code]);
        assert_eq!(json!(figures.never_covered), expected["never_covered_after_slots_800_plain"][code]);
        let hours = &expected["child_hours_800_plain"][code];
        assert_eq!(
            (json!(figures.child_hours), json!(figures.child_hours_covered)),
            (hours["demand"].clone(), hours["covered"].clone())
        );
        let (distance, nearest) = (figures.distance.unwrap(), &expected["nearest"]["plain:2:16"][code]);
        close(distance.mean.0, &nearest["mean_m"]);
        close(distance.p90.0, &nearest["p90_m"]);
        close(distance.worst_tenth_mean.0, &nearest["worst10pct_mean_m"]);
        close(distance.gini, &nearest["gini"]);
    }
    let elementary = &then.figures[0];
    assert_eq!(
        json!(elementary.same_district),
        expected["coverage_same_district_800_p06_11"]["weeks"]["plain"][2 * 24 + 16]
    );
    assert_eq!(
        json!(elementary.districts_with_place),
        expected["district_has_place_p06_11"]["plain_week_slots"][2 * 24 + 16]
    );
    for (room, key) in elementary.room.iter().zip(["step|plain:2:16", "dai|plain:2:16"]) {
        close(room.p50.unwrap(), &expected["e2sfca"][key]["p50"]);
        close(room.p10.unwrap(), &expected["e2sfca"][key]["p10"]);
        assert_eq!(json!(room.without), expected["e2sfca"][key]["children_with_zero"]);
    }
    assert_eq!(then.slot, Slot::at(2, 16).unwrap());
    let best = then.next.answer.unwrap();
    let wanted = &expected["mclp"]["incremental_p06_11_plain_Wed16_800"]["results"];
    let two = wanted.as_array().unwrap().iter().find(|result| result["p"] == 2).unwrap();
    close(best.value, &two["optimum"]);
    assert!(best.proven);
}

#[tokio::test]
async fn a_plan_is_added_by_the_form_and_kept_in_the_address() {
    let service = service(&Source::Embedded);
    let form = "/staff/coverage?reach=800&add=open~site-gymnasium&on=We&on=Fr&from=15:00&until=18:00";
    let request = Request::get(form).body(Body::empty()).unwrap();
    let response = service.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let to = response.headers()[header::LOCATION].to_str().unwrap();
    assert_eq!(to, "/staff/coverage?plan=open%7Esite-gymnasium%7EWe%2CFr+15%3A00-18%3A00#plans-title");
    let (status, html) = page(&service, to.split('#').next().unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    for said in ["家原大池体育館", "15:00–18:00", "最も変わる時刻", "外す", "name=\"plan\""]
    {
        assert!(html.contains(said), "{said}");
    }
    let mesh = "/staff/coverage?plan=open~mesh-5135633641~We+15:00-18:00&plan=close~sample-ootori-hiroba";
    let (status, html) = page(&service, mesh).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("mesh-5135633641") && html.contains("閉じる"));
}

#[tokio::test]
async fn a_plan_that_cannot_be_added_is_reported_beside_the_plans_and_the_question_stays() {
    let service = service(&Source::Embedded);
    let kept = "group=all&hour=15&plan=close%7Esample-ootori-hiroba";
    for (query, said) in [
        (format!("{kept}&add=extend~sample-ootori-hiroba&from=15:00&until=18:00"), "曜日をえらんでください"),
        (format!("{kept}&add=open~site-gymnasium&on=We&from=18:00&until=15:00"), "おわりは、はじまりより後"),
    ] {
        let (status, html) = page(&service, &format!("/staff/coverage?{query}")).await;
        assert_eq!(status, StatusCode::OK, "{query}");
        assert!(html.contains(said), "{query}");
        assert!(html.contains("name=\"plan\" value=\"close~sample-ootori-hiroba\""), "{query}");
        assert!(html.contains("name=\"group\" value=\"all\""), "{query}");
    }
    let ids: Vec<String> = load(&Source::Embedded, chrono::NaiveDate::default())
        .unwrap()
        .snapshot
        .index
        .places()
        .iter()
        .map(|place| place.id.to_string())
        .collect();
    let plans = |count: usize| {
        ids[..count].iter().map(|id| ["plan=close~", id, "&"].concat()).collect::<Vec<_>>().concat()
    };
    for query in [format!("{}add=open~site-gymnasium", plans(4)), plans(5)] {
        let (status, html) = page(&service, &format!("/staff/coverage?{query}")).await;
        assert_eq!(status, StatusCode::OK, "{query}");
        assert!(html.contains("4つの案をならべています"), "{query}");
        assert!(html.contains(&ids[3]), "{query}");
    }
    for path in ["/staff/coverage/report", "/staff/coverage.csv"] {
        let (status, _) = page(&service, &format!("{path}?{}", plans(5))).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "a sheet or file leaves no plan out: {path}");
    }
}

#[tokio::test]
async fn what_the_board_cannot_read_gets_a_calm_page() {
    let service = service(&Source::Embedded);
    for query in [
        "reach=0",
        "reach=1000000",
        "reach=-1",
        "unit=miles",
        "group=p00_05",
        "days=sunny",
        "week=1900-01-01",
        "day=7",
        "hour=24",
        "any=yes",
        "sort=luck",
        "p=0",
        "p=99",
        "goal=best",
        "plan=nonsense",
        "plan=close~nowhere",
        "plan=open~nowhere",
        "plan=open~mesh-999",
        "plan=open~mesh-5339452611",
        "plan=open~site-gymnasium~sometimes",
        "plan=open~135.46,34.53",
        "lat=34.5&lon=135.4",
        "add=open~site-gymnasium&on=Any",
    ] {
        for path in ["/staff/coverage", "/staff/coverage/report"] {
            let (status, html) = page(&service, &format!("{path}?{query}")).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
            assert!(html.contains("<main") && html.contains("読めないところがありました"), "{query}");
            if query.starts_with("add") {
                break;
            }
        }
    }
}

#[tokio::test]
async fn without_population_the_board_says_so_and_counts_nothing() {
    let places = r#"{"type": "FeatureCollection", "features": []}"#;
    let service = service(&Source::memory([("places.geojson", places)]));
    for address in ["/staff/coverage", "/staff/coverage/report"] {
        let (status, html) = page(&service, address).await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains("人口データがまだありません") && !html.contains("0人"), "{html}");
    }
    let (status, _) = page(&service, "/staff/coverage.csv").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

/// Maximum compressed size in bytes of a board page with all its figures and two plans.
const PAGE_BYTES: usize = 120_000;

#[tokio::test]
async fn a_board_page_weighs_little_and_is_not_indexed() {
    let service = service(&Source::Embedded);
    let address =
        "/staff/coverage?plan=open~site-gymnasium~We+15:00-18:00&plan=open~site-ebaraji-sho~Fr+15:00-18:00";
    let mut bytes = 0;
    let files = [
        "css/site.css",
        "css/sketch.css",
        "css/board.css",
        "js/board/main.js",
        "js/board/mesh.js",
        "js/board/plans.js",
    ];
    for address in
        std::iter::once(address.to_owned()).chain(files.iter().map(|file| web::assets::url(file).to_string()))
    {
        let request =
            Request::get(&address).header(header::ACCEPT_ENCODING, "br").body(Body::empty()).unwrap();
        let response = service.clone().oneshot(request).await.unwrap();
        if address.starts_with("/staff") {
            assert_eq!(response.headers()["x-robots-tag"], "noindex");
        }
        bytes += response.into_body().collect().await.unwrap().to_bytes().len();
    }
    assert!(bytes <= PAGE_BYTES, "{bytes} bytes");
}

/// A week with no known hours is refused with the same message by every endpoint.
#[tokio::test]
async fn a_week_in_1900_gets_the_same_words_everywhere() {
    use ibasho::ask::time::{LOCAL_ACCEPTED, WEEK_ACCEPTED};
    let service = service(&Source::Embedded);
    for (address, words) in [
        ("/staff/coverage?week=1900-01-01", WEEK_ACCEPTED),
        ("/staff/coverage/report?week=1900-01-01", WEEK_ACCEPTED),
        ("/api/v1/coverage?week=1900-01-01", WEEK_ACCEPTED),
        ("/api/v1/coverage/week?week=1900-01-01", WEEK_ACCEPTED),
        ("/api/v1/coverage?at=1900-01-01T16:00", LOCAL_ACCEPTED),
        ("/api/v1/coverage/districts?at=1900-01-01T16:00", LOCAL_ACCEPTED),
        ("/tiles/coverage.json?at=1900-01-01T16:00", LOCAL_ACCEPTED),
    ] {
        let (status, body) = page(&service, address).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{address}");
        assert!(body.contains(words), "{address}: {body}");
    }
}

/// Two halls on two afternoons: a plan's change of distance and capacity is shown beside its numbers.
#[tokio::test]
async fn plans_say_how_far_it_is_and_who_has_no_room() {
    let service = service(&Source::Embedded);
    let plans = "plan=open~site-fukuizumi-chu~We+15:00-18:00&plan=close~sample-ootori-hiroba";
    let (status, html) = page(&service, &format!("/staff/coverage?{plans}")).await;
    assert_eq!(status, StatusCode::OK);
    let table = &html[html.find("plans-table").unwrap()..html.find("small-maps").unwrap()];
    assert!(table.contains("最も近い場所まで：平均") && table.contains("席がまったくとどかない"), "{table}");
    let (_, csv) = page(&service, &format!("/staff/coverage.csv?{plans}")).await;
    let mean = |plan: &str| {
        let line = csv.lines().find(|line| line.starts_with(&format!("plan_distance_mean_m,{plan}")));
        line.and_then(|line| line.rsplit(',').next()?.trim().parse::<f64>().ok()).unwrap()
    };
    assert!(mean("open~site-fukuizumi-chu") < mean("now"), "a new hall is nearer to some");
    assert!(mean("close~sample-ootori-hiroba") >= mean("now"), "a closed place is nearer to nobody");
}

#[tokio::test]
async fn a_holiday_in_the_week_is_named_and_the_sentence_says_straight() {
    let service = service(&Source::Embedded);
    let (_, monday) = page(&service, "/staff/coverage?week=2027-01-11&day=0").await;
    assert!(monday.contains("この週の祝日：1月11日（月） 成人の日。"), "{monday}");
    assert!(monday.contains("数えた日は祝日（成人の日）です。"), "{monday}");
    let (_, wednesday) = page(&service, "/staff/coverage?week=2027-01-11").await;
    assert!(wednesday.contains("この週の祝日") && !wednesday.contains("数えた日は祝日"));
    let (_, usual) = page(&service, "/staff/coverage").await;
    assert!(!usual.contains("この週の祝日"));
    let (_, csv) = page(&service, "/staff/coverage.csv?week=2027-01-11").await;
    for said in [
        "question,sentence,p06_11,2,16,\"水曜16時、直線で800",
        "distance,p06_11,2,16,straight",
        "2027-01-11 成人の日",
    ] {
        assert!(csv.contains(said), "{said}: {csv}");
    }
}

#[tokio::test]
async fn maps_name_the_districts_and_say_that_they_are_samples() {
    let service = service(&Source::Embedded);
    for address in ["/staff/coverage", "/staff/coverage/report", "/staff/coverage.svg"] {
        let (_, html) = page(&service, address).await;
        let names = ["福泉小", "福泉東小", "浜寺東小", "鳳南小", "平岡小", "鳳小", "津久野小"];
        let missing =
            names.into_iter().filter(|name| !html.contains(&format!(">{name}<"))).collect::<Vec<_>>();
        assert!(missing.is_empty(), "{address}: {missing:?}");
        assert!(html.contains("校区の線と名前は見本です"), "{address}");
    }
}

/// The questions of a study group, on paper and in the file: districts, halls and afternoons, closures, calls.
#[tokio::test]
async fn report_and_file_answer_the_questions_of_a_study_group() {
    let service = service(&Source::Embedded);
    let (_, report) = page(&service, "/staff/coverage/report").await;
    let (_, csv) = page(&service, "/staff/coverage.csv").await;
    let first = |table: &str| {
        let line = csv.lines().find(|line| line.starts_with(&format!("{table},"))).unwrap();
        line.split(',').nth(1).unwrap().to_owned()
    };
    for (table, heading) in [
        ("district_left_out", "校区ごと"),
        ("closure_children", "なくなると いちばん困る場所"),
        ("call_phone", "電話で聞くとよい場所"),
    ] {
        assert!(report.contains(heading) && report.contains(&first(table)), "{table}");
    }
    assert!(
        report.contains("どの放課後に、どの会館を開くか")
            && report.contains("証明ずみ")
            && report.contains("担当課")
    );
    let sessions = csv.lines().filter(|line| line.starts_with("afternoons,site-")).count();
    assert_eq!(sessions, 8, "on any days, and on each of seven: {csv}");
    assert!(
        csv.lines().any(|line| line.starts_with("call_ask,") && line.trim_end().ends_with("hours")),
        "{csv}"
    );
}
