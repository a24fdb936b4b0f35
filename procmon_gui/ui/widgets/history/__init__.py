"""What the History page is built of: charts of a range of recorded time, and lists of who used most in it."""
