"""Studies with sealed conditions: drawn by chance, acted upon by a program that tells nobody, opened at the end."""
