"""Parts that pages with a list of people or records share."""
