"""Printers, by Qt: what this machine has, and pages drawn on them."""
