"""Pictures as SVG text: readable in grey, in a dark theme and by a screen reader; no script, no font of their own."""
