// One engine for all components of a page: it starts with the first question, keeps the order, and comes back once after a crash.
import { CallError } from "../lib/call.js";

export const LACKING = "这个浏览器缺少 WebAssembly 或后台线程，推算不了。请换用新版的 Edge、Chrome、Firefox 或 Safari；下面的文字和图照样可以看。";
const UNSTARTED = "推算程序没有启动起来。请检查网络或服务器，再点一次；还是不行，请换用新版的浏览器；下面的文字和图照样可以看。";
const CRASHED = "推算程序停了两次，这一步没有算出来。请刷新本页再试；你已经填的内容请先记下。";
const BROKEN = "推算程序出错，这一步没有算出来，不是你填错了。请把本页名称、你填的内容和这句话告诉编者：";

/** Whether this browser can run the engine at all. */
export function able(scope = globalThis) {
  return typeof scope.WebAssembly === "object" && typeof scope.Worker === "function" && scope.location?.protocol !== "file:";
}

/** The engine whose files lie in `folder`, run by the script `worker`. `make` starts a worker; tests give another one. */
export class Engine {
  #folder;
  #make;
  #worker = null;
  #waiting = new Map();
  #listeners = new Set();
  #sent = 0;
  #crashes = 0;
  #step = { step: "fetch", done: 0, whole: 0 };
  state = "idle";

  constructor(folder, worker, make = (script) => new Worker(script, { type: "module" })) {
    this.#folder = folder;
    this.#make = () => make(worker);
  }

  /** Be told of every change: `listener({state, step, done, whole, pending})`; gives the function that ends it. */
  watch(listener) {
    this.#listeners.add(listener);
    listener(this.#now());
    return () => this.#listeners.delete(listener);
  }

  /** The answer of one call, or an Error whose message is the Chinese sentence. */
  async call(name, args) {
    return JSON.parse(await this.text(name, args));
  }

  /** The answer as the text that the command line prints. */
  text(name, args) {
    if (!able()) {
      this.#change("failed");
      return Promise.reject(new CallError(LACKING));
    }
    return new Promise((resolve, reject) => {
      const question = { id: (this.#sent += 1), name, args: JSON.stringify(args ?? {}), resolve, reject };
      this.#waiting.set(question.id, question);
      if (this.#worker) this.#ask(question);
      else this.#start();
    });
  }

  /** End the worker; the next question starts another one. */
  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#change("idle");
  }

  #start() {
    this.#change("loading");
    const worker = this.#make();
    this.#worker = worker;
    worker.onmessage = ({ data }) => worker === this.#worker && this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker === this.#worker) this.#fall();
    };
    // After a crash Python starts from the beginning: the kept memory may be what does not suit this browser.
    worker.postMessage({ folder: this.#folder, plain: this.#crashes > 0 });
    for (const question of this.#waiting.values()) this.#ask(question);
  }

  #ask({ id, name, args }) {
    this.#worker.postMessage({ id, name, args });
  }

  #hear(message) {
    if (message.kind === "step") {
      this.#step = message;
      this.#change("loading");
    } else if (message.kind === "ready") this.#change("ready");
    else if (message.kind === "failed") this.#fall();
    else if (message.kind === "answer") this.#answered(message);
  }

  #answered({ id, text, refused, broken }) {
    const question = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (text !== undefined) this.#crashes = 0;
    this.#change(this.state);
    if (text !== undefined) question?.resolve(text);
    else question?.reject(new CallError(refused ?? `${BROKEN}${broken}`));
  }

  /** A worker is gone. Once it is started anew and asked the same again; the second time everyone is told. */
  #fall() {
    const sentence = this.state === "ready" ? CRASHED : UNSTARTED;
    this.#worker?.terminate();
    this.#worker = null;
    this.#crashes += 1;
    if (this.#crashes === 1 && this.#waiting.size) {
      this.#start();
      return;
    }
    this.#crashes = 0;
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#change(lost.length ? "failed" : "idle");
    for (const question of lost) question.reject(new CallError(sentence));
  }

  #change(state) {
    this.state = state;
    for (const listener of this.#listeners) listener(this.#now());
  }

  #now() {
    return { ...this.#step, state: this.state, pending: this.#waiting.size };
  }
}
