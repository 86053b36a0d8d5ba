# Answers for programs
api-hidden-place = The location is not made public
