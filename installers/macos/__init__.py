"""What only the bundle and the disk image of macOS need."""
