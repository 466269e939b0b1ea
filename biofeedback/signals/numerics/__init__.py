"""What the numbers rest on: small mathematics on plain series, without SciPy."""
