/* The deck: reveal.js with Chinese buttons, and a second window with the notes that follows along. A classic script, so that a double click works. */
(function () {
  "use strict";
  var printing = /view=print/.test(location.search);
  var notes = null;
  var place = document.querySelector(".bar-of-deck .place");
  var deck = Reveal;
  var settings = {
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 3, center: false, controls: false, progress: true, slideNumber: false,
    hash: true, transition: "none", help: false, touch: true, pdfSeparateFragments: false, keyboardCondition: null,
    view: printing ? "print" : null, scrollActivationWidth: null,
    keyboard: { 83: open, 63: null, 65: null, 86: null },
  };

  function count() { return document.querySelectorAll(".slides > section, .slides .pdf-page > section").length; }

  function told() {
    var n = deck.getState().indexh + 1;
    place.textContent = "第" + n + "张，共" + count() + "张";
    if (notes && !notes.closed) notes.postMessage({ ipcoord: "slide", n: n }, "*");
  }

  function open() {
    notes = window.open("notes.html#n" + (deck.getState().indexh + 1), "ipcoord-notes", "width=900,height=760");
    if (!notes) place.textContent = "浏览器拦住了新窗口；请在另一个窗口打开 notes.html。";
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen();
  }

  var does = { prev: function () { deck.prev(); }, next: function () { deck.next(); }, notes: open, overview: function () { deck.toggleOverview(); }, full: full };
  document.querySelectorAll("[data-do]").forEach(function (button) {
    button.addEventListener("click", function () { does[button.dataset.do](); if (button.dataset.do !== "notes") button.blur(); });
  });
  window.addEventListener("message", function (said) {
    if (!notes || said.source !== notes || !said.data) return;
    if (said.data.ipcoord === "go") deck.slide(said.data.n - 1);
    if (said.data.ipcoord === "hello") told();
  });
  deck.initialize(settings).then(function () {
    document.documentElement.dataset.ready = "true";
    if (printing) return;
    told();
    deck.on("slidechanged", told);
  });
})();
