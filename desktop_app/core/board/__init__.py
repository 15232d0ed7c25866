"""Bulletin boards (公示栏): sheets that hang, the clocks they run by, and what people objected."""
