"""Performance as ratios taken in one run, each against its counterpart; `make bench` prints the table."""
