# The timetable

week-heading = The week
week-lead = What is open where, by day and hour.
week-near = Showing the { $count } places nearest to { $school }.
week-some = There are many places; { $count } from all over the area are shown. Choose a school to see those near it.
week-range = { $first } to { $last }
week-nav = Other weeks
week-previous = 7 days before
week-this = From today
week-next = Next 7 days
week-days-nav = Choose a day
week-show = Show
week-nothing = Nothing on this day.
week-ask = ask first
week-unknown-note = marks times that are not certain. You can ask by phone before you go.
week-ask-first = Hours not certain
week-ask-first-lead = Their hours this week are not certain. Please ask before you go.
