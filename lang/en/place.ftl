# The next steps from a place
place-ahead = The four weeks after that
ahead-unsure = Some days are not certain. Please ask by phone before you go.
ahead-nothing = Nothing this week
place-ics = Dates as a file (.ics)
place-directions-note = Only the destination is passed on.
place-print = Print
report-title = Something wrong? Tell us
report-lead = If you notice something, please tell this office. No need to give your name.
report-nobody = There is nobody to tell yet. Please ask the place itself.
report-mail = Tell us by email
report-call = Tell us by phone ({ $phone })
report-subject = Something is wrong: { $name }
report-place = Place: { $name } ({ $id })
report-wrong = What is wrong:
place-one-date = Put { $when } into the calendar
