# Seminars and meetings

events-title = Events and meetings
events-lead = Seminars and meetings for parents, and meetings for people who run a place. At some of them you may just listen, or come late.
events-calendar = Add to your calendar (.ics)
events-none = Nothing is planned yet.
events-past = Past events ({ $count })
events-on-now = On now
events-kind-parents_meeting = Parents’ meeting
events-kind-seminar = Seminar
events-kind-liaison_meeting = Meeting of operators
events-kind-event = Event
events-venue = Venue
events-sign-up = Signing up
events-mail = Send an email
events-one-calendar = Add this to my calendar
