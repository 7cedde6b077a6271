"""Amazon Transcribe: batch jobs on real media files."""
