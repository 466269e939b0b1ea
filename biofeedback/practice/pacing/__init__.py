"""The shape of a breath, the pace of breathing, and the breaths that are led."""
