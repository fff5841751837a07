// Opens the folded part that an address aims at, and all of them for printing.
(() => {
  const open = () => {
    const aimed = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!aimed) return;
    for (let box = aimed.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    aimed.scrollIntoView();
  };
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => document.querySelectorAll("details.ip-fold").forEach((box) => (box.open = true)));
  if (location.hash) open();
})();
