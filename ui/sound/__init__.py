"""A practice that can be followed with closed eyes: breath, bells and voice, without Qt."""
