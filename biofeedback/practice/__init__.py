"""How a practice goes: breath curves, pacing, steps, words, warmth and the summary.

Pure: it computes with the times it is given and knows no clock, no thread, no file and no numpy.
"""
