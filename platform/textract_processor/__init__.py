"""A scanned document lands in S3, and structured JSON comes out."""
