"""The composition root: wires the core, the sensors, the recordings and the screens together."""
