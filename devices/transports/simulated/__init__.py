"""The simulated heart and the strap it wears."""
