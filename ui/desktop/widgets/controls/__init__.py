"""Small controls that have their words in themselves and their name for a screen reader."""
