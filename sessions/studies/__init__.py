"""The tables of a study of many recordings, in long form, as R and pandas read them."""
