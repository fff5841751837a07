// Days as the reader lives them: YYYY-MM-DD by the clock of the reader's machine.

const DAY = 86_400_000;

/** The reader's day of a moment, as YYYY-MM-DD. */
export function dayOf(moment) {
  const at = new Date(moment);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
}

/** The day `count` days after a day. */
export function plusDays(day, count) {
  const [year, month, date] = day.split("-").map(Number);
  return dayOf(new Date(year, month - 1, date + count, 12));
}

/** The middle of a day, far from any change of clocks. */
export const noon = (day) => { const [year, month, date] = day.split("-").map(Number); return new Date(year, month - 1, date, 12); };
/** How many days from one day to another. */
export const daysBetween = (from, to) => Math.round((noon(to) - noon(from)) / DAY);
