// What the answers say about each objective: a norm is mastered, on the way, or new. The rule is ours and comes with the page.

/** The latest answer that counts to each item that still is what it was: Map(item → record). */
export function latest(answers, digests) {
  const found = new Map();
  for (const one of answers) {
    if (one.counts === false || digests.get(one.item) !== one.digest) continue;
    found.set(one.item, one);
  }
  return found;
}

/** [{id, zh, state: "mastered" | "begun" | "new" | "none", right, answered, total}] for norms [{id, zh, items: [[id, digest]]}]. */
export function mastery(norms, answers, { percent, least }) {
  const newest = latest(answers, new Map(norms.flatMap((norm) => norm.items)));
  return norms.map((norm) => {
    const given = norm.items.map(([id]) => newest.get(id)).filter(Boolean);
    const right = given.filter((one) => one.correct).length;
    const enough = given.length >= Math.min(least, norm.items.length) && right * 100 >= percent * given.length;
    const state = !norm.items.length ? "none" : !given.length ? "new" : enough ? "mastered" : "begun";
    return { id: norm.id, zh: norm.zh, href: norm.href, state, right, answered: given.length, total: norm.items.length };
  });
}

export const STATES = { mastered: "掌握", begun: "还没掌握", new: "没有做过", none: "没有题" };
