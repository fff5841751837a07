// 台账体检：放进一份 CSV 或者 JSON 台账，读出每处偏差的依据、期限和怎么办；筛选，存成日历和表格。文件不离开这台电脑。
import { basisLine } from "./lib/book.js";
import { cards } from "./lib/cards.js";
import { decode, parts } from "./lib/records.js";
import { field, fill, h, save } from "./lib/dom.js";
import { opening } from "./lib/opening.js";
import { momentShort, sentenceOf } from "./lib/words.js";

const PAGE = 40;
const LARGEST = 64 * 1024 * 1024;
const WORTH = ["违规", "有争议", "提示", "进行中", "已做到"];

async function render({ model, el }) {
  const { args, call, head, status, alarm } = opening({ model, el });
  const result = h("section", { "aria-label": "体检结果" });
  const bar = h("progress", { max: 1, value: 0, hidden: true, "aria-label": "读到哪里" });
  const file = h("input", { type: "file", accept: ".csv,.json,text/csv,application/json", onchange: () => file.files[0] && take(file.files[0]) });
  const drop = h(
    "div", { class: "ipc-drop", ondragover: (event) => { event.preventDefault(); drop.classList.add("ipc-over"); }, ondragleave: () => drop.classList.remove("ipc-over"),
      ondrop: (event) => { event.preventDefault(); drop.classList.remove("ipc-over"); if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]); } },
    field("选一份台账（CSV 或者 JSON），也可以拖到这里", file, "第一行的列名照样例写。文件只在这台电脑上读，不传到别处。不要放真实的个人信息。"),
    args.sample && h("p", {}, h("button", { type: "button", onclick: () => read(args.sample.text, args.sample.format ?? "csv", args.sample.name ?? "样例") }, "用一份虚构的样例"), " ",
      h("button", { type: "button", onclick: () => save("台账样例.csv", `\ufeff${args.sample.text}`, "text/csv;charset=utf-8") }, "存下样例，照着填")),
  );
  el.append(h("div", { class: "ipc-live-box" }, drop, bar, alarm, result, status));
  let turn = 0;

  async function take(chosen) {
    if (chosen.size > LARGEST) return refuse(`${chosen.name} 太大，最多${LARGEST / 1024 / 1024} MB；请按年份分成几份。`);
    try {
      const text = decode(await chosen.arrayBuffer());
      await read(text, /\.json$/i.test(chosen.name) ? "json" : "csv", chosen.name);
    } catch (error) {
      refuse(sentenceOf(error));
    }
  }

  /** Part after part, so that the page stays awake; a bad line stops everything and is named. */
  async function read(text, format, name) {
    const mine = (turn += 1);
    alarm.textContent = "";
    fill(result);
    bar.hidden = false;
    const rest = () => new Promise((resolve) => { setTimeout(resolve, 0); });
    try {
      const pieces = format === "json" ? [{ text }] : await parts(text, undefined, async (share) => { bar.value = share / 10; await rest(); });
      const cases = [];
      for (const [n, piece] of pieces.entries()) {
        const { lines } = piece;
        const answer = await call("register", { text: piece.text, format, name, ...(lines ? { lines } : {}) });
        if (mine !== turn) return;
        cases.push(...answer.cases);
        bar.value = 0.1 + (0.9 * (n + 1)) / pieces.length;
        await rest();
      }
      draw(cases, pieces, format, name);
    } catch (error) {
      if (mine === turn) refuse(sentenceOf(error));
    } finally {
      if (mine === turn) bar.hidden = true;
    }
  }

  function refuse(sentence) {
    fill(result);
    bar.hidden = true;
    alarm.textContent = sentence;
  }

  function draw(cases, pieces, format, name) {
    const rows = cases.flatMap((one) => one.findings.map((f) => ({ ...f, case: one.case, title: one.title, sort: f.breach ? "违规" : f.kind_zh })));
    const broken = rows.filter((row) => row.breach).length;
    const clean = cases.filter((one) => !one.findings.some((f) => f.breach || f.kind === "disputed")).length;
    const said = `${cases.length}件案件，${broken}处违规；${clean}件没有违规，也没有争议。`;
    const title = h(head(0), { "data-head": true, tabindex: "-1", class: `ipc-finding ${broken ? "ipc-risky" : ""}` }, said);
    const kind = h("select", { onchange: () => list() }, [["worth", "违规和有争议的"], ...WORTH.map((words) => [words, words]), ["all", "全部"]].map(([value, words]) => h("option", { value }, words)));
    const one = h("select", { onchange: () => list() }, h("option", { value: "" }, "全部案件"), cases.map((c) => h("option", { value: c.case }, `${c.case} ${c.title}（${c.breaches}处）`)));
    const agency = h("select", { onchange: () => list() }, h("option", { value: "" }, "全部机关"), [...new Set(rows.map((row) => row.agency_zh).filter(Boolean))].sort().map((words) => h("option", { value: words }, words)));
    const count = h("p", { class: "ipc-hint", role: "status" });
    const place = h("div", {});
    const found = () => rows.filter((row) => (kind.value === "all" || (kind.value === "worth" ? ["违规", "有争议"].includes(row.sort) : row.sort === kind.value))
      && (!one.value || row.case === one.value) && (!agency.value || row.agency_zh === agency.value));

    function list(shown = PAGE) {
      const all = found();
      count.textContent = `${all.length}条${all.length > shown ? `，先列${shown}条` : ""}。`;
      fill(
        place, all.length > 0 && cards("对照结果", ["案件", "哪一步", "结果", "最晚", "为什么，依据哪一条", "怎么办"], all.slice(0, shown).map((row) => [
          `${row.case} ${row.title}`, [row.agency_zh, " ", row.step_zh || "整件案件", row.when ? h("p", { class: "ipc-hint" }, momentShort(row.when)) : ""],
          [h("strong", {}, row.kind_zh), h("span", { class: "ipc-hint" }, `　规则${row.rule}`), row.reading_dependent ? "，读法不同结论不同" : ""], momentShort(row.due), [h("p", {}, row.say_zh), basisLine(row.basis_zh)], row.do_zh,
        ])),
        all.length > shown && h("p", {}, h("button", { type: "button", onclick: () => list(shown + PAGE) }, `再看${PAGE}条`)),
      );
    }

    fill(
      result, title,
      h("div", { class: "ipc-row" }, field("看哪一种", kind), field("看哪一件", one), field("看哪个机关", agency)), count, place,
      h("p", { class: "ipc-foot" },
        h("button", { type: "button", onclick: (event) => file_("findings_csv", event.currentTarget) }, "存下对照结果（CSV）"),
        h("button", { type: "button", onclick: (event) => file_("duties_csv", event.currentTarget) }, "存下现在该做的事（CSV）"),
        h("button", { type: "button", onclick: (event) => file_("ics", event.currentTarget) }, "存进手机日历（.ics）")),
      h("p", { class: "ipc-hint" }, "提示不是违规。有争议的，法律有两种读法，不下结论。“怎么办”是办事的建议，不是法律要求。"),
    );
    list();
    status.textContent = said;
    title.focus();

    async function file_(form, button) {
      button.disabled = true;
      try {
        const now = `${new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
        const files = [];
        for (const piece of pieces) files.push(await call("register_file", { text: piece.text, format, name, form, now }));
        save(files[0].name, form === "ics" ? joinedCalendars(files) : joinedTables(files), files[0].type);
      } catch (error) {
        alarm.textContent = sentenceOf(error);
      } finally {
        button.disabled = false;
      }
    }
  }

  if (args.text) await read(args.text, args.format ?? "csv", args.name ?? "台账");
}

/** One table of several: the heads of all but the first fall away. */
const joinedTables = (files) => files.map(({ text }, n) => (n ? text.slice(text.indexOf("\r\n") + 2) : text)).join("");

/** One calendar of several. */
function joinedCalendars(files) {
  const events = files.map(({ text }) => text.match(/BEGIN:VEVENT[\s\S]*END:VEVENT\r\n/)?.[0] ?? "").join("");
  const [first] = files;
  const begin = first.text.search(/BEGIN:VEVENT|END:VCALENDAR/);
  return `${first.text.slice(0, begin)}${events}END:VCALENDAR\r\n`;
}

export default { render };
