# Files to take away
feeds-calendar-name = Places for children in { $ward }
feeds-sample = {"[Sample] "}
feeds-cancelled = {"[Cancelled] "}
feeds-unsure = {"[Please check] "}
feeds-phone = Phone { $phone }
feeds-changes-name = Changes to the places for children in { $ward }
feeds-added = Added:
feeds-changed = Changed:
feeds-removed = Removed:
