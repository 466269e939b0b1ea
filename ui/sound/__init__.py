"""Breath, bells and voice through the loudspeaker, in step with the breath light."""
