"""The breath light, and the small lights around it."""
