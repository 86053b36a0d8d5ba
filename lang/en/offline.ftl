# Without a network, and what the device keeps

offline-title = Pages kept on this device
offline-lead = There is no internet connection right now. The lists and place pages you saw last still open on this device.
offline-none = Nothing yet. Lists and place pages you look at will appear here.
offline-clear = Remove from this device
offline-note = The last 10 lists and 40 place pages, and your “Take along” list, are kept on this device only and sent nowhere. The children’s page is never kept.
offline-as-of = Information as of { $when }
offline-known-until = This device only knows the hours until { $date }
