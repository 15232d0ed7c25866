"""Reports that an office owes: their figures, each with what it was counted from."""
