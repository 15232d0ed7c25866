"""What the board page consists of."""
