"""On which days people work, country by country."""
