// Stands in a page where the site has a module: from a server it loads that module, from a file the classic script that does the same.
(() => {
  "use strict";
  const { src, dataset } = document.currentScript;
  const script = document.createElement("script");
  // In the order of the page, one after the other.
  script.async = false;
  if (location.protocol === "file:") script.src = new URL(dataset.classic, src).href;
  else Object.assign(script, { type: "module", src: new URL(dataset.module, src).href });
  document.head.append(script);
  if (location.protocol !== "file:") return;
  const opening = document.querySelector(".ip-lite__open");
  if (!opening) return;
  const told = document.createElement("p");
  told.textContent = "这一页是直接从文件打开的，笔记本在这里不能运行。请用文件夹里的启动程序打开，再回到这一页；下面的文字、代码和结果照样可以看。";
  document.querySelector(".ip-lite__narrow")?.remove();
  opening.replaceWith(told);
})();
