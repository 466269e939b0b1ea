"""The practice of a room: its seats, which are taken and left while it goes on, and a recording of each."""
