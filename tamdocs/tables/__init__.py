"""Tables of others: CSV files, sheets and database queries as rows of cells, and the language of column maps."""
