"""Reading out the words of a practice in one's own voice."""
