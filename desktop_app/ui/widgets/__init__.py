"""Parts of the window that show values and emit wishes; none knows services."""
