// The one thing a component needs from its host: `call(name, args)`, which answers as `ipcoord call` does.
// A page gives it as `model.call`; in a notebook it goes to the kernel as anywidget messages.

/** A refusal of the engine: `message` is the Chinese sentence that the command line would print; `lasting` says that asking again is of no use. */
export class CallError extends Error {
  constructor(sentence, { lasting = false } = {}) {
    super(sentence);
    this.name = "CallError";
    this.lasting = lasting;
  }
}

/** The call of this component's host: an asynchronous function of (name, args). */
export function callOf(model) {
  if (typeof model.call === "function") return model.call;
  const waiting = new Map();
  const own = Math.random().toString(36).slice(2);
  let sent = 0;
  model.on("msg:custom", (message) => {
    const found = message?.kind === "answer" && waiting.get(message.id);
    if (!found) return;
    waiting.delete(message.id);
    if (message.error !== undefined) found.reject(new CallError(message.error));
    else found.resolve(message.answer);
  });
  return (name, args) =>
    new Promise((resolve, reject) => {
      const id = `${own}-${(sent += 1)}`;
      waiting.set(id, { resolve, reject });
      model.send({ kind: "call", id, name, args });
    });
}

/** The settings that the page or the notebook gave, as a plain object. */
export function argsOf(model) {
  return model.get("args") ?? {};
}

/** The reader's progress where the host keeps one (a page of the site), else null. */
export function progressOf(model) {
  return model.progress ?? null;
}
