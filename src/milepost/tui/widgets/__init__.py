"""One widget a file; each draws itself line by line."""
