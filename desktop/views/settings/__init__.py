"""The page 設定."""
