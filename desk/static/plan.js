// The plan's form: line numbers, the Tab key, the way to a mistake, what may be written here, and a draft that is kept.
(() => {
  "use strict";
  const PREFIX = "xunjian-plan:";
  const KEEP_AFTER = 800; // milliseconds without typing
  const KEPT_FOR = 30 * 86400e3; // milliseconds, since it was last typed in
  dropOld();
  const saved = document.querySelector("[data-plan-saved]");
  if (saved) forget(saved.dataset.planSaved);
  const form = document.getElementById("plan-form");
  const text = document.getElementById("text");
  if (!form || !text) return;
  const gutter = document.querySelector(".plan-gutter");
  const hints = document.getElementById("hints");
  const checked = document.getElementById("checked");
  const base = document.getElementById("base");
  const why = document.getElementById("why");
  let leaving = false; // Esc was pressed: the next Tab leaves
  let faulty = new Set();
  let keeping = 0, asking = 0, asked = null;

  // Drafts, by site and by the text that they began from
  function key() { return PREFIX + JSON.stringify([form.dataset.site, base.value]); }
  function drafts(site) {
    const found = [];
    for (let n = 0; n < localStorage.length; n++) {
      const name = localStorage.key(n);
      if (!name.startsWith(PREFIX)) continue;
      try {
        const [of, from] = JSON.parse(name.slice(PREFIX.length));
        if (of === site) found.push({ name, from, ...JSON.parse(localStorage.getItem(name)) });
      } catch { localStorage.removeItem(name); }
    }
    return found.sort((a, b) => b.at - a.at);
  }
  function dropOld() {
    try {
      for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
        let at = 0; // what cannot be read is old
        try { at = JSON.parse(localStorage.getItem(name)).at; } catch { /* dropped */ }
        if (!(Date.now() - at < KEPT_FOR)) localStorage.removeItem(name);
      }
    } catch { /* a browser that keeps nothing */ }
  }
  function forget(site) {
    try { drafts(site).forEach((one) => localStorage.removeItem(one.name)); } catch { /* a browser that keeps nothing */ }
  }
  function keep() {
    try { localStorage.setItem(key(), JSON.stringify({ text: text.value, why: why.value, at: Date.now() })); } catch { /* full, or not allowed */ }
  }
  function offer() {
    let newest;
    try { newest = drafts(form.dataset.site)[0]; } catch { return; }
    if (!newest || newest.text === text.value) return;
    const bar = document.getElementById("draft");
    document.getElementById("draft-when").textContent = new Date(newest.at).toLocaleString("zh-CN");
    bar.hidden = false;
    document.getElementById("draft-restore").addEventListener("click", () => {
      text.value = newest.text;
      why.value = newest.why || why.value;
      base.value = newest.from; // of another beginning: saving shows what others did meanwhile
      bar.hidden = true;
      typed();
      text.focus();
      text.dispatchEvent(new CustomEvent("plan:check"));
    });
    document.getElementById("draft-drop").addEventListener("click", () => { forget(form.dataset.site); bar.hidden = true; });
  }

  // Line numbers
  function number() {
    const count = text.value.split("\n").length;
    const parts = document.createDocumentFragment();
    let plain = "";
    for (let n = 1; n <= count; n++) {
      if (!faulty.has(n)) { plain += n + "\n"; continue; }
      parts.append(plain);
      plain = "";
      const mark = document.createElement("b");
      mark.textContent = String(n);
      parts.append(mark);
    }
    parts.append(plain + "\n\n");
    gutter.replaceChildren(parts);
    follow();
  }
  function follow() {
    gutter.style.height = text.offsetHeight + "px";
    gutter.scrollTop = text.scrollTop;
  }
  function mark() {
    checked.classList.remove("stale");
    faulty = new Set([...checked.querySelectorAll("[data-line]")].map((one) => Number(one.dataset.line)));
    number();
  }
  function jump(line) {
    const lines = text.value.split("\n");
    const at = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(at, at + (lines[line - 1] || "").length);
    text.scrollTop = Math.max(0, (line - 6) * 20);
    follow();
    consult();
  }
  function typed() {
    checked.classList.add("stale"); // until what is typed now has been looked at
    number();
    clearTimeout(keeping);
    keeping = setTimeout(keep, KEEP_AFTER);
    consult();
  }

  // What may be written where the cursor stands: the lines that lead there, each less indented than the next
  function leading() {
    const lines = text.value.slice(0, text.selectionStart).split("\n");
    const whole = text.value.split("\n");
    let at = lines.length - 1;
    const own = whole[at];
    const found = [own];
    let indent = own.trim() ? own.search(/\S/) : lines[at].length;
    if (!own.trim()) found[0] = " ".repeat(indent);
    while (--at >= 0 && indent > 0 && found.length < 40) {
      const line = whole[at];
      const here = line.search(/\S/);
      const entry = /^\s*- /.test(line) && here === indent && !/^\s*- /.test(found[0]);
      if (here < 0 || line[here] === "#" || (here >= indent && !entry)) continue;
      found.unshift(line);
      indent = here;
    }
    return found.map((line) => line.slice(0, 200)).join("\n");
  }
  function consult() {
    clearTimeout(asking);
    asking = setTimeout(() => {
      const where = leading();
      if (where === asked) return;
      asked = where;
      htmx.ajax("GET", hints.dataset.address + "?" + new URLSearchParams({ where }), { target: "#hints", swap: "innerHTML" });
    }, 250);
  }
  // After the entry that the cursor is in, as far to the right as the entries of its section
  function insert(entry) {
    const lines = text.value.split("\n");
    const at = text.value.slice(0, text.selectionStart).split("\n").length - 1;
    let top = at;
    while (top > 0 && !/^\w/.test(lines[top])) top--;
    let first = top + 1;
    while (first < lines.length && !/^\w/.test(lines[first]) && !/^ *- /.test(lines[first])) first++;
    const indent = /^ *- /.test(lines[first] || "") ? lines[first].search(/\S/) : 2;
    let last = at;
    while (last > top && !lines[last].trim()) last--;
    if (last > top) while (last + 1 < lines.length && lines[last + 1].search(/\S/) > indent) last++;
    const end = lines.slice(0, last + 1).join("\n").length;
    text.focus();
    text.setSelectionRange(end, end);
    write("\n" + " ".repeat(indent) + entry);
  }
  function write(words) {
    // The browser's own insertion can be undone by Ctrl+Z; where there is none, the text is set.
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  text.addEventListener("input", typed);
  why.addEventListener("input", () => { clearTimeout(keeping); keeping = setTimeout(keep, KEEP_AFTER); });
  text.addEventListener("scroll", follow);
  for (const name of ["click", "keyup", "focus"]) text.addEventListener(name, consult);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && !event.shiftKey && !event.ctrlKey && !event.altKey && !leaving) {
      event.preventDefault();
      write("  ");
    } else if (event.key !== "Tab" && event.key !== "Shift") {
      leaving = event.key === "Escape";
    }
  });
  text.addEventListener("blur", () => { leaving = false; });
  document.addEventListener("click", (event) => {
    const line = event.target.closest("[data-line]");
    if (line) { event.preventDefault(); jump(Number(line.dataset.line)); }
    const entry = event.target.closest("[data-insert]");
    if (entry) insert(entry.dataset.insert);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail?.ctx?.target?.id === "checked") mark();
  });
  new ResizeObserver(follow).observe(text);
  form.addEventListener("submit", keep);
  mark();
  offer();
})();
