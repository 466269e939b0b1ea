"""A practice that is one whole recording: its file read, streamed and played."""
