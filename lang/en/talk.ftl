# Somebody to speak to

talk-title = When you want to talk to someone
talk-lead = You can call even if you do not know where to begin. Lines that answer now come first.
talk-nav = Your situation
talk-child = A child wants to talk
talk-parent = A parent wants to talk (school, home)
talk-support = Looking for somewhere to learn or to be
talk-danger = In danger right now
talk-110 = Police
talk-119 = Ambulance, fire
talk-open = Taking calls now
talk-closed = Not taking calls now
talk-unknown = Calling hours not certain
talk-hours = Calling hours
talk-area = Area
talk-free = Free call
talk-source-date = (page dated { $date })
talk-source-undated = (the page bears no date)
talk-states-note = Whether a line takes calls is worked out from the hours on its own page. They may have changed.
talk-free-note = Numbers that begin with 0120 or 0800, and 110, 119 and 189, cost nothing to call.
talk-to-kids = The page for a child alone
