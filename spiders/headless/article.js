// A page's live document as markup: what scripts drew, shadow roots and frames of the same origin written in place.
// Runs in a world of its own (isolation.py), whose builtins the page cannot replace. Every loop is bounded.
globalThis.xunjian = (() => {
  "use strict";
  const MOST = 60000; // nodes written
  const LONGEST = 4000000; // characters written
  const LEFT_OUT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "CANVAS"]);
  const VOID = new Set(["AREA", "BASE", "BR", "COL", "EMBED", "HR", "IMG", "INPUT", "LINK", "META", "SOURCE", "TRACK", "WBR"]);
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const quoted = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  let changedAt = performance.now();
  const observer = new MutationObserver(() => { changedAt = performance.now(); });
  observer.observe(document, { childList: true, subtree: true, characterData: true });

  function childrenOf(node) {
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    if (node.tagName === "SLOT") {
      const given = node.assignedNodes({ flatten: true });
      return given.length ? given : node.childNodes;
    }
    if (node.tagName === "IFRAME" || node.tagName === "FRAME") {
      try { if (node.contentDocument && node.contentDocument.body) return node.contentDocument.body.childNodes; } catch { /* of another process */ }
      return [];
    }
    return node.childNodes;
  }

  function opening(node, tag) {
    let out = "<" + tag;
    for (const { name, value } of Array.from(node.attributes).slice(0, 60)) {
      if (/^[\w:@.-]+$/.test(name) && value.length < 20000) out += " " + name + '="' + quoted(value) + '"';
    }
    return out + ">";
  }

  // As markup, by a stack of our own: documents may be nested deeper than calls may be.
  function written() {
    const out = [];
    let length = 0, nodes = 0;
    const stack = [document.documentElement];
    while (stack.length && nodes < MOST && length < LONGEST) {
      const next = stack.pop();
      let text = "";
      if (typeof next === "string") text = next;
      else if (next.nodeType === 3) text = escaped(next.data);
      else if (next.nodeType === 1 && !LEFT_OUT.has(next.tagName.toUpperCase())) {
        const tag = next.tagName.toLowerCase();
        nodes += 1;
        text = opening(next, tag);
        if (!VOID.has(next.tagName.toUpperCase())) {
          // What a frame shows stands behind it: inside, no parser would read it.
          const framed = tag === "iframe" || tag === "frame";
          if (framed) text += "</" + tag + "><div>";
          stack.push(framed ? "</div>" : "</" + tag + ">");
          const children = childrenOf(next);
          for (let at = Math.min(children.length, MOST) - 1; at >= 0; at -= 1) stack.push(children[at]);
        }
      }
      out.push(text);
      length += text.length;
    }
    return "<!doctype html>" + out.join("");
  }

  const body = () => document.body;
  return {
    // How long nothing has changed, how much text stands there, whether it says that more is coming.
    state: () => {
      const text = body() ? body().innerText.slice(0, 200000) : "";
      return {
        still: (performance.now() - changedAt) / 1000,
        text: text.replace(/\s+/g, "").length,
        loading: text.length < 5000 && /(?:加载中|正在加载|loading\s*(?:\.\.\.|…))/i.test(text),
        complete: document.readyState === "complete",
      };
    },
    written,
  };
})();
