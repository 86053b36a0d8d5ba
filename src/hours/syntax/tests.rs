//! Lines of opening hours beside their plain form.

use super::parse;

fn plain(line: &str) -> String {
    parse(line).map_or_else(|error| format!("! {error}"), |expression| expression.to_string())
}

#[test]
fn loose_spellings_are_read_as_meant() {
    for (loose, meant) in [
        ("24/7", "24/7"),
        ("24 hours", "24/7"),
        ("Mon-Fri 9-17", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr 9am - 5:30pm", "Mo-Fr 09:00-17:30"),
        ("Ｍｏ－Ｆｒ　０９：００～１７：００", "Mo-Fr 09:00-17:00"),
        ("Dec 24 2026 13:00-16:00", "2026 Dec 24 13:00-16:00"),
        ("Mo-Fr  09:00-17:00;", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr: 09:00-17:00", "Mo-Fr 09:00-17:00"),
        ("Mo-Fr, 09:00-17:00", "Mo-Fr 09:00-17:00"),
        ("Mo - Fr 09:00-17:00", "Mo-Fr 09:00-17:00"),
        ("Mo to Fr 09:00–17:00", "Mo-Fr 09:00-17:00"),
        ("Mo We Fr 10:00-12:00", "Mo,We,Fr 10:00-12:00"),
        ("09:00-17:00 Mo-Fr", "Mo-Fr 09:00-17:00"),
        ("daily 10.00-12.30", "10:00-12:30"),
        ("2026-12-29-2027-01-03 off", "2026 Dec 29-2027 Jan 03 off"),
        ("; ;Sa 9-12; ;", "Sa 09:00-12:00"),
    ] {
        assert_eq!(plain(loose), meant, "{loose}");
    }
}

#[test]
fn the_plain_form_is_what_the_specification_recommends() {
    for (line, meant) in [
        ("PH,Mo-Fr 9:00-17:00", "PH,Mo-Fr 09:00-17:00"),
        ("PH Mo-Fr 9:00-17:00", "PH Mo-Fr 09:00-17:00"),
        ("PH,Dec 29-Jan 03 off", "PH,Dec 29-Jan 03 off"),
        ("Fr 22:00-Sa 05:00", "Fr 22:00-29:00"),
        ("Fr 22:00-Mo 05:00", "Fr 22:00-Mo 05:00"),
        ("17:00+", "17:00+"),
        ("14:00-17:00+", "14:00-17:00+"),
        ("Mo[1-3,-1] +1 day off", "Mo[1,2,3,-1] +1 day off"),
        ("week 1-53/2 Th 9-12", "week 01-53/2 Th 09:00-12:00"),
        ("week 50-10 Mo 9-12", "week 50-10 Mo 09:00-12:00"),
        ("easter -2 days-easter +1 day off", "easter -2 days-easter +1 day off"),
        ("Mar Su[-1]-Oct Su[-1] 9-17", "Mar Su[-1]-Oct Su[-1] 09:00-17:00"),
        ("2026,2027 Apr-Sep 9-17", "2026,2027 Apr-Sep 09:00-17:00"),
        ("2026 Nov-2027 Feb 9-17", "2026 Nov-2027 Feb 09:00-17:00"),
        ("2026-2028/2 Mo 9-17", "2026-2028/2 Mo 09:00-17:00"),
        ("Oct 10,17 13:00-15:00", "Oct 10,Oct 17 13:00-15:00"),
        ("2026 Aug 12,Aug 13 off", "2026 Aug 12,2026 Aug 13 off"),
        ("(sunrise-00:30)-(sunset+1:00)", "(sunrise-00:30)-(sunset+01:00)"),
        ("\"予約制\"", "unknown \"予約制\""),
        ("Mo-Fr 9-17 open \"予約制\"", "Mo-Fr 09:00-17:00 \"予約制\""),
        ("Mo-Fr open \"note\"", "Mo-Fr open \"note\""),
        ("Mo-Fr 09:00-12:00,Sa 10-12 || unknown", "Mo-Fr 09:00-12:00, Sa 10:00-12:00 || unknown"),
    ] {
        assert_eq!(plain(line), meant, "{line}");
        assert_eq!(plain(meant), meant, "reading {meant} back");
    }
}

#[test]
fn what_could_mean_two_things_is_not_guessed() {
    for line in [
        "",
        ";",
        "sometimes",
        "Mo-Fr 9-5",
        "Mo-Fr 9",
        "月1回",
        "第3水曜 9-17",
        "1-3月 9:00-17:00",
        "休日 9:00-17:00",
        "土日",
        "8月 休み",
        "Apr 24-05 9-17",
        "9-17; Jun 20-10 off",
        "祝日 off; 月-金 9-17",
        "月-金 9-17",
        "Apr-Sep 2026 9-17",
        "Mo-Fr :30-17:00",
        "月-金 9-17 祝日 休み",
        "Mo-Fr 09:00-17:00 Sa 09:00-12:00",
        "Mo-Fr 09:00-17:00 off open",
        "Mo-Fr 25:99-26:00",
        "Mo-Fr 09:00-99:00",
        "Mo[6] 9-17",
        "Feb 30 off",
        "week 54 off",
        "Mo-Fr 09:00-17:00 \"予約制",
        "Mo-Fr 09:00-17:00 ||",
    ] {
        assert!(parse(line).is_err(), "{line} was read as {}", plain(line));
    }
}

#[test]
fn an_error_names_the_place_and_what_would_be_accepted() {
    let error = parse("Mo-Fr 09:00-17:00; Sa いつか").unwrap_err();
    assert_eq!(&"Mo-Fr 09:00-17:00; Sa いつか"[error.at.start..], "いつか");
    assert!(error.to_string().contains("09:00-17:00"), "{error}");
}
