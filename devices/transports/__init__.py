"""The ways by which bytes come in: the only place that knows a radio or a port."""
