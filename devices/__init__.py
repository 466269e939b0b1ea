"""The sensors: bytes from radios, wires and models become events.

Imports ``biofeedback`` and itself, never ``sessions`` or ``ui``.
"""
