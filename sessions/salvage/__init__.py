"""Reads a recording that SQLite refuses: every whole row of the pages that are there, and nothing that is guessed."""
