"""How a practice goes: breath curves, pacing, steps, words, warmth and the facts told afterwards.

Pure: every module here computes with the times it is given and knows no clock, no thread, no file and no numpy.
"""
