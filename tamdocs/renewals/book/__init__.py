"""The book of contracts, from whatever source: a stream of orders, each one good or set aside with a reason."""
