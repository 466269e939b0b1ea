"""Looking back at one practice: its curves, its steps, its marks and its notes."""
