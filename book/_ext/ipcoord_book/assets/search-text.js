/* Chinese text for search: one form of every character, numbers however they are printed, tokens, and what to colour. */
(function () {
  "use strict";

  const BRACKETS = "〔[【［〕]】］";
  const SILENT = /[\s()<>《》〈〉“”‘’"'「」、·]/;
  const DIGITS = "零一二三四五六七八九";
  const UNITS = "工作日|自然日|日|天|小时|个月|月|年|元|份|件|倍|条|款|项|次|人|名|部|种|类|级|章|编|%";
  const NUMBER = new RegExp(`(\\d[\\d,]*(?:\\.\\d+)?|[零一二两三四五六七八九十百千]+)(万|亿)?个?(${UNITS})?`, "g");
  const SCALE = { 万: 1e4, 亿: 1e8 };
  const SAME_UNIT = { 天: "日", 自然日: "日", 个月: "月", 名: "人" };

  /* One form for full and half width, brackets and case; `map` tells where each character stood. */
  const plain = new Map();
  function plainOf(char) {
    if (!plain.has(char)) plain.set(char, [...(BRACKETS.includes(char) ? "" : char.normalize("NFKC").toLowerCase())].filter((one) => !SILENT.test(one)));
    return plain.get(char);
  }

  function normalise(text) {
    const out = [];
    const map = [];
    for (let at = 0; at < text.length; at += 1) {
      for (const char of plainOf(text[at])) {
        out.push(char);
        map.push(at);
      }
    }
    map.push(text.length);
    return { text: out.join(""), map };
  }

  function chineseNumber(word) {
    if (/^\d/.test(word)) return Number(word.replace(/,/g, ""));
    let total = 0;
    let digit = 0;
    for (const char of word) {
      const scale = { 十: 10, 百: 100, 千: 1000 }[char];
      if (scale) {
        total += (digit || 1) * scale;
        digit = 0;
      } else digit = char === "两" ? 2 : DIGITS.indexOf(char);
    }
    return total + digit;
  }

  /* 三日, 3 日 and 3天 are one token; so are 5万元 and 50,000元. */
  function numbers(flat) {
    const tokens = [];
    for (const [, word, scale, unit] of flat.matchAll(NUMBER)) {
      if (!/\d/.test(word) && !scale && !unit) continue;
      const value = chineseNumber(word) * (SCALE[scale] || 1);
      tokens.push(`#${value}${SAME_UNIT[unit] || unit || ""}`);
      if (unit && value >= 1000) tokens.push(`#${value}`);
    }
    return tokens;
  }

  function tokens(text, flat = normalise(text).text) {
    const found = numbers(flat);
    for (const [run] of flat.matchAll(/[\u3400-\u9fff]+/g)) {
      for (let at = 0; at + 1 < run.length; at += 1) found.push(run.slice(at, at + 2));
    }
    for (const [word] of text.normalize("NFKC").toLowerCase().matchAll(/[a-z0-9]+(?:[-._][a-z0-9]+)*/g)) {
      found.push(word);
      if (/[-._]/.test(word)) found.push(...word.split(/[-._]/).filter((part) => /[a-z]/.test(part)));
    }
    return found;
  }

  /* The same number as it may be printed: 三日 and 3日, 5万元 and 50,000元. */
  function rewritten(query) {
    const flat = query.replace(/(\d)\s+/g, "$1");
    const forms = [
      (value, unit) => (value % 1e4 === 0 && value ? `${value / 1e4}万${unit}` : `${value}${unit}`),
      (value, unit) => `${String(value).replace(/\B(?=(\d{3})+$)/g, ",")}${unit}`,
    ];
    return forms.map((form) =>
      flat.replace(NUMBER, (whole, word, scale, unit) =>
        /\d/.test(word) || scale || unit ? form(chineseNumber(word) * (SCALE[scale] || 1), SAME_UNIT[unit] || unit || "") : whole));
  }

  /* Where `word` stands in `flat`, -1 if nowhere; 3日 does not stand in 13日, nor 50,000 in 250,000. */
  function find(flat, word, from = 0) {
    let at = flat.indexOf(word, from);
    while (at >= 0) {
      const before = /\d/.test(word[0]) && /[\d,.]/.test(flat[at - 1] || "");
      const after = /\d/.test(word[word.length - 1]) && /\d/.test(flat[at + word.length] || "");
      if (!before && !after) return at;
      at = flat.indexOf(word, at + 1);
    }
    return -1;
  }

  /* Ranges [from, to) of `text` to colour. */
  function ranges(text, wanted) {
    const { text: flat, map } = normalise(text);
    const found = [];
    for (const mark of wanted) {
      for (let at = mark ? find(flat, mark) : -1; at >= 0; at = find(flat, mark, at + mark.length)) {
        found.push([map[at], map[at + mark.length - 1] + 1]);
      }
    }
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    return found.reduce((kept, range) => {
      const last = kept[kept.length - 1];
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
      else kept.push(range);
      return kept;
    }, []);
  }

  /* The sentence around the first find, at most `width` characters. */
  function snippet(text, wanted, width) {
    const first = ranges(text, wanted)[0];
    const at = first ? first[0] : 0;
    const stop = Math.max(...["。", "；", "：", "！", "？"].map((char) => text.lastIndexOf(char, at - 1)));
    const from = at - stop <= width / 2 ? stop + 1 : Math.max(0, at - Math.floor(width / 4));
    const to = Math.min(text.length, from + width);
    return (from > stop + 1 && from > 0 ? "…" : "") + text.slice(from, to).trim() + (to < text.length ? "…" : "");
  }

  window.IpcoordSearchText = { find, normalise, ranges, rewritten, snippet, tokens };
})();
