// How much of the engine has come: every file that is fetched is counted, and one of them is kept as it comes.

/**
 * Watch `scope.fetch`. `sizes` gives each file's bytes as they are and compressed; `names` are those that will come.
 * `tell({step, done, whole})` hears of it; a server that compresses sends fewer bytes than we see.
 * Gives the bytes of the file `kept`, as a promise.
 */
export function watchFetch(scope, { sizes, names, kept, tell }) {
  const plain = scope.fetch.bind(scope);
  const whole = names.reduce((sum, name) => sum + Math.min(...sizes[name]), 0);
  let counted = 0;
  let spoken = 0;
  tell({ step: "fetch", done: 0, whole });

  async function read(reader, share) {
    const parts = [];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      counted += value.length * share;
      if (counted - spoken < 100_000) continue;
      spoken = counted;
      tell({ done: Math.min(counted, whole) });
    }
    if (counted > whole * 0.98) tell({ step: "start", done: whole });
    return parts;
  }

  return new Promise((resolve, reject) => {
    scope.fetch = async (address, options) => {
      const response = await plain(address, options);
      const name = new URL(response.url).pathname.split("/").at(-1);
      if (sizes[name] && response.ok && response.body) {
        const share = Math.min(1, sizes[name][1] / sizes[name][0]);
        const parts = read(response.clone().body.getReader(), share);
        // A file that breaks off is told by whoever loads it; the count need not.
        parts.then((found) => name === kept && resolve(joined(found)), name === kept ? reject : () => {});
      }
      return response;
    };
  });
}

function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
}
