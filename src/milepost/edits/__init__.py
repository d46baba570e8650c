"""Named editing operations: a document and arguments in, an edit set out."""
