// The controls beside the rows of a list page; presses, scrolling, layers that cover it. After listing.js.
globalThis.xunjian = ((page) => {
  "use strict";
  const { parentOf, words, styleOf, addressOf } = page;
  let shown = []; // elements of the last look in the order in which people read them
  let controls = []; // of the last question for controls
  const nudged = new Map(); // panes that cannot be scrolled and were told that they were, with how much they held

  function isNamedFurniture(node) {
    return /^(?:NAV|HEADER|FOOTER|ASIDE)$/.test(node.tagName) ||
      /(?:^|[\s_-])(?:nav|navbar|menu|header|footer|foot|top|topbar|aside|side|sidebar|hot|rank|banner|swiper|slick|slider|carousel|login|share|calendar|friend|yqlj)(?:$|[\s_-])/i.test((node.getAttribute("class") || "") + " " + (node.id || ""));
  }

  // Short clickable words near the rows. `rows`: addresses of links, or numbers of what can be pressed.
  function near(rows) {
    const found = [], around = new Set(), own = new Set();
    shown = page.shownNow();
    const nodes = rows.flatMap((one) => (typeof one === "number" ? [page.rowOf(one)] : page.linksOf(one))).filter(Boolean).slice(0, 400);
    for (const node of nodes) { own.add(node); for (let at = node, up = 0; at && up < 250; at = parentOf(at), up++) around.add(at); }
    const last = Math.max(-1, ...nodes.map((n) => shown.indexOf(n)));
    const first = Math.min(shown.length, ...nodes.map((n) => shown.indexOf(n)).filter((n) => n >= 0));
    controls = [];
    shown.forEach((node, order) => {
      if (controls.length >= 800 || own.has(node) || node.childElementCount > 6) return;
      const one = described(node);
      if (!one) return;
      let branch = node, furniture = false, at = node, pager = false;
      for (let up = 0; at && up < 250 && !around.has(at); at = parentOf(at), up++) {
        pager = pager || /pag(?:e|ing|er|ination)|fanye|fenye|laypage|\bym\b/i.test((at.getAttribute("class") || "") + " " + (at.id || "") + " " + (at.getAttribute("role") || ""));
        furniture = furniture || (isNamedFurniture(at) && !(pager && at.tagName === "NAV"));
        branch = at;
      }
      if (at && own.has(at)) return; // inside a row's own link
      const box = node.getBoundingClientRect();
      let led = 0;
      for (const link of Array.from(branch.getElementsByTagName("a")).slice(0, 200)) if (addressOf(link)) led++;
      controls.push(node);
      found.push({ ...one, number: controls.length - 1, links: led, furniture, pager, top: !at || at === document.body || at === document.documentElement,
        before: order < first, after: order > last, x: box.x, y: box.y, w: box.width, h: box.height, order });
    });
    return found;
  }

  function described(node) {
    const tag = node.tagName;
    if (/^(?:SELECT|OPTION|FORM|LABEL|HTML|BODY|IMG|TABLE|H1|H2)$/.test(tag) || (tag === "INPUT" && node.type !== "button")) return null;
    if (node.isContentEditable || node.type === "submit" && node.form) return null;
    const text = tag === "INPUT" ? node.value : words(node);
    const label = node.getAttribute("title") || node.getAttribute("aria-label") || "";
    const named = (node.getAttribute("class") || "") + " " + (node.id || "");
    if (text.length > 20 || (!text && !/next|right|下一?页/i.test(named + label))) return null;
    for (const child of node.children) if (words(child) === text && text) return null; // the innermost says it
    let classes = named, disabled = false, active = false, link = null, code = "", group = node, role = node.getAttribute("role") || "";
    for (let at = node, up = 0; at && up < 4 && (up === 0 || words(at) === text); at = parentOf(at), up++) {
      classes += " " + (at.getAttribute("class") || "");
      disabled = disabled || at.disabled === true || at.getAttribute("aria-disabled") === "true" || at.hasAttribute("disabled");
      active = active || at.getAttribute("aria-current") !== null && at.getAttribute("aria-current") !== "false" || at.getAttribute("aria-selected") === "true";
      role = role || at.getAttribute("role") || "";
      code += at.getAttribute("onclick") || "";
      if (at.tagName === "A") link = at;
      group = at;
    }
    if (link === null) link = node.closest("a");
    if (node.closest("form") && (tag === "BUTTON" && node.type === "submit" || tag === "INPUT")) return null;
    const beside = group.parentElement ? Array.from(group.parentElement.children).slice(0, 40) : [];
    return {
      word: text, label, classes: classes.slice(0, 300), tag, disabled, active, role, code: code.slice(0, 300),
      script: link ? (link.getAttribute("href") || "").slice(0, 300) : "", address: link ? addressOf(link) : "",
      pointer: styleOf(node).cursor === "pointer" || Boolean(link) || tag === "BUTTON" || Boolean(code),
      beside: beside.map((n) => words(n).slice(0, 20)), group: shown.indexOf(group.parentElement), kind: group.tagName, likes: beside.filter((n) => n.tagName === group.tagName).length,
    };
  }

  function press(node) {
    if (!node || !node.isConnected) return false;
    const view = node.ownerDocument.defaultView;
    const box = node.getBoundingClientRect();
    const at = { bubbles: true, cancelable: true, composed: true, view, button: 0, detail: 1, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
    for (const [kind, Kind] of [["pointerover", PointerEvent], ["mouseover", MouseEvent], ["pointerdown", PointerEvent], ["mousedown", MouseEvent], ["pointerup", PointerEvent], ["mouseup", MouseEvent]]) {
      node.dispatchEvent(new Kind(kind, at));
    }
    node.dispatchEvent(new MouseEvent("mouseenter", { ...at, bubbles: false }));
    if (typeof node.click === "function") node.click(); else node.dispatchEvent(new MouseEvent("click", at));
    return true;
  }

  // What scrolls: the window first, then panes that hold rows. `part` 0 goes to the top, 1 one view on, 2 to the end.
  function scroll(part) {
    const panes = [document.scrollingElement || document.documentElement];
    for (const node of page.shownNow()) {
      if (panes.length < 6 && node.clientHeight > 60 && node.scrollHeight > node.clientHeight + 20 && /auto|scroll/.test(styleOf(node).overflowY)) panes.push(node);
      if (panes.length < 6 && node.tagName === "IFRAME") { try { panes.push(node.contentDocument.scrollingElement); } catch { /* not ours */ } }
    }
    let moved = false;
    // A pane whose rows do not fill it cannot be scrolled, yet its script may wait for just that.
    if (part === 2) for (const node of page.shownNow()) {
      if (nudged.size < 40 && node.clientHeight > 60 && node.scrollHeight <= node.clientHeight + 20 && /auto|scroll/.test(styleOf(node).overflowY) &&
          node.querySelector("li, tr, dl, a") && nudged.get(node) !== node.textContent.length) {
        nudged.set(node, node.textContent.length);
        node.dispatchEvent(new Event("scroll", { bubbles: false }));
        moved = true;
      }
    }
    for (const pane of panes.filter(Boolean)) {
      const was = pane.scrollTop;
      pane.scrollTop = part === 0 ? 0 : part === 2 ? pane.scrollHeight : was + Math.max(40, Math.floor(pane.clientHeight * 0.7));
      moved = moved || Math.abs(pane.scrollTop - was) > 1;
      pane.dispatchEvent(new Event("scroll", { bubbles: false }));
    }
    return moved;
  }

  // Closes layers that lie over the middle of the page by what says so; the number closed.
  function uncover() {
    let closed = 0;
    for (let round = 0; round < 4; round++) {
      const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
      let layer = null;
      for (let at = middle; at && at !== document.body; at = at.parentElement) if (/fixed/.test(styleOf(at).position)) layer = at;
      if (!layer) return closed;
      const way = Array.from(layer.querySelectorAll("*")).slice(0, 400).reverse().find((n) => {
        if (addressOf(n) || n.closest("form") || !n.getClientRects().length) return false;
        const text = words(n), named = (n.getAttribute("class") || "") + " " + (n.getAttribute("aria-label") || "") + " " + (n.title || "");
        return /^(?:\[?关闭\]?|×|✕|✖|x|我?知道了|同意|接受|好的|跳过|稍后再说|不再提示|暂不|close|skip|ok|accept|got it)$/i.test(text) ||
          (text.length <= 1 && /(?:^|[\s_-])(?:close|guanbi|closebtn|btn-close)(?:$|[\s_-])|关闭/i.test(named));
      });
      if (!way) return closed;
      press(way);
      closed++;
      if (layer.isConnected && layer.getClientRects().length && layer.contains(document.elementFromPoint(innerWidth / 2, innerHeight / 2))) return closed;
    }
    return closed;
  }

  return { ...page, near, scroll, uncover, pressRow: (n) => press(page.rowOf(n)), pressControl: (n) => press(controls[n]) };
})(globalThis.xunjian);
