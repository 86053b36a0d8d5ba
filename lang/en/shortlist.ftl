# The places to take along
shortlist-title = Take along
shortlist-take = Take along
shortlist-taken = put on your list
shortlist-full = Six places at most. Take one out to add another.
shortlist-see = See your list
shortlist-none = Nothing yet. Press “Take along” in a list or on the page of a place.
shortlist-remove = Take out
shortlist-ended = Ended since then
shortlist-moved = Moved since you put it here
shortlist-hours = Its days or hours have changed since
shortlist-gone = No longer here, or its address has changed
shortlist-offline = Cannot be looked up right now
shortlist-sheet = Make one page, print
shortlist-private = It stays on this device. Only when you print or share does it go into an address.
shortlist-script = This page needs scripts. You can also make the page here:
