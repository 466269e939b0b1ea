"""Tells what Soften is made of, whose work that is, and under which licences it is used."""
