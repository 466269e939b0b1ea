"""The breath without a belt, from the heart or from the motion of the chest."""
