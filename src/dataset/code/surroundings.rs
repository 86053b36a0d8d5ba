//! Codes for the files around the places: ward, calendars, landmarks, desks, children, map.

use super::{Code, Severity, codes};

codes! {
    SURROUNDINGS:
    BAD_WARD "bad_ward" Error:
        "ward.toml cannot be read";
        "the ward is served without its name, bounds and contact";
        "a missing quotation mark; an unknown time zone";
        "correct the file at the line given"
    BAD_CSV "bad_csv" Warning:
        "the row cannot be read";
        "it is left out; the other rows are used";
        "too many columns, an open quotation mark";
        "correct the row"
    MISSING_COLUMN "missing_column" Error:
        "a column is missing";
        "the file cannot be used without it";
        "demand.csv without `lon`";
        "add the column"
    BAD_HOLIDAY "bad_holiday" Warning:
        "the holiday row cannot be read";
        "it is left out; hours on that day may be wrong";
        "`2026-02-30,…`";
        "write date,name as in 2026-11-03,文化の日"
    DUPLICATE_HOLIDAY "duplicate_holiday" Info:
        "the day is there twice";
        "one name is shown; the first stays";
        "two rows for 2026-11-03";
        "remove one"
    CALENDAR_ENDS_SOON "calendar_ends_soon" Warning:
        "the holiday calendar ends within a year";
        "after its end nobody knows which days are holidays";
        "holidays.csv up to this December";
        "add the coming years"
    CALENDAR_BEGINS_LATER "calendar_begins_later" Warning:
        "the calendar begins after today";
        "until then it says nothing, although a file is there";
        "holidays.csv with rows of 2035 only";
        "add the days from this year on"
    HOLIDAYS_COMPLETED "holidays_completed" Warning:
        "national holidays are missing in years of which the file has others";
        "the file was probably cut off or read in part; the holidays of the program complete it";
        "holidays.csv that ends with 建国記念の日";
        "add the missing days, or remove the file"
    SCHOOL_CALENDAR_ENDS "school_calendar_ends" Info:
        "the school calendar ends within three months, or has no row";
        "after its end nobody knows which days are school holidays";
        "school.csv up to this winter";
        "add the holidays of the coming school year"
    BAD_SCHOOL_HOLIDAY "bad_school_holiday" Warning:
        "the school holiday row cannot be read";
        "it is left out; hours in the holidays may be wrong";
        "`from` later than `to`";
        "write from,to,name,schools"
    BAD_LANDMARK "bad_landmark" Warning:
        "the landmark cannot be used";
        "families cannot search from it; the others are used";
        "a landmark without name or point";
        "correct it"
    BAD_DESK "bad_desk" Warning:
        "the desk cannot be used";
        "it is left out: without a name or source nobody can rely on it";
        "a row without name";
        "complete it"
    BAD_EVENT "bad_event" Warning:
        "the event cannot be used";
        "it is left out";
        "an event that ends before it starts";
        "correct it"
    BAD_FIGURE "bad_figure" Warning:
        "the recorded figure cannot be read, or is there twice";
        "it is left out; the board compares with the others";
        "a value such as `about 40`; `radius_m` of `-1`";
        "correct the row, or remove it"
    BAD_DEMAND "bad_demand" Warning:
        "the demand row cannot be used";
        "it is left out; coverage counts fewer children";
        "a row without a point, or with longitude and latitude swapped";
        "correct it"
    BAD_CHILDREN "bad_children" Warning:
        "this is no number of children";
        "it is treated as not known, never as none";
        "`-3`, `12.5`, `about 40`";
        "give a whole number from 0; leave it blank when it is not known"
    CHILDREN_NOT_KNOWN "children_not_known" Info:
        "cells do not say how many children of an age group there are";
        "they stay 「人口データ未取込」 and add nothing to a sum, and coverage says how many they are";
        "a blank `p15_17`";
        "import the population when it is there"
    CHILDREN_ESTIMATED "children_estimated" Info:
        "the children of cells are estimated";
        "their numbers were split or joined from coarser ones, and coverage says so （推計）";
        "ages 5 to 9 split into 5 and 6 to 9";
        "import figures by single years of age when there are any"
    DUPLICATE_CELL "duplicate_cell" Warning:
        "the id of the demand cell is already taken";
        "children would be counted twice; the first row counts";
        "one mesh code in two rows";
        "remove one of the two"
    NO_CELLS "no_cells" Warning:
        "there is no cell of children in the file";
        "coverage cannot be measured; that is not the same as no children";
        "demand.csv with a header only";
        "import the population (`ibasho import`), or remove the file"
    BAD_CANDIDATE "bad_candidate" Warning:
        "the candidate site cannot be used";
        "it is left out";
        "a site without a point";
        "correct it"
    BAD_DISTRICT "bad_district" Warning:
        "the district cannot be used";
        "it is left out";
        "a district that is no polygon";
        "correct it"
    DISTRICT_TWICE "district_twice" Warning:
        "the district is there twice";
        "both are taken as its parts; if one is a mistake, places are in the wrong district";
        "two features with the id of one school";
        "make them one MultiPolygon, or remove the wrong one"
    DISTRICT_OF_NO_SCHOOL "district_of_no_school" Warning:
        "the district is of no school";
        "a search from the school does not know its district";
        "the id `midori` where the school is `midori-sho`";
        "give the district the landmark id of its school"
    BAD_BASEMAP "bad_basemap" Warning:
        "the map layer cannot be used";
        "the map is drawn without it";
        "a broken water.geojson";
        "correct the layer"
    BAD_STREETS "bad_streets" Error:
        "streets.bin cannot be used";
        "distances are straight lines, and say so";
        "a file that was cut off or changed";
        "import the streets again: `ibasho import FILE.osm.pbf --into DIR`"
    NO_PLACES "no_places" Warning:
        "there is no place in the file";
        "an empty finder helps nobody, but it is what the data says";
        "`\"features\": []`";
        "add places"
}
