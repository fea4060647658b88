"""Case reviews: the case history of a customer, and the figures that a review prints of it."""
