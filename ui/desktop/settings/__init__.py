"""The settings, one page a subject: what is turned there is seen at once and kept at once."""
