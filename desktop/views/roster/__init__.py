"""The page 名冊."""
