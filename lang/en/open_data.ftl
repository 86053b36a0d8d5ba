# Open data: its page, and the words of /ogc
open-data-title = Open data
ogc-about = The places for children as data. GIS programs read them at this address.
ogc-collections = Kinds of data
ogc-places = Places for children
ogc-desks = Where to get advice
ogc-events = Events
ogc-candidates = Public buildings that could house a new place
ogc-districts = School districts
ogc-filters = Can be filtered by: { $names }
ogc-conformance = Standards it meets
ogc-links = Links
