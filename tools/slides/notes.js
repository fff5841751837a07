/* The notes: alone a page to read and print, beside the deck a window that follows it and turns its pages. */
(function () {
  "use strict";
  var all = Array.prototype.slice.call(document.querySelectorAll("article"));
  var place = document.querySelector(".place"), timer = document.querySelector(".timer");
  var now = 0, began = Date.now();

  function show(n, ask) {
    now = Math.min(Math.max(n, 1), all.length);
    all.forEach(function (one) { one.toggleAttribute("data-now", Number(one.dataset.n) === now); });
    place.textContent = "第" + now + "张，共" + all.length + "张";
    all[now - 1].scrollIntoView({ block: "start" });
    if (ask && window.opener) window.opener.postMessage({ ipcoord: "go", n: now }, "*");
  }

  var does = {
    prev: function () { show(now - 1, true); }, next: function () { show(now + 1, true); },
    zero: function () { began = Date.now(); tick(); }, print: function () { window.print(); },
  };
  document.querySelectorAll("[data-do]").forEach(function (button) { button.addEventListener("click", function () { does[button.dataset.do](); }); });
  document.addEventListener("keydown", function (key) {
    if (key.altKey || key.ctrlKey || key.metaKey) return;
    if (key.key === "ArrowRight" || key.key === "PageDown") { key.preventDefault(); does.next(); }
    if (key.key === "ArrowLeft" || key.key === "PageUp") { key.preventDefault(); does.prev(); }
  });
  window.addEventListener("message", function (said) {
    if (said.source === window.opener && said.data && said.data.ipcoord === "slide") show(said.data.n, false);
  });
  function tick() {
    var seconds = Math.floor((Date.now() - began) / 1000);
    timer.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
  }
  setInterval(tick, 1000);
  show(Number((location.hash.match(/^#n(\d+)$/) || [])[1]) || 1, false);
  if (window.opener) window.opener.postMessage({ ipcoord: "hello" }, "*");
})();
