// Tables for WPS and Excel: UTF-8 with its mark, CRLF, numbers as numbers, and no text that a spreadsheet would run as a formula.

// As in the package's own exports: a cell that begins with one of these is a formula, or begins a second cell.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

export function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = String(value).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "");
  const safe = FORMULA.test(text.replace(/^ +/, "")) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows (lists of values) as the text of one file. */
export function csv(rows) {
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
