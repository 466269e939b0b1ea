"""What stays of a practice: the recording, the shelf it lies on, and RR text from elsewhere.

Imports ``biofeedback`` and nothing else of Soften.
"""
