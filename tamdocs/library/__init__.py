"""The clause library: editions, selection of clauses, composition of documents."""
