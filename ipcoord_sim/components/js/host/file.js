// A page that was opened as a file: which components cannot work there, and the one sentence that says so above their static picture.
import { FROM_FILE } from "./engine.js";

export const NO_KEYS = "这一页是直接从文件打开的，交卷时取不到答案。请用文件夹里的启动程序打开（或运行 ipcoord serve），再回到这一页答卷。";
const NO_ENGINE = `${FROM_FILE}下面的文字和图照样可以看。`;
const SENTENCES = {
  deadline: NO_ENGINE, evidence: NO_ENGINE, exam: NO_KEYS, experiment: NO_ENGINE, network: NO_ENGINE, referral: NO_ENGINE, register: NO_ENGINE, "time-machine": NO_ENGINE,
};

/** Why this component stays a picture here, or null where it works. */
export function staysStill(name, scope = globalThis) {
  return scope.location?.protocol === "file:" && Object.hasOwn(SENTENCES, name) ? SENTENCES[name] : null;
}
