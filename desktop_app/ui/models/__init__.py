"""What the pages' tables show: rows as data, columns as data, one model for all."""
