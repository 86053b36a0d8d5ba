# When places are open: dates, times, states and reasons

hours-day-mo = Mon
hours-day-tu = Tue
hours-day-we = Wed
hours-day-th = Thu
hours-day-fr = Fri
hours-day-sa = Sat
hours-day-su = Sun
hours-weekday-mo = Monday
hours-weekday-tu = Tuesday
hours-weekday-we = Wednesday
hours-weekday-th = Thursday
hours-weekday-fr = Friday
hours-weekday-sa = Saturday
hours-weekday-su = Sunday
hours-date = { $weekday } { hours-month-day }
hours-month-day =
    { hours-same-month-day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[other] Dec
    }
hours-same-month-day = { $day }
hours-dates-of-weekday = { $weekday } { $dates }
hours-run = { $from } to { $to }
hours-full-date = { $date } { $year }
hours-time = { $clock }
hours-date-time = { $date } { $time }
hours-span = { $start }–{ $end }
hours-next-day = { $time } the next day
hours-joint = ,{" "}
hours-state-open = open
hours-state-closed = closed
hours-state-unknown = please check
hours-state-span = { $span } { $state }
hours-reason-line = { $reason } → { $state }
hours-nth =
    { $n ->
        [1] 1st
        [2] 2nd
        [3] 3rd
       *[other] { $n }th
    } { $weekday }
hours-nth-last = last { $weekday }
hours-nth-from-end = { $weekday }, number { $n } from the end of the month
hours-fact-holiday = public holiday ({ $name })
hours-fact-no-holiday = not a public holiday
hours-fact-school-holiday = school holidays ({ $name })
hours-fact-no-school-holiday = not in the school holidays
hours-fact-no-closure = no special closure
hours-fact-closure = { $name }
hours-fact-closure-unnamed = special closure
hours-fact-session = one of its set dates
hours-fact-extra = special opening
hours-fact-extra-noted = special opening ({ $name })
hours-fact-dated = hours for this time of year
hours-fact-comment = “{ $name }”
hours-fact-outside-hours = outside opening hours
hours-fact-open-end = closing time not given
hours-fact-calendar-ends = our table of public holidays ends here ({ $name })
hours-fact-school-calendar-missing = school holidays are not known yet
hours-fact-unreadable = in their own words: “{ $name }”
hours-fact-approximate = not fixed: “{ $name }”
hours-fact-several-readings = can be read in more than one way, and these differ at this time: “{ $name }”
hours-fact-odd-never-open = as read, it would not open once in a year: “{ $name }”
hours-fact-odd-weekday-never-open = as read, it would never open on a { $weekday }: “{ $name }”
hours-fact-odd-month-closed = as read, month { $month } would be closed altogether although a weekday is named: “{ $name }”
hours-fact-odd-few-days = words for something regular, but open on fewer than five days: “{ $name }”
hours-fact-odd-other-weekday = the weekday of { $month }/{ $day } does not fit; perhaps last year’s dates: “{ $name }”
hours-fact-hours-not-given = hours are not known yet
hours-fact-needs-verification = needs checking
hours-fact-verified-on = needs checking (last checked { $name })
hours-fact-older = older information
hours-fact-older-of = as checked on { $name }
hours-fact-closed-for-good = ended on { $name }
hours-holiday-new-year = New Year’s Day
hours-holiday-coming-of-age = Coming of Age Day
hours-holiday-foundation = National Foundation Day
hours-holiday-emperor = Emperor’s Birthday
hours-holiday-vernal = Vernal Equinox Day
hours-holiday-showa = Showa Day
hours-holiday-constitution = Constitution Day
hours-holiday-greenery = Greenery Day
hours-holiday-children = Children’s Day
hours-holiday-marine = Marine Day
hours-holiday-mountain = Mountain Day
hours-holiday-aged = Respect for the Aged Day
hours-holiday-autumnal = Autumnal Equinox Day
hours-holiday-sports = Sports Day
hours-holiday-culture = Culture Day
hours-holiday-labor = Labor Thanksgiving Day
hours-holiday-substitute = substitute holiday
hours-holiday-citizens = Citizens’ Holiday
hours-holiday-other = day off by law
hours-holiday-summer = summer holidays
hours-holiday-winter = winter holidays
hours-holiday-spring = spring holidays
hours-holiday-year-end = New Year break
hours-holiday-obon = Obon
hours-fact-day-after-holiday = day after a public holiday ({ $name })
hours-fact-day-before-holiday = day before a public holiday ({ $name })
hours-fact-days-after-holiday = { $n } days after a public holiday ({ $name })
hours-fact-days-before-holiday = { $n } days before a public holiday ({ $name })
hours-fact-every-day = every day
hours-fact-closed-day = not one of its open days
hours-fact-at-intervals = only at set times within these hours
hours-fact-holiday-calendar-missing = public holidays are not known yet
hours-fact-calendar-begins = our table of public holidays begins here ({ $name })
hours-fact-school-calendar-covers = school holidays are known from { $from } to { $to }
hours-fact-schools-differ = differs from school to school ({ $name })
hours-warning-year-end = The New Year break has no dates: 29 Dec – 3 Jan are taken as closed, two days on either side as not known
hours-warning-obon = Obon has no dates: 13–15 Aug are taken as closed, the days around as not known
hours-warning-golden-week = Golden Week has no dates: 3–5 May are taken as closed, the days around as not known
hours-warning-after-school = When school is out is not known: from noon on it is shown as not known
hours-warning-last-entry = “{ $words }” does not change the opening hours
hours-describe-open = { $days } { $times }
hours-describe-noted = { $line } ({ $note })
hours-describe-too = also { $line }
hours-describe-off = { $days }: closed
hours-describe-unknown = { $days }: please check first
hours-describe-around-clock = around the clock
hours-describe-open-end = from { $start }
hours-describe-span = { $start }–{ $end }
hours-describe-range = { $from } – { $to }
hours-describe-within = { $inner } ({ $outer })
hours-describe-list-joint = {","}{" "}
hours-describe-holidays = public holidays
hours-describe-school-holidays = school holidays
hours-describe-after-holiday =
    { $n ->
        [one] the day after a public holiday
       *[other] { $n } days after a public holiday
    }
hours-describe-before-holiday =
    { $n ->
        [one] the day before a public holiday
       *[other] { $n } days before a public holiday
    }
hours-describe-month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[other] December
    }
hours-describe-month-end = the last day of { $month }
hours-describe-every-month-end = the last day of every month
hours-describe-month-day =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[other] Dec
    }
hours-describe-nths = { $numbers } { $weekday }
hours-describe-ordinal =
    { $n ->
        [1] 1st
        [2] 2nd
        [3] 3rd
       *[other] { $n }th
    }
hours-describe-ordinal-joint = {","}{" "}
hours-describe-weekly = every { $days }
hours-describe-fortnight = every other { $days }
hours-describe-other-month = every other month, { $days }
hours-describe-counted-from = { $line } (counted from { $date })
hours-describe-closure = { $reason }: { $days }

# Times by the sun
hours-sun-dawn = dawn
hours-sun-sunrise = sunrise
hours-sun-sunset = sunset
hours-sun-dusk = dusk
hours-sun-before = { $minutes } min before { $event }
hours-sun-after = { $minutes } min after { $event }
hours-describe-sun-today = { $times } (today { $today })
