// A table that on a phone becomes one card a row, each cell under the name of its column; the roles stay those of a table.
import { table } from "./dom.js";

const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

/** Like `table`, for rows with sentences in them. */
export function cards(caption, heads, rows) {
  const box = table(caption, heads, rows);
  box.classList.add("ipc-cards");
  for (const node of box.querySelectorAll("table, thead, tbody, tr, td")) node.setAttribute("role", ROLES[node.tagName]);
  for (const node of box.querySelectorAll("th")) node.setAttribute("role", node.scope === "col" ? "columnheader" : "rowheader");
  for (const row of box.querySelectorAll("tbody tr")) [...row.children].forEach((cell, n) => { if (n && heads[n]) cell.dataset.column = heads[n]; });
  return box;
}
