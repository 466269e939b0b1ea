"""Help that lies over any screen: a page behind every number, every key, every sensor, and what is good to know."""
