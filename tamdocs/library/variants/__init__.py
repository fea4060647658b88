"""What each clause says in each region, channel and service, and where that differs."""
