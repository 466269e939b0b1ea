"""Heart beats found in ECG and pulse waves, and how far they can be trusted."""
