"""A recording lived again: through the same computation, or in a sensor's place."""
