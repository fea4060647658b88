"""Word files: a skin that legal edits in Word, compiled once, and the body from the document tree."""
