"""From papers one already has to answers: which column is which field, what each cell says, what could not be used."""
