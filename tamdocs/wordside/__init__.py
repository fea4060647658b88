"""Clauses edited in Word: a document of templates goes out, what comes back is a change of the clause files."""
