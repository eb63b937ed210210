// Letters of people's numbers are taken out of the page itself, so that nothing that moves can show them again.
// Which letters these are is decided elsewhere (inspection/personal.py): here texts are gathered, and replaced.
Object.assign(globalThis.xunjian, (() => {
  "use strict";
  const x = globalThis.xunjian;
  const NODES = 60000, LETTERS = 1500000;
  const SILENT = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/;
  const COVER = "█";
  let nodes = [];

  function* rootsIn(doc) { // the document, and the shadow trees that are open
    const roots = [doc];
    for (let at = 0; at < roots.length && at < 300; at++) {
      yield roots[at];
      let left = x.MOST * 3;
      for (const element of roots[at].querySelectorAll("*")) {
        if (left-- <= 0) break;
        if (element.shadowRoot) roots.push(element.shadowRoot);
      }
    }
  }

  const isBlock = (element, known) => {
    if (!known.has(element)) known.set(element, !/^(inline|contents)/.test(getComputedStyle(element).display));
    return known.get(element);
  };

  // All text in order, as pieces; `\n` before a piece that does not stand in one line with the one before.
  function texts() {
    nodes = [];
    const pieces = [], known = new Map();
    let letters = 0, whole = true;
    const add = (node, text, apart) => {
      if (!text) return;
      if (nodes.length >= NODES || letters + text.length > LETTERS) { whole = false; return; }
      nodes.push(node);
      pieces.push([apart, text]);
      letters += text.length;
    };
    for (const doc of x.documents()) {
      for (const root of rootsIn(doc)) {
        const walker = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        let apart = true;
        const open = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          while (open.length && !open[open.length - 1].contains(node)) { open.pop(); apart = true; }
          if (node.nodeType === 3) {
            if (SILENT.test(node.parentElement ? node.parentElement.tagName : "")) continue;
            add(node, node.data, apart);
            if (node.data.trim()) apart = false;
            continue;
          }
          if (node.tagName === "BR") apart = true;
          if (isBlock(node, known)) { open.push(node); apart = true; }
          if (/^(INPUT|TEXTAREA)$/.test(node.tagName)) add(node, node.value, true);
          // What stands in a field that is empty, and in the place of an image that does not come.
          for (const name of ["placeholder", "alt"]) {
            const said = node.getAttributeNode(name);
            if (said) add(said, said.value, true);
          }
          if (!whole) return { pieces, whole };
        }
      }
    }
    return { pieces, whole };
  }

  // [[number of the piece, start, end], ...]; how many were covered.
  function cover(spans) {
    for (const [number, start, end] of spans) {
      const node = nodes[number];
      if (!node) continue;
      const put = (text) => text.slice(0, start) + COVER.repeat(Math.max(0, Math.min(end, text.length) - start)) + text.slice(end);
      if (node.nodeType === 3) node.replaceData(start, end - start, COVER.repeat(end - start)); // ranges in it stay
      else if (node.nodeType === 2) node.value = put(node.value);
      else {
        node.type = node.type === "number" || node.type === "email" ? "text" : node.type;
        node.value = put(node.value);
        node.setAttribute("value", node.value);
      }
    }
    return spans.length;
  }

  // Frames of other processes, and shadow trees that are shut, show what nobody here has read.
  function blind() {
    const read = new Set(x.documents()); // no more of them than texts() looks through
    let count = 0;
    for (const frame of x.all("iframe,frame,object,embed")) {
      let inner = null;
      try { inner = frame.contentDocument; } catch { /* not ours to read */ }
      if (inner && read.has(inner)) continue;
      if (!x.shown(frame) || x.area(x.boxOf(frame)) < 400) continue;
      frame.style.setProperty("visibility", "hidden", "important");
      count++;
    }
    return count;
  }

  // Nothing moves any more.
  function still() {
    for (const element of x.all("marquee")) element.stop();
    for (const element of x.all("video,audio")) element.pause();
  }

  // The document as it stands now.
  function source(most) {
    return document.documentElement.outerHTML.slice(0, most);
  }

  function facts() {
    const root = document.documentElement, body = document.body || root;
    const end = Math.max(root.getBoundingClientRect().bottom, body.getBoundingClientRect().bottom, body.scrollHeight - scrollY);
    const height = Math.round(Math.min(innerHeight, Math.max(end, 400))); // of a short page, not the emptiness below it
    return { title: document.title.slice(0, 500), url: location.href, width: innerWidth, height };
  }

  return { texts, cover, blind, still, source, facts };
})());
