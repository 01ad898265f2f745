"""Persian and English text on ReportLab pages: levels, shaping, lines, fonts in the PDF, paragraphs in tables."""
