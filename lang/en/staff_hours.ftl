# Trying out a text of opening hours

staff-hours-nav = For staff
staff-hours-title = Try out opening hours
staff-hours-lead = Write opening hours in everyday Japanese or in OSM syntax, and see how this site reads them. What you type is not kept.
staff-hours-field = Opening hours
staff-hours-example = Example: 第2・4土 11時〜14時、8月は休み
staff-hours-button = Read it
staff-hours-understood = This is how we read it
staff-hours-none = We could not read this
staff-hours-none-marked = The marked part was not understood. Published like this, the place would always show “needs checking”.
staff-hours-none-vague = Days or times are not exact. The place would always show “needs checking”.
staff-hours-warnings = Please check
staff-hours-notation = In fixed notation
staff-hours-no-dates = No open day in the coming year.
staff-hours-several = This can be read in more than one way
staff-hours-question = What about { $date }?
staff-hours-open = Open { $times }
staff-hours-closed = Closed
staff-hours-chosen = The meaning you chose
staff-hours-copy = Copied into the schedule of the data, it has this meaning only.
