"""Tables, the encrypted database, its migrations and the journal that every write goes through."""
