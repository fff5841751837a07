// 案例推演：一屏一幕、一个决定，材料在旁边；市监席、公安席、两席轮流；做完复盘，换一席再演，两次对照。
// The story is in the page (args.story) and is replayed here; only the review asks the engine.
import { argsOf, callOf, progressOf } from "./lib/call.js";
import { fill, h, live } from "./lib/dom.js";
import { headsOf } from "./lib/heads.js";
import { drawer } from "./lib/keep.js";
import { finished, leave } from "./lib/left.js";
import { decisions, endingOf, screen, verdict } from "./lib/story.js";
import { drawHandOver, drawScene, drawStart, drawVerdict } from "./lib/case-screens.js";
import { drawEnd } from "./lib/case-review.js";
import { sentenceOf } from "./lib/words.js";

const FORMAT = "ipcoord-runs/1";

async function render({ model, el }) {
  const args = argsOf(model);
  const call = callOf(model);
  const status = live("status");
  const alarm = live("alert");
  const stage = h("div", { class: "ipc-case" });
  el.append(h("div", { class: "ipc-live-box" }, alarm, stage, status));
  let story = args.story;
  try {
    story ??= await call("story", { case: args.case });
  } catch (error) {
    alarm.textContent = sentenceOf(error);
    return;
  }
  const kept = drawer(model, "case", story.case);
  const game = { story, call, seat: args.seat ?? "amr", difficulty: args.difficulty ?? 0, choices: [], later: false, seen: new Set(), runs: {}, note: "", head: headsOf(el) };
  const saved = readSaved(kept.get(), story);
  if (saved) Object.assign(game, { seat: saved.seat, difficulty: saved.difficulty, later: saved.later, runs: saved.runs });

  const keep = () => kept.set({
    format: FORMAT, digest: story.digest, seat: game.seat, difficulty: game.difficulty, later: game.later, choices: game.choices, runs: game.runs,
    ended: screen(story, game.seat, game.choices, game.difficulty).ended,
  });
  const say = (sentence) => { status.textContent = sentence; };

  /** Put a screen on the stage; its heading gets the focus, so that keyboard and screen reader go on from there. */
  function show(...parts) {
    alarm.textContent = "";
    fill(stage, ...parts);
    const head = stage.querySelector("[data-head]");
    head.tabIndex = -1;
    head.focus({ preventScroll: false });
  }

  /** A run that is not at its end, to be gone on with from the first screen. */
  let running = saved?.choices.length ? saved : null;

  function start({ focus = true } = {}) {
    const drawn = drawStart(game, running, {
      begin(seat, difficulty, later) {
        Object.assign(game, { seat, difficulty, later, choices: [], seen: new Set() });
        keep();
        next(null);
      },
      resume() {
        Object.assign(game, { seat: running.seat, difficulty: running.difficulty, later: running.later, choices: [...running.choices], seen: new Set() });
        next(null);
      },
    });
    if (saved?.changed) alarm.textContent = "案例更新过，上次没有演完的那一局接不上了，请重新开始。";
    if (focus) show(drawn);
    else fill(stage, drawn);
  }

  /** The next screen: a hand-over where the chair changes in hot seat, the scene, or the end. `from` is the chair that sat here. */
  function next(from) {
    const shown = screen(story, game.seat, game.choices, game.difficulty);
    if (shown.ended) return end();
    if (game.seat === "both" && shown.viewer !== from) {
      say(`请换人：${story.seats[shown.viewer][0]}坐到前面。`);
      return show(drawHandOver(game, shown.viewer, from, () => scene(shown)));
    }
    return scene(shown);
  }

  function scene(shown) {
    say(`${shown.scene.title}。${shown.decision.prompt}`);
    show(drawScene(game, shown, (option) => choose(shown, option), restart));
    for (const x of shown.exhibits) game.seen.add(`${shown.viewer} ${x.id}`);
  }

  function choose(shown, option) {
    game.choices = [...game.choices, `${shown.decision.id}:${option}`];
    keep();
    leave(progressOf(model), el, `case/${story.case}`, `${story.case} ${story.title}，${story.seats[game.seat][0]}，做了${game.choices.length}个决定。`);
    const told = verdict(story, game.seat, game.choices, game.difficulty);
    const goOn = () => next(shown.viewer);
    say(game.later ? "已经记下。结论留到复盘。" : `${story.qualities[told.quality][1]}。${told.reason}`);
    show(drawVerdict(game, told, screen(story, game.seat, game.choices, game.difficulty), goOn, restart));
  }

  function end() {
    game.runs = { ...game.runs, [game.seat]: { choices: game.choices, difficulty: game.difficulty } };
    keep();
    finished(progressOf(model), `case/${story.case}`);
    const { score } = screen(story, game.seat, game.choices, game.difficulty);
    kept.record("play", { case: story.case, digest: story.digest, seat: game.seat, difficulty: game.difficulty, choices: game.choices, ended: true, score });
    say("演完了。");
    const rows = decisions(story, game.seat, game.choices, game.difficulty);
    const shown = screen(story, game.seat, game.choices, game.difficulty);
    const drawn = drawEnd(game, shown, rows, endingOf(story, game.seat, game.choices, game.difficulty), {
      say,
      restart,
      other(seat) {
        Object.assign(game, { seat, choices: [], seen: new Set() });
        keep();
        next(null);
      },
      /** Go back to one decision and take it otherwise: the choices before it stay. */
      retake(choice) {
        game.choices = game.choices.slice(0, game.choices.indexOf(choice));
        keep();
        next(null);
      },
    });
    show(drawn);
  }

  function restart() {
    const { seat, difficulty, later, choices } = game;
    running = choices.length && !screen(story, seat, choices, difficulty).ended ? { seat, difficulty, later, choices } : null;
    start();
  }

  start({ focus: false });
}

/** The saved runs of this very case; a run of a changed case is put aside, and said so. */
function readSaved(value, story) {
  if (value?.format !== FORMAT) return null;
  const found = { seat: "amr", difficulty: 0, later: false, choices: [], runs: {}, ...value };
  if (value.digest !== story.digest) return { ...found, choices: [], runs: {}, changed: Boolean(value.choices?.length) && !value.ended };
  try {
    if (screen(story, found.seat, found.choices, found.difficulty).ended) found.choices = [];
    for (const [seat, run] of Object.entries(found.runs)) screen(story, seat, run.choices, run.difficulty);
    return found;
  } catch {
    return { ...found, choices: [], runs: {}, changed: true };
  }
}

export default { render };
