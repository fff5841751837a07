// The catalogue of cases: each choice leaves the rows that it names, and the form says how many are left.
(() => {
  const form = document.querySelector(".ip-case-filter");
  if (!form) return;
  const rows = [...document.querySelectorAll(".ip-cases tbody tr")];
  const said = form.querySelector("output");
  const show = () => {
    const chosen = [...form.querySelectorAll("select")].filter((one) => one.value).map((one) => one.value.split(" "));
    for (const row of rows) row.hidden = !chosen.every((pages) => pages.includes(row.id.slice("row-".length)));
    const left = rows.filter((row) => !row.hidden).length;
    said.textContent = !chosen.length ? "" : left ? `符合的有${left}个` : "没有符合的，换一个条件";
  };
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pageshow", show);
  form.hidden = false;
})();
