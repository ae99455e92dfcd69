"""What analysts read: tables for the terminal."""
