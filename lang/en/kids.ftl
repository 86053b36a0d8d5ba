# For a child alone

kids-neutral-title = Notes
kids-heading = Where you can go now
kids-clock = It is { $time }.
kids-some = There are many places; here are some of them. Choose your school below to see those near it.
kids-open = Open now
kids-none-open = Nothing is open right now. See what opens next.
kids-next = Opening next
kids-unknown = Places to ask first
kids-fee-free = It costs nothing
kids-fee = It costs { $yen } yen
kids-fee-unknown = Ask what it costs
kids-booking-none = Just go, no booking
kids-booking-recommended = Better to call before you go
kids-booking-needed = Sign up before you go
kids-booking-unknown = Ask by phone before you go
kids-call = Call
kids-school = Nearest first: choose a school
kids-school-any = No school
kids-school-button = Nearest first
kids-calls = When you want someone to listen
kids-calls-lead = Calling costs nothing. You can start anywhere.
kids-189 = When somebody at home or near you scares you
kids-110 = In danger right now (110 police, 119 ambulance)
kids-leave = Switch to another page
kids-nothing-kept = This page remembers nothing about you. “Switch to another page” shows a calendar. The name of a page you saw may stay in the history of your browser.
calendar-title = Calendar
calendar-month =
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
    } { $year }
