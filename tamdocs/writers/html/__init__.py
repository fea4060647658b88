"""Pages that need no server and no network: one file each, with all that it shows."""
