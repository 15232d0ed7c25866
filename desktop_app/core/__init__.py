"""Pure thinking: no Qt, network, database, disk or wall clock."""
