"""What turns the material that people write into the data the program reads."""
