"""Forms: a few quiet questions before a practice and after it, and what was answered."""
