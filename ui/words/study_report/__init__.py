"""The report on a study in words: what became of each number, and how to read it; no test, and no word of an effect."""
