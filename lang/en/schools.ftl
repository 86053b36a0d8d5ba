# Pages for schools, and the list for their own sites

schools-title = Places near each school
schools-lead = For every school there is a list of places within walking distance, and an A4 handout to print.
schools-none = There is no list of schools yet.
schools-elementary = Elementary schools
schools-junior = Junior high schools
schools-high = High schools
schools-sheet-title = A sheet for one family
schools-sheet-text = Choose places and people to talk to together, and print one page in the family’s language. No name is asked.
schools-sheet-link = Make a sheet
school-title = Places near { $name }
school-back = All schools
school-within = { $count } within about { $minutes } minutes on foot
school-beyond = None within about { $minutes } minutes on foot; here are the { $count } nearest
school-none = Nothing fits; leaving out the grade may help
school-handout = Handout to print (A4, four weeks of dates)
school-sheet = Make a sheet for one family
school-find = Search with conditions
school-talk = When you want to talk to somebody
school-show = Show
embed-as-of = As of { $when }
embed-all = See all (new window)
