"""The page 微心得."""
