"""Working days, time limits and publicity periods: which day, and how it was counted."""
