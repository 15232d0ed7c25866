"""Checks: text units in, findings out."""
