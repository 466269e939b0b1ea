"""Home: choose a practice, a sensor, a breath; begin."""
