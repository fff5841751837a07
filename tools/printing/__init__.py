"""The book on paper and in a reader: one PDF, one EPUB, made from the built site."""
