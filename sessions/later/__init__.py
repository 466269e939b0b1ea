"""What is added to a recording after its practice: edits of beats, notes and tags."""
