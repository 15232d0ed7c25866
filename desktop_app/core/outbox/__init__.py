"""The outbox: what waits for the network, and what a portal promises to do with it."""
