"""How a person is asked for a word or two of their own, before a practice and after it; none is an answer too."""

BEFORE = "How is it just now, in a word or two?"
AFTER = "And now?"
NOTE = "A note to yourself, if you like"
