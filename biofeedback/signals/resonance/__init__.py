"""At which pace of breath the heart answers most."""
