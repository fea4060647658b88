"""The reviews of all customers of a book in one run, and a page that says who needs a call."""
