"""Measurements: ``python -m bench [NAME ...]``; each module says what it measures against whom."""
