"""What can be said of a practice from its events: progress, summary, findings."""
