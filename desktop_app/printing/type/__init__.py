"""The type layer: faces with fallback, line breaking, paragraphs, ruled sheets, charts and pages."""
