"""The Chinese input methods of a Linux desktop."""
