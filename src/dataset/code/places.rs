//! Codes for places: location, name, and programmes.

use super::{Code, Severity, codes};

codes! {
    PLACES:
    MISSING_GEOMETRY "missing_geometry" Error:
        "the place has no point";
        "a place nobody can find on the map or by distance would mislead";
        "`\"geometry\": null`";
        "give a Point, or location_precision hidden when it must not be shown"
    WRONG_GEOMETRY "wrong_geometry" Error:
        "the geometry is of the wrong type";
        "distances are measured from one point";
        "a Polygon for a place";
        "give a Point (in districts and outlines a Polygon)"
    BAD_COORDINATES "bad_coordinates" Error:
        "the coordinates are no pair of numbers";
        "the place would stand somewhere else";
        "`[135.45]`, `[\"135.45\", \"34.53\"]`";
        "give [longitude, latitude] in degrees"
    COORDINATES_SWAPPED "coordinates_swapped" Error:
        "latitude and longitude seem to be swapped";
        "the place would stand in another part of the world";
        "`[34.5343, 135.4589]`";
        "write longitude first"
    OUT_OF_RANGE "out_of_range" Error:
        "the coordinates are outside Japan";
        "the place would stand in another part of the world";
        "`[0, 0]`, `[1354589, 345343]`";
        "give degrees: longitude 122 to 154, latitude 20 to 46"
    IN_THE_SEA "in_the_sea" Error:
        "the point lies in the sea";
        "families would be sent to where nothing is";
        "a point off the coast of the ward";
        "correct the coordinates"
    OUTSIDE_WARD "outside_ward" Warning:
        "the point lies outside the ward";
        "places just over the border can be meant";
        "a place in the next city";
        "check the coordinates; leave it if it is meant"
    MISSING_ID "missing_id" Error:
        "it has no id";
        "its page would have no address";
        "a feature without `id`";
        "give a slug such as sample-ootori-hiroba"
    BAD_ID "bad_id" Error:
        "the id is no slug";
        "its page would have no working address";
        "`a/b`, an id with spaces";
        "use 1 to 64 of A–Z a–z 0–9 - _ . and no dot in front"
    DUPLICATE_ID "duplicate_id" Error:
        "the id is already taken in this file";
        "one address cannot lead to two places; the first one stays";
        "two features with one id";
        "give each its own id"
    ID_TWICE_IN_FEATURE "id_twice_in_feature" Warning:
        "`id` and `properties.id` differ";
        "one of them is outdated; the feature's own id counts";
        "`\"id\": \"a\"` with properties.id `b`";
        "keep one"
    MISSING_NAME "missing_name" Error:
        "the place has no name";
        "a place without a name cannot be told from another";
        "`\"name\": \"\"`";
        "give the name its people use"
    WRONG_TYPE "wrong_type" Warning:
        "the value is of the wrong type";
        "it is treated as not known; the rest of the place is right";
        "`\"capacity\": \"twenty\"`";
        "give the type named in the message"
    UNKNOWN_KEY "unknown_key" Info:
        "the key is not part of the format";
        "it is kept and exported, but nothing reads it; it may be a misspelling";
        "`\"phnoe\"`";
        "correct the spelling, or leave it"
    UNKNOWN_KIND "unknown_kind" Warning:
        "the kind is not in the list";
        "the place is shown as 「その他」 and cannot be found by its kind";
        "`\"kind\": \"cafe\"`";
        "use a kind of the list"
    KIND_IN_OWN_WORDS "kind_in_own_words" Info:
        "the kind is written in words of its own";
        "the place is shown as 「その他」 and cannot be found by its kind";
        "`\"kind\": \"地域会館\"`";
        "use a kind of the list where one fits"
    MISSING_KIND "missing_kind" Warning:
        "the place has no kind";
        "the place is shown as 「その他」 and cannot be found by its kind";
        "no `kind`";
        "give a kind of the list"
    UNKNOWN_GRADE "unknown_grade" Warning:
        "a grade is not in the list";
        "whom the programme is for is treated as not known, so no child is promised a place";
        "`\"grades\": [\"e7\"]`";
        "use e1–e6, j1–j3, h1–h3, guardians, or a range"
    BAD_AGE "bad_age" Warning:
        "the age limits make no sense";
        "whom the programme is for is treated as not known";
        "`age_min` 12 with `age_max` 6";
        "give whole years, 0 to 120, the smaller first"
    UNKNOWN_PRECISION "unknown_precision" Error:
        "`location_precision`, or something that may be meant as it, is not exactly right";
        "it is not sure that the point may be public, so the place is hidden until it is corrected";
        "`\"location_precision\": \"hiden\"`, `\"location-precison\"`, the key beside `properties`, `\"位置の精度\"`, `\"address\": \"非公開\"`";
        "in `properties`, once, write `location_precision` with exact, town, district or hidden, and nothing else about it"
    PRECISION_NOT_SAID "precision_not_said" Error:
        "the place does not say its `location_precision`, but others in the file do";
        "the key may have been lost, so the place is hidden until it says exact";
        "one place of a hundred without `location_precision`";
        "write `\"location_precision\": \"exact\"` where the point may be public"
    DOUBTFUL_KEY "doubtful_key" Error:
        "a key that may be meant as `closed_on` or `sample`, or its value, is not exactly right";
        "a place that is gone, or is only a sample, must not pass for a real one; it is left out";
        "`\"closed-on\"`, `\"closed_on\": \"2026/09/20\"`, `\"sample\": \"yes\"`";
        "write `closed_on` with a date, `sample` with true or false, directly in `properties`"
    CANNOT_BLUR "cannot_blur" Error:
        "the point may not be shown, and there is no town or district to show instead";
        "the true point must not get out";
        "precision `town` in a folder without landmarks.geojson";
        "add the towns or districts, or use hidden"
    PRECISE_DETAILS_WITHHELD "precise_details_withheld" Info:
        "operator, source, directions, notes, reasons of closures and further keys are not shown for a place without an exact location";
        "they could give away the location; name, titles, first visit, safety facts and hours in own words are shown as they are written";
        "`operator` or `access` with precision `town`";
        "nothing, or write what may be public into `first_visit`"
    UNKNOWN_BOOKING "unknown_booking" Warning:
        "the booking rule is not in the list";
        "it is treated as not known, so nobody is promised to be let in";
        "`\"booking\": \"maybe\"`";
        "use none, recommended, required or registered"
    UNKNOWN_NEED "unknown_need" Warning:
        "a need is not in the list";
        "nobody can find the place by it";
        "`\"needs\": [\"silence\"]`";
        "use a need of the list"
    UNKNOWN_ANSWER "unknown_answer" Warning:
        "the value is not yes, no or unknown";
        "it is treated as not known";
        "`\"wheelchair\": \"partly\"`";
        "use yes, no or unknown"
    BAD_PRICE "bad_price" Warning:
        "the price is no whole number of yen from 0 to 100 000";
        "it is treated as not known; nobody is promised it is free";
        "`-100`, `99.5`, `1e12`";
        "give whole yen; 0 is free"
    BAD_CAPACITY "bad_capacity" Warning:
        "the capacity is no whole number from 0 to 100 000";
        "it is treated as not known";
        "`-3`";
        "give how many children can come at once"
    BAD_PHONE "bad_phone" Warning:
        "this is no telephone number";
        "a button that calls nobody is worse than none; it is not shown";
        "`090-CALL-ME`";
        "use digits, spaces, + - ( )"
    PHONE_WITHOUT_ZERO "phone_without_zero" Warning:
        "the telephone number lost its leading zero";
        "a button that calls nobody is worse than none; it is not shown";
        "`722710000` from a spreadsheet";
        "write it again, as text: 072-271-0000"
    SAME_PLACE_TWICE "same_place_twice" Info:
        "a place of the same name stands at the same point";
        "families see it twice";
        "two features with the name and point of one hall";
        "keep one, with all its programmes"
    MANY_AT_ONE_POINT "many_at_one_point" Info:
        "three or more places stand at exactly one point";
        "it may be the center of a town or the result of a failed search for their addresses";
        "ten places at the city hall";
        "check their points; leave them if they share a building"
    BAD_URL "bad_url" Warning:
        "this is no web address";
        "it is not shown: a link must lead to a web page";
        "`javascript:alert(1)`";
        "give an address that starts with https:// or http://"
    BAD_LANGUAGE "bad_language" Warning:
        "this is no language tag";
        "it is not shown";
        "`\"languages\": [\"日本語\"]`";
        "use tags such as ja, en, pt-BR"
    HTML_IN_TEXT "html_in_text" Warning:
        "the text holds HTML";
        "it is shown as it is written, with its angle brackets";
        "`\"name\": \"<b>ひろば</b>\"`";
        "write plain text"
    CONTROL_CHARACTER "control_character" Warning:
        "the text holds a control character";
        "it is removed";
        "a backspace pasted from another program";
        "remove it"
    BIDI_CONTROL "bidi_control" Warning:
        "the text holds a character that reverses the direction of writing";
        "it can make one address look like another; it is removed";
        "U+202E in a name";
        "remove it"
    TEXT_TOO_LONG "text_too_long" Warning:
        "the text is longer than fits its place";
        "it is not shown (a name is cut)";
        "a name of 3 000 characters";
        "shorten it"
    TOO_MANY "too_many" Warning:
        "the list is longer than is read";
        "only its beginning is used";
        "10 000 programmes in a place";
        "shorten the list"
}
