"""OFD (GB/T 33190-2016), the fixed layout of Chinese offices."""
