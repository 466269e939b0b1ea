"""The breath as a belt around the chest saw it: the truth that estimates are held against."""

import numpy as np
from scipy.signal import butter, detrend, find_peaks, sosfiltfilt

BELT_HZ = 10.0
_BAND_HZ = (0.04, 0.7)


class Belt:
    """A belt signal at any rate, or at uneven times, evened to 10 Hz and freed of drift and shaking."""

    def __init__(self, t_s, values):
        t_s, values = np.asarray(t_s, float), np.asarray(values, float)
        sound = np.isfinite(values)
        self.t_s = np.arange(t_s[0], t_s[-1], 1.0 / BELT_HZ)
        # A mean over each step rather than a sample of it, so that hum does not fold into the band.
        edges = np.searchsorted(t_s[sound], np.append(self.t_s, self.t_s[-1] + 1.0 / BELT_HZ))
        sums = np.concatenate(([0.0], np.cumsum(values[sound])))
        counts = np.diff(edges)
        means = np.full(self.t_s.size, np.nan)
        means[counts > 0] = (np.diff(sums[edges]))[counts > 0] / counts[counts > 0]
        full = np.isfinite(means)
        means = np.interp(self.t_s, self.t_s[full], means[full])
        self.values = sosfiltfilt(butter(2, _BAND_HZ, "bandpass", fs=BELT_HZ, output="sos"), means)

    def rate_per_min(self, from_s, until_s):
        """Return the breaths a minute within the window; ``nan`` unless the belt itself is clear.

        Clear: counting with a low and with a high threshold agree within 1 a minute, the highest peak of the spectrum
        agrees with them within 1, and whole breaths fill 70 % of the window.
        """
        inside = (self.t_s >= from_s) & (self.t_s <= until_s)
        wave, t_s = self.values[inside], self.t_s[inside]
        if wave.size < 0.95 * (until_s - from_s) * BELT_HZ:
            return np.nan
        low, high = np.quantile(wave, [0.1, 0.9])
        rates = []
        for threshold in (0.25, 0.45):
            tops, _ = find_peaks(wave, prominence=threshold * (high - low), distance=BELT_HZ)
            if tops.size < 3 or t_s[tops[-1]] - t_s[tops[0]] < 0.7 * (until_s - from_s):
                return np.nan
            rates.append(60.0 * (tops.size - 1) / (t_s[tops[-1]] - t_s[tops[0]]))
        density = np.abs(np.fft.rfft(detrend(wave) * np.hanning(wave.size), 8192)) ** 2
        frequency_hz = np.fft.rfftfreq(8192, 1.0 / BELT_HZ)
        band = (frequency_hz >= 0.05) & (frequency_hz <= 0.6)
        summit = 60.0 * frequency_hz[band][np.argmax(density[band])]
        if abs(rates[0] - rates[1]) > 1.0 or abs(summit - np.mean(rates)) > 1.0:
            return np.nan
        return float(np.mean(rates))
