"""Studies: thousands of recordings and files of other programs, analysed one by one and gathered in long tables."""
