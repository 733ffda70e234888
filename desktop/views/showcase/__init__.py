"""The page 成果發表會."""
