// What this site keeps in a browser besides the progress, and how it is removed.

/** Keys of ours, of the notebooks in the browser, and the theme's choice of colours. */
export const OURS = /^(ipcoord|jupyterlite|@jupyter|mode$|theme$)/i;

/** Remove everything; resolves to the names of what another tab still holds. */
export async function wipeElsewhere() {
  const left = [];
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      const found = globalThis[name];
      for (const key of Object.keys(found)) if (OURS.test(key)) found.removeItem(key);
    } catch { /* denied: nothing was kept there */ }
  }
  let known = [];
  try { known = (await globalThis.indexedDB?.databases?.()) ?? []; } catch { known = []; }
  for (const { name } of known) {
    if (!/jupyterlite|ipcoord/i.test(name)) continue;
    const gone = await new Promise((resolve) => {
      const asked = globalThis.indexedDB.deleteDatabase(name);
      asked.onsuccess = () => resolve(true);
      asked.onerror = asked.onblocked = () => resolve(false);
    });
    if (!gone) left.push(name);
  }
  return left;
}
