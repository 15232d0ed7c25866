"""Office packages (docx, xlsx, pptx): their XML is read, nothing is computed or fetched."""
