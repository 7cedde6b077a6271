"""From words, rules and check boxes to Textract's blocks. Pure functions."""
