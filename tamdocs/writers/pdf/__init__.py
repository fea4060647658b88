"""A document as PDF."""

from __future__ import annotations

from tamdocs.writers.pdf.fonts import FontSet, default_fonts
from tamdocs.writers.pdf.printable import unprintable
from tamdocs.writers.pdf.writer import Pdf, PdfWriter

__all__ = ["FontSet", "Pdf", "PdfWriter", "default_fonts", "unprintable"]
