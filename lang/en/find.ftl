# Ways from one search to the next, and to other people
chips-label = What you chose
chip-remove = – remove
reach-minutes = Up to about { $minutes } min on foot
field-reach = Walking time
field-stay = Length of stay
stay-minutes = Open for { $minutes } min or longer
field-spoken = { $language } spoken
near-button = Nearest to where I am
near-located = Sorted by distance from where you are; the numbers are new.
find-loading = Looking for places.
way-farther = { $count ->
    [one] One place is a little farther: { $name }, about { $minutes } min on foot
   *[other] { $count } places are a little farther; the nearest is { $name }, about { $minutes } min on foot
}
way-farther-at-least = { $count ->
    [one] At least one place is a little farther: { $name }, about { $minutes } min on foot
   *[other] At least { $count } places are a little farther; the nearest is { $name }, about { $minutes } min on foot
}
way-and = ” and “
way-fewest = Drop every condition
share-title = Send this page to somebody
share-send = Send
share-copy = Copy the address
share-line = Send with LINE
share-address = Address of this page
share-copied = Copied.
furigana-name = Furigana
furigana-on = Show readings (furigana)
furigana-off = Hide readings (furigana)
suggest-count = Suggestions: { $count }. Choose with the up and down arrow keys.
suggest-none = No suggestions.
