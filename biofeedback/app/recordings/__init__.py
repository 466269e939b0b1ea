"""What the screens and the command line ask of recordings: looked back on, shared, written, reported, sealed."""
