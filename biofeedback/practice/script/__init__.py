"""What a practice file says: its model, its keys, and how it is read and checked."""
