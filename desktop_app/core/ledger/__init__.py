"""The ledger (台账): its lines, what one may ask of it, and its columns."""
