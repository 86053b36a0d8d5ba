# What happens to what readers do here

privacy-title = Privacy
privacy-kept = What is not kept
privacy-kept-1 = No name, address or age is asked for or kept. There is nothing to register.
privacy-kept-2 = No cookies. No measuring by other companies, no advertisements.
privacy-place = Where you are
privacy-place-1 = A search starts from a public point: a school, a station, a town. The address of your home is never sent.
privacy-place-2 = When you search from your current position, the distance is worked out on this device alone and sent nowhere.
privacy-log = The server’s log
privacy-log-1 = To repair faults, the page, the outcome and the time it took are logged. Coordinates, search words and who looked are not.
privacy-device = What stays on this device
privacy-device-1 = Your browser may keep a history of pages. If that worries you, use its private mode.
privacy-device-2 = The page for children has a neutral title and changes to another page at one press. Even so it cannot erase every trace.
privacy-device-3 = The lists and place pages you saw last, and your “Take along” list, stay on this device only, so that they open without a connection. Remove them at “Pages kept on this device”. Your location is never among them.
privacy-hidden = Places that keep their location private
privacy-hidden-1 = For safety, some places do not publish where they are. They appear on no map, in no list and in no data.
