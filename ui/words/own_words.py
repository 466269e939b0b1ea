"""The questions that ask a person for a word or two of their own, before a practice and after it."""

BEFORE = "How is it just now, in a word or two?"
AFTER = "And now?"
NOTE = "A note to yourself, if you like"
