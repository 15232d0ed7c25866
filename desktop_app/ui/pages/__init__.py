"""One page for each place in the work."""
