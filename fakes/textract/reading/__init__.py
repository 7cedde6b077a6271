"""From a document's bytes to words, rules and check boxes on pages; runs in processes of its own."""
