// What people see of a page. Runs in a world of its own: the page's scripts share its elements, not its globals.
// Everything is bounded, by number and by time: a page may have millions of elements.
globalThis.xunjian = (() => {
  const MAX_NODES = 60000;
  const now = () => performance.now();
  const styles = new Map(); // element → computed style, for one measurement
  const judged = new Map(); // element → why people do not see what stands in it, or ""

  function forget() {
    styles.clear();
    judged.clear();
  }

  function style(element) {
    let known = styles.get(element);
    if (!known) styles.set(element, (known = getComputedStyle(element)));
    return known;
  }

  // The element around, through shadow roots.
  function around(node) {
    const up = node.assignedSlot || node.parentNode;
    if (!up) return null;
    if (up.nodeType === 11) return up.host || null; // a shadow root
    return up.nodeType === 1 ? up : null;
  }

  // Every element and text below `root`, through open shadow roots, in order; stops at the bounds.
  function* walk(root, milliseconds = 2500) {
    const until = now() + milliseconds;
    const stack = [root];
    for (let count = 0; stack.length && count < MAX_NODES; count++) {
      if (count % 500 === 499 && now() > until) return;
      const node = stack.pop();
      yield node;
      if (node.nodeType === 1 && /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD)$/.test(node.tagName)) continue;
      for (let child = node.lastChild; child; child = child.previousSibling) stack.push(child);
      if (node.shadowRoot) for (let child = node.shadowRoot.lastChild; child; child = child.previousSibling) stack.push(child);
    }
  }

  function colour(text) {
    const parts = /^rgba?\(([\d.]+),\s*([\d.]+),\s*([\d.]+)(?:,\s*([\d.]+))?\)$/.exec(text || "");
    return parts && [+parts[1], +parts[2], +parts[3], parts[4] === undefined ? 1 : +parts[4]];
  }

  // The plain colour behind an element; null where a picture or something half transparent lies there.
  function background(element) {
    for (let at = element; at; at = around(at)) {
      const own = style(at);
      if (own.backgroundImage !== "none") return null;
      const said = colour(own.backgroundColor);
      if (!said) return null;
      if (said[3] > 0.98) return said;
      if (said[3] > 0.02) return null;
      // What is taken out of the flow lies above something that is not its parent.
      if (own.position === "absolute" || own.position === "fixed") return null;
    }
    return [255, 255, 255, 1];
  }

  function sameColour(element) {
    const front = colour(style(element).color);
    const behind = front && background(element);
    if (!behind || style(element).textShadow !== "none") return false;
    return Math.max(...[0, 1, 2].map((at) => Math.abs(front[at] - behind[at]))) <= 6;
  }

  // Why nothing in this element is seen, whatever it holds: "" where it may be. Rules of the element and all around.
  function veiled(element) {
    if (!element) return "";
    const known = judged.get(element);
    if (known !== undefined) return known;
    const chain = [];
    let at = element;
    while (at && !judged.has(at)) {
      chain.push(at);
      at = around(at);
    }
    let above = at ? judged.get(at) : "";
    for (const one of chain.reverse()) judged.set(one, (above = above || veil(one)));
    return judged.get(element);
  }

  function veil(element) {
    const own = style(element);
    if (own.display === "none") return "display-none";
    if (own.contentVisibility === "hidden") return "display-none";
    if (+own.opacity < 0.03) return "transparent";
    const cut = /hidden|clip/;
    if (cut.test(own.overflowX) || cut.test(own.overflowY)) {
      const box = element.getBoundingClientRect();
      const inline = own.display === "inline" || own.display === "contents";
      const root = element === document.documentElement || element === document.body;
      if (!inline && !root) {
        const flat = cut.test(own.overflowY) && box.height < 2;
        const thin = cut.test(own.overflowX) && box.width < 2;
        if (flat || thin) return "clipped";
      }
    }
    if (own.position === "absolute" || own.position === "fixed") {
      const rect = /^rect\((\S+?)p?x?,? (\S+?)p?x?,? (\S+?)p?x?,? (\S+?)p?x?\)$/.exec(own.clip || "");
      if (rect) {
        const [top, right, bottom, left] = rect.slice(1).map(parseFloat);
        if (bottom - top < 2 || right - left < 2) return "clipped";
      }
    }
    if (/^inset\((?:50|[5-9]\d|100)%/.test(own.clipPath) || own.clipPath === "circle(0px)") return "clipped";
    const turned = /^matrix\(([-\d.e]+), ([-\d.e]+), ([-\d.e]+), ([-\d.e]+)/.exec(own.transform);
    if (turned && turned.slice(1).every((one) => Math.abs(+one) < 0.01)) return "zero-size";
    return "";
  }

  // Where a box lies on the whole page, or why it cannot be seen: nowhere, or off it.
  function offPage(box) {
    const root = document.documentElement;
    const left = box.left + scrollX;
    const top = box.top + scrollY;
    const width = Math.max(root.scrollWidth, innerWidth);
    const height = Math.max(root.scrollHeight, document.body ? document.body.scrollHeight : 0, innerHeight);
    return left + box.width <= 0 || top + box.height <= 0 || left >= width || top >= height;
  }

  // Whether people see an element that has a box of its own.
  function shown(element, least = 1) {
    if (veiled(element) || style(element).visibility !== "visible") return false;
    const box = element.getBoundingClientRect();
    return box.width >= least && box.height >= least && !offPage(box);
  }

  const range = document.createRange();
  function textShown(node) {
    const parent = around(node);
    if (!parent || veiled(parent)) return false;
    const own = style(parent);
    if (own.visibility !== "visible" || parseFloat(own.fontSize) < 2) return false;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 1 || box.height < 1 || offPage(box)) return false;
    if (parseFloat(own.textIndent) < -900) return false;
    if (own.backgroundClip === "text" || own.webkitBackgroundClip === "text") return true;
    return own.webkitTextFillColor !== "rgba(0, 0, 0, 0)" && !sameColour(parent);
  }

  function words(element, most = 300) {
    let said = "";
    for (const node of walk(element, 300)) {
      if (node.nodeType === 3 && textShown(node)) said += " " + node.data.trim();
      if (said.length > most * 2) break;
    }
    return said.replace(/\s+/g, " ").trim().slice(0, most);
  }

  // A name for an element that stays the same from day to day: ids and classes without numbers, no counting.
  function selector(element) {
    const parts = [];
    for (let at = element; at && at !== document.documentElement && parts.length < 4; at = around(at)) {
      const tag = at.tagName.toLowerCase();
      const id = at.getAttribute("id") || "";
      if (/^[A-Za-z][\w-]{0,40}$/.test(id) && !/\d{3}/.test(id)) {
        parts.unshift(`${tag}#${id}`);
        break;
      }
      const classes = (at.getAttribute("class") || "").split(/\s+/);
      const kept = classes.filter((one) => /^[A-Za-z][\w-]{0,40}$/.test(one) && !/\d{3}|active|current|hover|^(on|show|cur)$/.test(one));
      parts.unshift(tag + kept.slice(0, 2).map((one) => "." + one).join(""));
    }
    return parts.join(" > ");
  }

  // An address as this page means it, without its fragment; empty where it is none of the web's.
  function address(text) {
    try {
      const to = new URL(text, document.baseURI);
      to.hash = "";
      return /^https?:$/.test(to.protocol) && to.href.length < 2000 ? to.href : "";
    } catch {
      return "";
    }
  }

  return { forget, style, around, walk, background, sameColour, veiled, offPage, shown, textShown, words, selector, address, now };
})();
