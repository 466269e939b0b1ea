"""Editing the beats of a recording by hand, and looking back on each layer of them."""
