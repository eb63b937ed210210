// What changes, as the desk's stream tells it: fills what carries data-live, and never touches what somebody fills in.
//   round   the chip in the header            (data-site)
//   rounds  what shows running rounds         (id; inside: data-round, with data-part="words" and a <progress>)
//   issues  a list: fetched anew              (id, data-site)
//   issue   one issue's parts: fetched anew   (id, data-issue, data-version)
//   look    a second look: fetched anew where it has an id and parts, else filled with words (data-issue)
// After a part was put in, "live-refreshed" goes up from it.
(() => {
  "use strict";
  if (!window.EventSource || !document.querySelector("[data-live]")) return;

  const QUIET = 400; // milliseconds that news are gathered
  const LEAST = 3000; // between two fetches of one part
  const AGAIN = 30000; // until a stream that was refused is asked for again
  const fetched = new Map(); // id → when
  const waiting = new Map(); // id → timer
  let source = null;
  let again = null;
  let step = null;
  let rounds = null;
  let page = null;

  const all = (kind) => document.querySelectorAll(`[data-live="${kind}"]`);

  // Whether somebody works in it: boxes are ticked, a field has the cursor or was changed, a dialog is open.
  function isBusy(region) {
    const here = document.activeElement;
    if (here && region.contains(here) && here.matches("input, select, textarea")) return true;
    if (region.querySelector("dialog[open], .htmx-request")) return true;
    return [...region.querySelectorAll("input, textarea, select")].some((field) => {
      if (field.type === "hidden") return false;
      if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
      if (field.tagName === "SELECT") {
        const set = [...field.options];
        return set.some((one) => one.defaultSelected) && set.some((one) => one.selected !== one.defaultSelected);
      }
      return field.value !== field.defaultValue;
    });
  }

  function chip(region, words) {
    const id = `live-chip-${region.id}`;
    let made = document.getElementById(id);
    if (!made) {
      made = document.createElement("button");
      made.id = id;
      made.type = "button";
      made.className = "chip live-chip";
      made.setAttribute("aria-live", "polite");
      made.addEventListener("click", () => {
        made.remove();
        refresh(document.getElementById(region.id), true);
      });
      region.before(made);
    }
    made.textContent = words;
  }

  function sameAs(element, region) {
    if (!element) return null;
    if (element.id) return document.getElementById(element.id);
    const href = element.getAttribute("href");
    return href ? [...region.querySelectorAll("a[href]")].find((one) => one.getAttribute("href") === href) : null;
  }

  // This very page as it is now, for all its parts at once; null where the desk does not answer: the stream says so.
  function whole() {
    if (page && Date.now() - page.at < 500) return page.made;
    const made = fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" })
      .then(async (answer) => {
        if (!answer.ok || answer.redirected) return null;
        return new DOMParser().parseFromString(await answer.text(), "text/html");
      })
      .catch(() => null);
    page = { at: Date.now(), made };
    return made;
  }

  async function refresh(region, forced = false, words = "有更新，点此刷新") {
    if (!region || !region.id) return;
    if (!forced && isBusy(region)) return chip(region, words);
    fetched.set(region.id, Date.now());
    const fresh = (await whole())?.getElementById(region.id);
    const now = document.getElementById(region.id);
    if (!fresh || !now) return;
    if (!forced && isBusy(now)) return chip(now, words); // taken up while it was fetched
    document.getElementById(`live-chip-${region.id}`)?.remove();
    const had = now.contains(document.activeElement) ? document.activeElement : null;
    const open = [...now.querySelectorAll("details[open][id]")].map((one) => one.id);
    const made = document.importNode(fresh, true);
    now.replaceWith(made);
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    window.htmx?.process(made);
    sameAs(had, made)?.focus({ preventScroll: true });
    made.dispatchEvent(new CustomEvent("live-refreshed", { bubbles: true }));
  }

  // Soon, and not too often: a round that ends moves a thousand issues.
  function soon(region, words) {
    if (!region.id || waiting.has(region.id)) return;
    const wait = Math.max(QUIET, LEAST - (Date.now() - (fetched.get(region.id) ?? 0)));
    waiting.set(region.id, setTimeout(() => {
      waiting.delete(region.id);
      refresh(document.getElementById(region.id), false, words);
    }, wait));
  }

  const concerns = (region, sites) => !region.dataset.site || sites.includes(region.dataset.site);

  const heard = {
    round({ rounds: running }) {
      const ids = running.map((one) => one.id + one.running).join();
      all("round").forEach((region) => {
        const mine = running.filter((one) => one.running && concerns(region, [one.site]));
        region.hidden = mine.length === 0;
        region.textContent = mine.map((one) => `${one.kind}进行中：${one.brief}`).join("；");
        region.title = mine.map((one) => `${one.kind}：${one.words}`).join("\n");
      });
      running.forEach((one) => {
        document.querySelectorAll(`[data-round="${CSS.escape(one.id)}"]`).forEach((row) => {
          const said = row.querySelector('[data-part="words"]');
          const bar = row.querySelector("progress");
          if (said) said.textContent = one.words;
          if (bar && one.share !== null) bar.value = one.share;
          else if (bar) bar.removeAttribute("value");
        });
      });
      if (rounds !== null && rounds !== ids) all("rounds").forEach((region) => soon(region));
      rounds = ids;
    },
    issues({ sites }) {
      all("issues").forEach((region) => {
        if (concerns(region, Object.keys(sites))) soon(region, "列表有更新，点此刷新");
      });
    },
    issue({ issues, many }) {
      all("issue").forEach((region) => {
        if (many) return soon(region, "这张问题单可能有变化，点此查看");
        const one = issues.find((issue) => String(issue.id) === region.dataset.issue);
        if (!one || (region.dataset.version && one.version <= Number(region.dataset.version))) return;
        soon(region, one.who ? `${one.who}刚刚办理了这张问题单（${one.act}），点此查看` : "这张问题单有变化，点此查看");
      });
    },
    look(look) {
      const over = look.outcome !== null;
      document.querySelectorAll(`[data-live="look"][data-issue="${look.issue}"]`).forEach((region) => {
        const same = region.dataset.told === JSON.stringify(look);
        if (same) return;
        region.dataset.told = JSON.stringify(look);
        region.setAttribute("aria-busy", String(!over));
        if (region.id && region.firstElementChild) {
          soon(region, "复查有了结果，点此查看");
        } else {
          region.hidden = false;
          region.textContent = `${look.said}：${look.words}`;
        }
        if (over) region.dispatchEvent(new CustomEvent("look-finished", { bubbles: true }));
      });
    },
    hello(said) {
      if (step !== null && step !== said.step) all("issues").forEach((region) => soon(region, "列表有更新，点此刷新"));
      step = said.step;
    },
    away({ words }) {
      note(words);
    },
    back() {
      note("");
      all("issues").forEach((region) => soon(region));
    },
    "signed-out"() {
      close();
      step = null;
      note("登录已失效，请重新登录", "/sign-in");
    },
  };

  function note(words, href) {
    const before = document.getElementById("live-note");
    before?.remove();
    if (!words) return;
    const made = document.createElement(href ? "a" : "p");
    made.id = "live-note";
    made.className = "flash note";
    made.setAttribute("role", "status");
    if (href) made.href = href;
    made.textContent = words;
    (document.getElementById("flashes") ?? document.body).append(made);
  }

  function open() {
    clearTimeout(again);
    if (source || document.hidden) return;
    const issue = document.querySelector('[data-live="issue"], [data-live="look"]')?.dataset.issue;
    source = new EventSource(issue ? `/live?issue=${encodeURIComponent(issue)}` : "/live");
    Object.entries(heard).forEach(([name, hear]) => {
      source?.addEventListener(name, (event) => {
        hear(JSON.parse(event.data));
        if (name === "issue" && event.lastEventId) step = Number(event.lastEventId);
      });
    });
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return; // it comes again by itself
      close();
      again = setTimeout(open, AGAIN);
    });
  }

  function close() {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  // A tab that nobody looks at holds no connection: a browser has six for a host.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);
  open();
})();
