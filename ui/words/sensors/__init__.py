"""Words about sensors and their links."""
