// A page counts as read when its end came into view after some time on it; the time is an assumption of ours.

const SECONDS = 15;

/** Watch this page for the reader's progress; returns what ends it. */
export function watchReading(progress, page = document, seconds = SECONDS) {
  const article = page.querySelector("article") ?? page.querySelector("main");
  const end = article?.lastElementChild;
  if (!progress || !end || typeof IntersectionObserver !== "function") return () => {};
  const name = pageName(page.location.pathname, page.documentElement.dataset.content_root);
  const begun = progress.now().getTime();
  let timer = 0;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    const left = seconds * 1000 - (progress.now().getTime() - begun);
    clearTimeout(timer);
    timer = setTimeout(() => {
      progress.add("read", { page: name, title: page.title.slice(0, 200) }, name);
      stop();
    }, Math.max(0, left));
  });
  const stop = () => { seen.disconnect(); clearTimeout(timer); };
  seen.observe(end);
  return stop;
}

/** The page below the site's root, so that the same page on another address is the same page. */
export function pageName(path, root = "./") {
  const depth = (String(root ?? "./").match(/\.\.\//g) ?? []).length;
  const parts = path.split("/");
  const name = parts.slice(Math.max(0, parts.length - 1 - depth)).join("/") || "index.html";
  return name.replace(/[^\w.~/#@-]/g, "-").slice(0, 150) || "index.html";
}
