"""An asyncio loop whose time passes at once, for those who wait for nothing but time."""

import asyncio
import selectors


class PassingLoop(asyncio.SelectorEventLoop):
    """A loop that never sleeps: where it has nothing to do until a moment, that moment comes at once."""

    def __init__(self):
        self.now_s = 0.0
        super().__init__(PassingSelector(self))

    def time(self):
        return self.now_s

    def until_s(self, t_s):
        return max(0.0, t_s - self.now_s)


class PassingSelector(selectors.SelectSelector):
    """Finds what is ready, and lets the time pass instead of waiting."""

    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        ready = super().select(0)
        if not ready and timeout:
            self.loop.now_s += timeout
        return ready


class LoopClock:
    """The clock of a session that lives in the time of a loop."""

    def __init__(self, loop):
        self.loop = loop

    def now_s(self):
        return self.loop.now_s

    def until_s(self, t_s):
        return self.loop.until_s(t_s)
