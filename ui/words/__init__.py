"""Sentences for people that the window and the terminal share."""
