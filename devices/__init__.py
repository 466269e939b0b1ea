"""The sensors: bytes from radios, wires and models become events."""
