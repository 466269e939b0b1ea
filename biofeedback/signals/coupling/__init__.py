"""Heart and led breath together: how far the one follows the other."""
