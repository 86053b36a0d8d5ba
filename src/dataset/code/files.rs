//! Codes for errors of a file as a whole.

use super::{Code, Severity, codes};

codes! {
    FILES:
    MISSING_FOLDER "missing_folder" Error:
        "there is no such folder";
        "nothing can be served";
        "`--data dtaa`";
        "give the folder that holds places.geojson"
    NOT_A_FOLDER "not_a_folder" Error:
        "the data folder is a file";
        "nothing can be served";
        "`--data places.geojson`";
        "give the folder, not a file in it"
    MISSING_PLACES "missing_places" Error:
        "the folder has no places.geojson";
        "it is the one file that is required";
        "an empty folder";
        "add places.geojson or places.geojson.gz"
    UNREADABLE_FILE "unreadable_file" Error:
        "the file cannot be opened or read";
        "what it says is missing from every answer";
        "no permission, a folder of that name, a broken disk or gzip stream";
        "make the file readable; pack it again"
    EMPTY_FILE "empty_file" Error:
        "the file is empty";
        "it was probably cut off while being written";
        "a file of 0 bytes";
        "write it again, or remove it when it is optional"
    FILE_TOO_LARGE "file_too_large" Error:
        "the file is larger than is read";
        "reading it could exhaust the memory of the machine";
        "a file of 2 GB";
        "split it, or remove what does not belong there"
    UNPACKS_TOO_LARGE "unpacks_too_large" Error:
        "the gzipped file unpacks to more than is read";
        "a small file can unpack to more than the machine holds";
        "places.geojson.gz that unpacks to 5 GB";
        "pack the right file again"
    NOT_UTF8 "not_utf8" Error:
        "the text is not UTF-8";
        "names would be shown as nonsense";
        "a file saved by Excel as Shift_JIS; latin-1 bytes";
        "save it as UTF-8"
    TWICE_WITH_GZ "twice_with_gz" Warning:
        "a file is there plain and gzipped";
        "only one can be meant; the plain one is read";
        "places.geojson beside places.geojson.gz";
        "remove the older one"
    BROKEN_JSON "broken_json" Error:
        "this is not JSON";
        "what cannot be read cannot be shown; features before and after it are kept where the file allows it";
        "a missing comma, a file cut off in the middle, `NaN`, nesting deeper than 127";
        "correct the file at the line and column given"
    NOT_A_COLLECTION "not_a_collection" Error:
        "the file is no GeoJSON `FeatureCollection`";
        "nothing in it can be found";
        "`{\"type\": \"Feature\", …}` or `[…]` alone";
        "wrap the features as {\"type\": \"FeatureCollection\", \"features\": […]}"
    ANOTHER_FORMAT "another_format" Error:
        "the file is intact, but of another format";
        "nothing in it can be found, and its text needs no repair";
        "places.geojson packed with gzip, an Excel file, Overpass JSON, TopoJSON, `var places = {…}`";
        "export or name it as the message says"
    WRONG_CRS "wrong_crs" Error:
        "the file names a coordinate system that is not WGS 84";
        "every point would stand somewhere else, some 450 m off with the old Tokyo datum";
        "`\"crs\"` with EPSG:4301 or EPSG:6674";
        "export it again as WGS 84 (EPSG:4326); EPSG:4612, EPSG:6668 and CRS84 are fine too"
    FILE_NOT_READ "file_not_read" Info:
        "nothing reads the file";
        "what it says is in no answer";
        "`population.csv`, `old/places.geojson`";
        "import it, or keep it outside the data folder"
    FILE_NAME_MISSPELLED "file_name_misspelled" Warning:
        "nothing reads the file, and its name is nearly one that is read";
        "what it says is in no answer, though it seems to be meant";
        "`district.geojson`, `places (1).geojson`, `calendar/holiday.csv`";
        "give it the name in the message, or remove it"
    WOULD_LOSE "would_lose" Error:
        "a reload would lose more than a third of what is served";
        "a file cut off while it was copied would close doors that are open; the data before it is served on";
        "events.csv cut in half, ward.toml deleted, 3 places where 48 were";
        "restore the file; if it is meant, run `ibasho check --data DIR --accept`"
    NOT_A_FEATURE "not_a_feature" Error:
        "an entry of `features` is no GeoJSON Feature";
        "there is nothing to show";
        "`null` or a number between the features";
        "give an object with type, geometry and properties"
    FEATURE_TOO_LARGE "feature_too_large" Error:
        "one feature is larger than a place can be";
        "a text of megabytes is a mistake, and every visitor would have to load it";
        "a name of 10 MB";
        "shorten its texts"
    DUPLICATE_KEY "duplicate_key" Error:
        "a key is there twice in one object";
        "programs disagree about which one counts";
        "two `kind` in one place";
        "remove one"
}
