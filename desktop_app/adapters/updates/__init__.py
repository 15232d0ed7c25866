"""Signed packs as files."""
