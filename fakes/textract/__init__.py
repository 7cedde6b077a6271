"""Amazon Textract that reads the uploaded document itself."""
