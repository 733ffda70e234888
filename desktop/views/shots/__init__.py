"""A picture of every page and dialog, and the search for what is cut off in them."""
