"""One editor for each kind of field; none knows rules of the domain, all say what was written."""
