/* Finds Chinese without a word list: pairs of characters joined by OR, then what really contains the query first. */
(function () {
  "use strict";

  const { find, normalise, rewritten, tokens } = window.IpcoordSearchText;
  const FLOOR = 0.35;
  const GROUP_WEIGHT = { 条款: 1.5, 期限与门槛: 1, 案例: 1, 题: 0.95, 表单: 1, 笔记本: 0.9, 正文: 1 };
  const ASKING = /请问|当事人|老板|有人|人家|我们|对方|怎么办|怎么|怎样|如何|什么时候|为什么|什么|多长时间|多久|几天|几日|多少|哪些|哪个|哪里|由谁|谁来|谁|能不能|可不可以|可以吗|要不要|有没有|该不该|是不是|是否|了吗|吗|呢|[,。；：？！,;:?!]/g;

  /* The query itself, and what it would be in other words of the same meaning. */
  function variants(query, synonyms) {
    const found = [{ text: query, weight: 1 }];
    const add = (text, weight) => text && found.length < 32 && !found.some((one) => one.text === text) && found.push({ text, weight });
    rewritten(query).forEach((text) => add(text, 0.98));
    found.slice().forEach(({ text, weight }) => add(text.replace(ASKING, " ").trim(), weight * 0.97));
    const words = synonyms.flatMap((set) => set.map((word) => ({ set, word: normalise(word).text })));
    words.sort((one, other) => other.word.length - one.word.length);
    let rest = normalise(query).text;
    for (const { set, word } of words) {
      if (!rest.includes(word)) continue;
      rest = rest.split(word).join("\u0000");
      for (const base of found.slice()) {
        const plain = base.text.split(/\s+/).map((term) => normalise(term).text).join(" ");
        if (plain.includes(word)) set.forEach((other) => add(plain.split(word).join(normalise(other).text), base.weight * 0.95));
      }
    }
    return found;
  }

  function terms(text) {
    // “10 日” is one term, as printed in the plan.
    const joined = text.trim().replace(/(\d)\s+(?=[^\s\d])/g, "$1");
    return joined.split(/\s+/).map((term) => normalise(term).text).filter(Boolean);
  }

  function build(data, MiniSearch) {
    const memo = new Map();
    const flat = (text) => {
      if (!memo.has(text)) memo.set(text, normalise(text).text);
      return memo.get(text);
    };
    const docs = data.docs.map(([page, anchor, group, title, path, text, keys, state], id) => ({
      id, title, path, text, keys, state, anchor, page: data.pages[page][0], group: data.groups[group],
      figure: keys.split(" ").find((key) => /^[a-z0-9]+(-[a-z0-9]+)+$/.test(key)) || (anchor.startsWith("clause-") ? anchor : undefined),
      paragraph: keys.split(" ").find((key) => /^\d\.\d(\.\d|p\d)$/.test(key)), whole: anchor.startsWith("clause-"),
      // The overview of the thresholds comes before the records it is made of; what is no law now comes later, and one sentence about a case after the case.
      weight: GROUP_WEIGHT[data.groups[group]] * (anchor.startsWith("threshold-") ? 1.25 : 1) * (state ? 0.85 : 1) * (/^scenario/.test(anchor) ? 0.8 : 1),
      flatTitle: flat(title), flatText: flat(text), flatKeys: ` ${keys.split(" ").map(flat).join(" ")} `,
    }));
    const index = new MiniSearch({
      fields: ["title", "keys", "path", "text"],
      tokenize: (text, field) => tokens(text, flat(text)).filter((token) => field !== "title" || token[0] !== "#"),
      processTerm: (term) => term,
      searchOptions: { boost: { title: 3, keys: 4, path: 0.6, text: 1 }, combineWith: "OR" },
    });
    index.addAll(docs);
    return { docs, index, synonyms: data.synonyms };
  }

  /* 1 if `word` stands in `flat` as typed; less the more pieces (two characters or longer) it falls into. */
  function held(word, flat) {
    if (find(flat, word) >= 0) return 1;
    let score = 0;
    for (let at = 0; at < word.length; ) {
      let to = at + 1;
      while (to < word.length && find(flat, word.slice(at, to + 1)) >= 0) to += 1;
      if (to - at >= 2) score += ((to - at) / word.length) ** 1.3;
      at = to - at >= 2 ? to : at + 1;
    }
    return score;
  }

  /* How much of the query stands in the record; a short title or a key weighs more than running text. */
  function exactness(doc, words) {
    const all = words.reduce((sum, word) => sum + word.length, 0) || 1;
    let score = 0;
    for (const word of words) {
      const title = held(word, doc.flatTitle);
      let best = 1.4 * held(word, doc.flatText);
      // A number in a title is chance; words in it are its subject.
      if (title && !/^\d/.test(word)) best = Math.max(best, 1.2 * title) + title * Math.sqrt(word.length / Math.max(word.length, doc.flatTitle.length));
      if (doc.flatKeys.includes(` ${word} `)) best += 3;
      score += best * (word.length / all);
    }
    return score;
  }

  function search(engine, query) {
    const best = new Map();
    for (const { text, weight } of variants(query, engine.synonyms)) {
      const words = terms(text);
      const wanted = [...new Set(words.flatMap((word) => tokens(word)))];
      const hits = wanted.length
        ? engine.index.search(text, { tokenize: () => wanted, prefix: (term) => /^[a-z]/.test(term) && term.length > 2 })
        : engine.docs.filter((doc) => words.some((word) => (doc.flatTitle + doc.flatText).includes(word))).map((doc) => ({ id: doc.id, score: 1, queryTerms: [] }));
      const top = hits.length ? hits[0].score : 1;
      for (const hit of hits) {
        const doc = engine.docs[hit.id];
        const exact = exactness(doc, words);
        const coverage = wanted.length ? hit.queryTerms.length / wanted.length : 1;
        if (exact < FLOOR && coverage < 0.5) continue;
        const score = weight * doc.weight * (hit.score / top + coverage * coverage + exact);
        if (!best.has(doc.id) || best.get(doc.id).score < score) best.set(doc.id, { doc, score, marks: marks(doc, words, hit.queryTerms) });
      }
    }
    return inOrder([...best.values()]);
  }

  /* A paragraph of the plan stands before the norms taken from it, and only the best of these stands beside it;
     one figure or clause that stands on several pages is shown once. */
  function inOrder(hits) {
    const sort = () => hits.sort((one, other) => other.score - one.score || one.doc.id - other.doc.id);
    const paragraphs = new Map(
      hits.filter((hit) => hit.doc.whole).sort((one, other) => other.doc.id - one.doc.id).map((hit) => [hit.doc.paragraph, hit]));
    const beside = new Set();
    for (const hit of sort()) {
      const { paragraph, whole } = hit.doc;
      if (whole || !paragraphs.has(paragraph)) continue;
      paragraphs.get(paragraph).score = Math.max(paragraphs.get(paragraph).score, hit.score + 0.01);
      if (beside.has(paragraph)) hit.score *= 0.7;
      beside.add(paragraph);
    }
    const told = new Set();
    const kept = sort().filter(({ doc, score }) => {
      const known = doc.figure && told.has(doc.figure);
      told.add(doc.figure);
      return !known && score > hits[0].score * 0.35;
    });
    // The plan's own words stand among the first three if they fit nearly as well as the best.
    const at = kept.findIndex((hit) => hit.doc.whole);
    if (at > 2 && kept[at].score > kept[0].score * 0.7) kept.splice(2, 0, ...kept.splice(at, 1));
    return kept;
  }

  /* What to colour: the words as typed where they stand, else the pairs that were found. */
  function marks(doc, words, pairs) {
    const standing = words.filter((word) => find(doc.flatText, word) >= 0 || find(doc.flatTitle, word) >= 0);
    return standing.length ? standing : pairs.filter((pair) => !pair.startsWith("#"));
  }

  window.IpcoordSearchEngine = { build, search };
})();
