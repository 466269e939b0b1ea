"""What stays of a practice: the recording, the library it lies in, and RR text from elsewhere.

Imports ``biofeedback`` and nothing else of Soften.
"""
