"""The parts of the import page: choosing, looking through, and batches."""
