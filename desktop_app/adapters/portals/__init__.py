"""Portals: where disclosures are published, behind the protocol of `core.outbox.submission`."""
