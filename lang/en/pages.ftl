# The finder
find-title = Find
find-title-near = Near { $from }
find-heading = Find a place to be, now or later
find-lead = Places where children can choose to spend time after school and on days off. No name and no registration needed to search.
find-button = Search
field-from = Starting from
field-from-hint = A school, station or town by its Japanese name (hiragana works too), or a postcode.
field-when = When
when-now = Now
when-today = Later today
when-at = Choose day and time
field-date = Day
field-time = Time
field-grade = School grade
grade-any = Any
field-free = Free of charge
field-no-booking = No booking
field-more = More conditions
field-needs = What matters
field-kinds = What kind of place
field-wheelchair = Wheelchair access
field-open-only = Only places that are open

found =
    { $count ->
        [one] { $count } place.
       *[other] { $count } places.
    }
found-near =
    { $count ->
        [one] { $count } place near { $from }.
       *[other] { $count } places, nearest to { $from } first.
    }
open-count-now =
    { $count ->
        [one] { $count } is open now.
       *[other] { $count } are open now.
    }
open-count-now-none = Nothing is open right now.
open-count-today =
    { $count ->
        [one] { $count } is open now or later today.
       *[other] { $count } are open now or later today.
    }
open-count-today-none = None opens later today.
open-count-then =
    { $count ->
        [one] { $count } is open at that time.
       *[other] { $count } are open at that time.
    }
open-count-then-none = Nothing is open at that time.
opens-first = {" "}First to open: number { $number }, { $name }, { $when }.
about-time = This is for { $when }.
walk-note = Walking times are estimates from the straight-line distance.
start-open-now = Open now
start-today = See what is open later today
origin-which = Which one do you mean?
origin-none-of-these = None of these (search the whole area)
origin-unknown = We found no school, station or town called “{ $from }”. These results are for the whole area.
nothing-title = Nothing found for these conditions
nothing-many = Leaving out some of the conditions may help.
nothing-nearby = Nearest places, whatever the conditions
way-without =
    { $count ->
        [one] Without “{ $condition }” there is { $count } place
       *[other] Without “{ $condition }” there are { $count } places
    }
way-without-at-least =
    { $count ->
        [one] Without “{ $condition }” there is at least { $count } place
       *[other] Without “{ $condition }” there are at least { $count } places
    }
way-next = On { $when } you can go to { $name }
roughly-short = The exact location is not public. The point on the map is approximate.
map-title = Map
map-show = Show the map
map-text = The numbers on the map are those of the list. Each place’s page also gives its address.
map-credit = Sketch map. { $credit }
map-legend = What the marks mean

# The page of a place
back-to-search = Back to the search
place-week = The coming week
week-caption = The seven days from today
week-day = Day
week-hours = Hours
week-closed = Closed
today = Today
all-day = All day
place-programmes = What you can do here
place-access = How to get there
place-first-visit = Your first visit
place-safety = Safety
place-about = About this information
place-url = Website
place-json = Data (JSON)
next-dates = Next dates
date-span = { $date }, { $span }
label-hours = Opening hours
label-audience = For
label-fee = Price
label-booking = Booking
label-capacity = Room for
label-languages = Languages spoken
label-address = Address
label-location = Location
label-near = Landmark
label-access = Directions
label-wheelchair = Wheelchair
label-bring = What to bring
label-enter = How to enter
label-people = Who is there
label-operator = Run by
label-verified = Checked
label-source = Source
capacity =
    { $count ->
        [one] { $count } child
       *[other] { $count } children
    }
near-landmark = About { $minutes } min walk from { $from }
roughly-town = The exact location is not public. The map shows the middle of the town.
roughly-district = The exact location is not public. The map shows the middle of the school district.
wheelchair-yes = Accessible
wheelchair-no = Not accessible
wheelchair-unknown = Not checked yet
safety-yes = Yes
safety-no = No
safety-unknown = Not checked yet
as-of = as of { $date }
according-to = according to { $source }
verify-long = Nobody has been able to confirm this for a while. You can ask by phone before you go.
hidden-title = This location is not public
hidden-text = Its location and name are not published, so that everybody can feel safe there. If you would like to come or to ask something, you can get in touch here.
hours-exceptions = Except
hours-read-from = We read the hours above from these words:
hours-own-words = In their own words:
