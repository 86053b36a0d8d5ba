# Answers for programs
api-hidden-place = The location is not made public
api-changes-note = Changes since { $time }. Earlier ones are not known: where complete is false, read everything anew.
