# A sheet for one family, and the form to make it

sheet-title = Places we chose together
sheet-lead = You may go or not. Start wherever you like, whenever you like.
sheet-places = Places to go
sheet-code = This sheet on your phone
sheet-again = Choose again
sheet-private = What was chosen is only in this page’s address. Nothing is recorded, and no name is asked.
sheet-too-many = One page holds up to { $most } places and people to talk to in all. Please untick some.
sheet-unknown = { $count } of the choices could not be found; they may be gone or have moved.
sheet-hidden = A place that does not make its location public cannot be put on paper. It can be contacted from its own page.
chooser-title = Make a sheet for a family
chooser-lead = Choose up to { $most } places and people to talk to in all; they become one page.
chooser-places = Places
chooser-desks = People to talk to
chooser-nothing = No place has that in its name.
chooser-cut = Only 60 are shown; narrow the list by name or school.
chooser-name = Name of the place
chooser-near = Near which school
chooser-filter = Narrow the list
chooser-language = Language of the sheet
chooser-make = Make the sheet
