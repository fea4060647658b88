"""Files that come back from outside, read with limits: nothing in them is followed or run."""
