"""Heart rate variability: time domain, spectra, non-linear numbers and rhythm coherence."""
