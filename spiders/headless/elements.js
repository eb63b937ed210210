// Elements of a hostile page: where they are, whether people see them, what they refer to. Every loop is bounded.
// Runs in a world of its own (isolation.py), whose builtins the page cannot replace.
globalThis.xunjian = (() => {
  "use strict";
  const MOST = 20000; // elements looked at
  const FRAMES = 40;

  // The page's document and those of its frames, as far as they can be seen from here.
  function documents() {
    const found = [document];
    for (let at = 0; at < found.length && found.length < FRAMES; at++) {
      for (const frame of found[at].querySelectorAll("iframe,frame")) {
        let inner = null;
        try { inner = frame.contentDocument; } catch { /* it lives in another process */ }
        if (inner && inner.documentElement && found.length < FRAMES) found.push(inner);
      }
    }
    return found;
  }

  function* all(selector, root) {
    let left = MOST;
    for (const doc of root ? [root] : documents()) {
      for (const element of doc.querySelectorAll(selector)) {
        if (left-- <= 0) return;
        yield element;
      }
    }
  }

  const parentOf = (element) => element.parentElement || element.getRootNode().host || frameOf(element);

  function frameOf(element) {
    const view = element.ownerDocument.defaultView;
    try { return view && view !== view.parent ? view.frameElement : null; } catch { return null; }
  }

  // Where the contents of the element's document begin, in the window's pixels.
  function originOf(element) {
    let x = 0, y = 0;
    for (let frame = frameOf(element), depth = 0; frame && depth < 10; frame = frameOf(frame), depth++) {
      const box = frame.getBoundingClientRect();
      x += box.left + frame.clientLeft;
      y += box.top + frame.clientTop;
    }
    return { x, y };
  }

  const box = (x, y, w, h) => ({ x, y, w, h });
  const area = (one) => (one ? Math.max(0, one.w) * Math.max(0, one.h) : 0);

  function common(one, other) {
    const x = Math.max(one.x, other.x), y = Math.max(one.y, other.y);
    return box(x, y, Math.min(one.x + one.w, other.x + other.w) - x, Math.min(one.y + one.h, other.y + other.h) - y);
  }

  function union(boxes) {
    const real = boxes.filter((one) => one.w > 0 && one.h > 0);
    if (!real.length) return null;
    const x = Math.min(...real.map((one) => one.x)), y = Math.min(...real.map((one) => one.y));
    const right = Math.max(...real.map((one) => one.x + one.w)), low = Math.max(...real.map((one) => one.y + one.h));
    return box(x, y, right - x, low - y);
  }

  function boxesOf(thing) { // an element or a range
    const from = originOf(thing.nodeType ? thing : thing.startContainer.parentElement || document.documentElement);
    return [...thing.getClientRects()].slice(0, 200).map((one) => box(one.left + from.x, one.top + from.y, one.width, one.height));
  }

  // An element's box; where it has none of its own (a link around something that floats), its contents'.
  function boxOf(element) {
    const own = union(boxesOf(element));
    if (own && own.w >= 3 && own.h >= 3) return own;
    const inner = [...element.querySelectorAll("*")].slice(0, 40).filter(shown).flatMap(boxesOf);
    return union(inner.filter((one) => one.w >= 3 && one.h >= 3)) || own;
  }

  function shown(element) {
    return element.checkVisibility ? element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) : true;
  }

  // The part of its box that boxes around it with a cut overflow, and frames, let through.
  function uncut(element) {
    let left = boxOf(element);
    if (!left) return null;
    for (let up = parentOf(element), depth = 0; up && depth < 100; up = parentOf(up), depth++) {
      if (up === document.body || up === document.documentElement) break;
      const isFrame = /^I?FRAME$/.test(up.tagName);
      if (!isFrame && getComputedStyle(up).overflow === "visible") continue;
      const hole = up.getBoundingClientRect(), from = originOf(up);
      left = common(left, box(hole.left + from.x, hole.top + from.y, hole.width, hole.height));
    }
    return left;
  }

  // Whether people who scroll to it see it.
  function isSeen(element) {
    if (!element || !element.isConnected || !shown(element)) return false;
    for (let frame = frameOf(element), depth = 0; frame && depth < 10; frame = frameOf(frame), depth++) if (!shown(frame)) return false;
    const whole = boxOf(element), left = uncut(element);
    if (!whole || area(whole) < 9 || area(left) < area(whole) / 4) return false;
    return left.x + left.w + scrollX > 0 && left.y + left.h + scrollY > 0;
  }

  function near(element) { // the nearest element around it that people see
    let up = element;
    for (let depth = 0; up && depth < 100; up = parentOf(up), depth++) if (isSeen(up)) return up;
    return null;
  }

  // One writing for addresses that browsers and crawlers write differently.
  function even(part) {
    return part.replace(/%([0-9a-f]{2})/gi, (_, hex) => {
      const char = String.fromCharCode(parseInt(hex, 16));
      return /[A-Za-z0-9\-._~!$'()*,;:@]/.test(char) ? char : "%" + hex.toUpperCase();
    });
  }

  function canon(address, base) {
    try {
      const url = new URL(address, base);
      return /^https?:$/.test(url.protocol) ? url.protocol + "//" + url.host + even(url.pathname) + even(url.search) : "";
    } catch { return ""; }
  }

  // Without the scheme, and whatever charset its Chinese was sent in.
  const loose = (address) => address.replace(/^https?:/, "").replace(/%[89A-F][0-9A-F](?:%[0-9A-F]{2}|[^%/?&=])?/g, "*").replace(/\*+/g, "*");

  const QUOTED = /(['"])([^'"]{1,2000})\1/g, CSS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)'"\s]*))\s*\)/gi;
  const PLAIN = ["href", "src", "data", "data-src", "data-original", "lazy-src", "data-url", "poster", "background", "action"];

  function* referred(element) {
    for (const name of PLAIN) {
      const value = element.getAttribute(name);
      if (value && !/^\s*javascript:/i.test(value)) yield value.trim();
      else if (value) for (const part of value.slice(0, 4000).matchAll(QUOTED)) yield part[2];
    }
    for (const name of ["onclick", "content", "value"]) {
      const value = (element.getAttribute(name) || "").slice(0, 4000);
      for (const part of value.matchAll(QUOTED)) yield part[2];
      const address = value.match(/(?:url=\s*|^)((?:https?:|\.{0,2}\/)[^'"\s]+)/i);
      if (address) yield address[1];
    }
    for (const part of (element.getAttribute("srcset") || "").slice(0, 8000).split(",")) yield part.trim().split(/\s+/)[0];
    for (const part of (element.getAttribute("style") || "").slice(0, 8000).matchAll(CSS)) yield part[1] || part[2] || part[3] || "";
  }

  return { MOST, CSS, all, documents, parentOf, frameOf, originOf, box, area, common, union, boxesOf, boxOf, shown, uncut, isSeen, near, canon, loose, referred };
})();
