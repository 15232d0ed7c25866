"""Documents: blocks, how templates become blocks, and every number of GB/T 9704."""
