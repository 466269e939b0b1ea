"""What every screen shows of a practice, made from its events alone; whoever paints brings the words."""
