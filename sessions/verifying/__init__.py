"""Looks whether the file of a recording is as it should be; `soften verify` tells."""
