"""A practice in the terminal, for machines without a screen."""
