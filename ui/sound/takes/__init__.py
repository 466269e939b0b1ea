"""One's own voice: words read aloud, taken from the microphone, trimmed, levelled and kept for a practice."""
