"""Two documents held against each other."""
