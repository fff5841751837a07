"""How the kit looks on paper: black on white A4, one sheet a topic, big enough to be read across a table."""

__all__ = ["STYLE"]

# A TrueType font first: with Noto CJK the PDF cannot be searched for common words.
STYLE = """
@page { size: A4; margin: 16mm 15mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
/* What is the trainer's says so on every page: a sheet of answers that lies second in the pile is still not handed out. */
@page trainer { @top-right { content: "教员用，不发给学员"; font-size: 9pt; font-weight: bold; } }
.for-trainer { page: trainer; }
* { box-sizing: border-box; }
html { font: 11pt/1.6 "WenQuanYi Micro Hei", "SimSun", "Songti SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff; }
body { margin: 0 auto; max-width: 180mm; padding: 0 .6mm; }
section { break-before: page; }
section:first-of-type { break-before: auto; }
h1 { font-size: 20pt; margin: 0 0 2mm; line-height: 1.3; }
h2 { font-size: 15pt; margin: 0 0 3mm; border-bottom: 1.5pt solid #000; padding-bottom: 1mm; }
h3 { font-size: 12pt; margin: 4mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; orphans: 2; widows: 2; }
ol, ul { margin: 0 0 2mm; padding-left: 6mm; }
table { border-collapse: collapse; width: 100%; margin: 0 0 3mm; font-size: 10pt; }
th, td { border: .6pt solid #000; padding: 1.2mm 1.6mm; text-align: left; vertical-align: top; }
th { font-weight: bold; background: #eee; }
th:last-child { min-width: 5.5em; }
thead { display: table-header-group; }
tr, .card, .answers { break-inside: avoid; }
.n { white-space: nowrap; text-align: right; width: 1%; }
section[id$=course] td { padding: .7mm 1.6mm; line-height: 1.4; }
#agenda table { font-size: 9.5pt; line-height: 1.3; }
#agenda td, #agenda th { padding: .3mm 1.6mm; }
.card { border: 1pt solid #000; padding: 3mm 4mm; margin: 0 0 4mm; }
.card h3 { margin-top: 0; }
.trainer { border: 1.5pt solid #000; padding: .3mm 2mm; font-size: 10pt; font-weight: bold; float: right; }
.small { font-size: 9.5pt; }
.line { border-bottom: .6pt solid #000; height: 8mm; }
.blank td { height: 9mm; }
/* Agenda and evaluation of the case with the most decisions stay on one sheet each. */
#evaluation .blank td { height: 7mm; padding: .5mm 1.6mm; }
.box { display: inline-block; width: 3.6mm; height: 3.6mm; border: .9pt solid #000; margin-right: 2mm; vertical-align: -0.4mm; }
.cut { border-top: .8pt dashed #000; margin: 5mm 0; }
.mono { white-space: nowrap; width: 1%; }
@media screen { body { padding: 8mm; } section { margin-bottom: 14mm; } }
"""
