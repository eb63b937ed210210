// Brings what was found into view: through tabs and menus, from under floating notices. Steps that move the mouse are
// the caller's: scripts are asked where it should go.
Object.assign(globalThis.xunjian, (() => {
  "use strict";
  const x = globalThis.xunjian;
  const WAIT = 200; // milliseconds that scripts of the page have after each step
  const later = (ms) => new Promise((done) => setTimeout(done, ms));
  const quoted = (text) => '"' + String(text).replace(/["\\]/g, "\\$&") + '"';
  const seen = () => x.isSeen(x.target.element);

  // Outside what is hidden: the headings of tabs and the menus' own entries that may show it.
  function ways() {
    const found = new Set();
    for (let up = x.target.element, depth = 0; up && up !== document.body && depth < 40; up = x.parentOf(up), depth++) {
      if (x.isSeen(up)) { // the menu that holds it; people point at its first line
        const place = x.boxOf(up);
        if (place.h < 200 && place.w < innerWidth) found.add(up);
        break;
      }
      for (const heading of headingsOf(up)) found.add(heading);
    }
    return [...found].filter(x.isSeen).slice(0, 6);
  }

  function* headingsOf(panel) {
    if (panel.id) {
      const id = quoted(panel.id), hash = quoted("#" + panel.id);
      yield* panel.ownerDocument.querySelectorAll(
        `[href=${hash}],[data-target=${hash}],[data-bs-target=${hash}],[aria-controls=${id}],[data-tab=${id}],[data-id=${id}],[onmouseover*=${id}],[onclick*=${id}]`);
    }
    if (!panel.parentElement || !/^(DIV|UL|OL|DL|SECTION|LI|TABLE)$/.test(panel.tagName)) return;
    const panels = [...panel.parentElement.children].filter((one) => one.tagName === panel.tagName);
    if (panels.length < 2 || panels.length > 20) return;
    for (let around = panel.parentElement, up = 0; around && up < 4; around = around.parentElement, up++) {
      for (const list of [...around.querySelectorAll("ul,ol,div,dl,dt,tr,h2,h3")].slice(0, 400)) {
        if (panel.parentElement.contains(list)) continue;
        const items = [...list.children].filter((one) => one.textContent.trim().length <= 20 && x.shown(one));
        if (items.length === panels.length && list.children.length <= panels.length + 2) yield items[panels.indexOf(panel)];
      }
    }
  }

  // The n-th way's place in the window after scrolling there, or null.
  async function way(number) {
    const element = ways()[number];
    if (!element) return null;
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    await later(50);
    const place = x.uncut(element);
    x.pressing = element;
    return place && { x: place.x + Math.min(place.w / 2, 80), y: place.y + Math.min(place.h / 2, 20), seen: seen() };
  }

  // Press what the mouse points at, without leaving the page.
  async function press() {
    const stay = (event) => event.preventDefault();
    addEventListener("click", stay, true);
    try {
      const inner = x.pressing.querySelector("a,button,span") || x.pressing;
      inner.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }));
      await later(WAIT);
    } finally {
      removeEventListener("click", stay, true);
    }
    return seen();
  }

  async function opened() { // folded things that need no script, and what can be scrolled to
    for (let up = x.target.element, depth = 0; up && depth < 60; up = x.parentOf(up), depth++) {
      if (up.tagName === "DETAILS") up.open = true;
    }
    if (x.shown(x.target.element)) x.target.element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    await later(50);
    return seen();
  }

  // Scroll to it. What is still not to be seen is stood for by what is around it.
  async function settle() {
    const element = x.target.element;
    x.target.stands = seen() ? element : x.near(element);
    x.target.aside = x.target.stands !== element;
    const place = x.target.stands || document.body;
    const tall = place && x.boxOf(place) && x.boxOf(place).h > innerHeight * 0.8;
    (x.target.range && !x.target.aside ? x.target.range.startContainer.parentElement : place).scrollIntoView({ block: tall ? "start" : "center", inline: "nearest", behavior: "instant" });
    if (tall) scrollBy({ top: -60, behavior: "instant" });
    await later(WAIT);
    return { aside: x.target.aside, stands: Boolean(x.target.stands) };
  }

  // Take away what floats above it; how many things.
  function uncover() {
    const element = x.target && x.target.stands, place = element && x.uncut(element);
    if (!place) return 0;
    let taken = 0;
    for (const [across, down] of [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]]) {
      for (let turn = 0; turn < 4; turn++) {
        const top = document.elementFromPoint(place.x + place.w * across, place.y + place.h * down);
        const floating = top && floatingAround(top, element);
        if (!floating) break;
        floating.style.setProperty("visibility", "hidden", "important");
        taken++;
      }
    }
    return taken;
  }

  function floatingAround(top, element) {
    if (top.contains(element) || element.contains(top)) return null;
    let found = null;
    for (let up = top; up && up !== document.body && !up.contains(element); up = up.parentElement) {
      if (/^(fixed|sticky|absolute)$/.test(getComputedStyle(up).position)) found = up;
    }
    return found;
  }

  // What to outline, in the window's pixels.
  function outline() {
    const target = x.target;
    if (!target || !target.stands) return [];
    const window_ = x.box(0, 0, innerWidth, innerHeight);
    const whole = x.common(x.uncut(target.stands) || x.box(0, 0, 0, 0), window_);
    const words = target.range && !target.aside ? x.union(x.boxesOf(target.range)) : null;
    const main = words && x.area(words) ? x.common(words, window_) : whole;
    if (main.w < 4 || main.h < 1) return [];
    const high = target.how === "empty" || target.how === "area" ? 60 : 12;
    if (main.h < high) main.h = high;
    return words && x.area(words) ? [{ ...main, kind: "main" }, { ...whole, kind: "thin" }] : [{ ...main, kind: "main" }];
  }

  return { seen, way, press, opened, settle, uncover, outline };
})());
