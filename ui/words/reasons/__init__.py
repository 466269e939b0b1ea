"""Sentences for why a number cannot be known, by what is missing: beats, a long enough record, breath."""
