// What people see of a list page, as plain markup, and whether the page stands still.
// Runs in a world of its own (isolation.py), whose builtins the page cannot replace. Every loop is bounded.
globalThis.xunjian = (() => {
  "use strict";
  const MOST = 40000; // nodes written
  const LONGEST = 3000000; // characters written
  const LEFT_OUT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "LINK", "META", "OBJECT", "EMBED", "CANVAS", "VIDEO", "AUDIO", "SVG", "TEXTAREA", "HEAD", "BASE"]);
  const VOID = new Set(["BR", "IMG", "HR", "INPUT", "WBR", "COL"]);
  const KEPT = /^(?:class|id|title|onclick|alt|name|datetime|width|height|role|colspan|rowspan|data-[\w-]+)$/;
  const LEADS = /(?:open|location|href|goto|link|url|jump)[^'"]*['"]([^'"]*(?:\/|\.\w{2,5}\b|\?\w+=)[^'"]*)['"]/i;
  let seen = []; // elements of the last look: what can be pressed as a row
  let links = new Map(); // address to elements, of the last look
  let shown = []; // elements of the last look in the order in which people read them
  const watched = new WeakSet();
  let grownAt = performance.now(), changedAt = grownAt;

  const observer = new MutationObserver((records) => {
    const now = performance.now();
    changedAt = now;
    for (const record of records.slice(0, 200)) {
      for (const node of record.addedNodes) if (node.nodeType === 1) { grownAt = now; return; }
    }
  });

  function watch(root) {
    if (watched.has(root)) return;
    watched.add(root);
    observer.observe(root, { childList: true, subtree: true, characterData: true });
  }

  const parentOf = (node) => node.parentNode && node.parentNode.nodeType === 11 ? node.parentNode.host :
    node.parentElement || (node.ownerDocument && node.ownerDocument.defaultView && frameOf(node.ownerDocument));
  function frameOf(doc) { try { return doc.defaultView.frameElement; } catch { return null; } }
  const words = (node) => (node.textContent || "").replace(/\s+/g, " ").trim();
  const styleOf = (node) => node.ownerDocument.defaultView.getComputedStyle(node);

  function childrenOf(node) {
    if (node.shadowRoot) { watch(node.shadowRoot); return node.shadowRoot.childNodes; }
    if (node.tagName === "SLOT") { const given = node.assignedNodes({ flatten: true }); return given.length ? given : node.childNodes; }
    if (node.tagName === "IFRAME" || node.tagName === "FRAME") {
      let inner = null;
      try { inner = node.contentDocument; } catch { /* another process has it */ }
      if (inner && inner.body) { watch(inner); return inner.body.childNodes; }
      return [];
    }
    return node.childNodes;
  }

  function isShown(node, style) {
    if (style.display === "none" || style.visibility === "hidden" || style.visibility === "collapse") return false;
    if (style.display === "contents" || style.overflow === "visible") return true;
    const box = node.getBoundingClientRect();
    return box.height >= 2 && box.width >= 2;
  }

  // The address of a link that leads to a document: "" where scripts do what it does.
  function addressOf(node) {
    if (node.tagName !== "A" && node.tagName !== "AREA") return "";
    const raw = (node.getAttribute("href") || "").trim();
    if (!raw || raw[0] === "#" || /^(?:javascript|mailto|tel|data|about|blob|vbscript):/i.test(raw)) return "";
    return String(node.href);
  }

  // The address that an element's own script states: location.href='/a/b.html'.
  function addressSaid(node) {
    const code = node.getAttribute("onclick") || (node.tagName === "A" ? node.getAttribute("href") : "") || "";
    const said = code.length < 2000 && (code === node.getAttribute("onclick") || /^\s*javascript:/i.test(code)) && LEADS.exec(code);
    try { return said ? new URL(said[1], node.baseURI).href : ""; } catch { return ""; }
  }

  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

  // Whether a press on it alone could open an article: as long as a title, and nothing inside leads anywhere.
  function isPressable(node, style, inside) {
    if (inside || node.tagName === "BODY" || node.tagName === "BUTTON" || node.tagName === "FORM") return false;
    const said = node.tagName === "A" || node.hasAttribute("onclick") || node.hasAttribute("data-id");
    if (!said && style.cursor !== "pointer") return false;
    const text = node.textContent.trim();
    if (text.length < 6 || text.length > 400 || /^[\d\s\-/:：.年月日共第页条]*$/.test(text)) return false;
    const parts = node.getElementsByTagName("a");
    for (let i = 0; i < parts.length && i < 20; i++) if (addressOf(parts[i])) return false;
    if (node.tagName === "UL" || node.tagName === "OL" || node.tagName === "TABLE" || node.tagName === "TBODY") return false;
    return !node.querySelector("li, tr, dd");
  }

  function dataOf(node) {
    const found = {};
    for (let at = node, up = 0; at && up < 4; at = parentOf(at), up++) {
      for (const one of Array.from(at.attributes).slice(0, 30)) {
        if ((/^data-/.test(one.name) || /^(?:id|key|value|onclick)$/.test(one.name)) && !(one.name in found)) found[one.name] = one.value.slice(0, 300);
      }
      if (/^(?:LI|TR|DD|ARTICLE)$/.test(at.tagName)) break;
    }
    return found;
  }

  // The document as people see it. Rows that only a script leads from get addresses of the form `prefix` + number.
  function look(prefix) {
    const out = [], rows = [];
    let left = MOST, length = 0;
    const until = performance.now() + 3000;
    seen = []; links = new Map(); shown = [];
    watch(document);
    const put = (text) => { out.push(text); length += text.length; };

    function write(node, depth, inside) {
      if (left-- <= 0 || length > LONGEST || performance.now() > until) return;
      if (node.nodeType === 3) { if (node.data) put(escape(node.data)); return; }
      if (node.nodeType !== 1 || depth > 200 || LEFT_OUT.has(node.tagName.toUpperCase())) return;
      const style = styleOf(node);
      if (!isShown(node, style)) return;
      shown.push(node);
      const frame = node.tagName === "IFRAME" || node.tagName === "FRAME";
      const tag = frame || node.tagName === "SLOT" ? "div" : node.tagName.toLowerCase().replace(/[^a-z0-9-]/g, "") || "div";
      const address = addressOf(node) || addressSaid(node);
      if (address) { if (!links.has(address)) links.set(address, []); links.get(address).push(node); }
      const pressable = !address && isPressable(node, style, inside);
      let own = "<" + tag;
      for (const one of Array.from(node.attributes).slice(0, 40)) {
        if (KEPT.test(one.name) && one.value.length < 1000) own += " " + one.name + '="' + escape(one.value) + '"';
      }
      if (address && tag === "a") own += ' href="' + escape(address) + '"';
      else if (tag === "a" && !pressable && node.hasAttribute("href")) own += ' href="' + escape(node.getAttribute("href").slice(0, 1000)) + '"';
      if (tag === "img" && node.src) own += ' src="' + escape(String(node.src).slice(0, 1000)) + '"';
      let open = "", close = "", cell = null;
      if (pressable) {
        const number = seen.length;
        seen.push(node);
        rows.push({ text: words(node).slice(0, 400), data: dataOf(node) });
        if (tag === "a") own += ' href="' + prefix + number + '.html"';
        else { open = '<a href="' + prefix + number + '.html">'; close = "</a>"; }
        if (tag === "tr") cell = Array.from(node.children).reduce((a, b) => (b.textContent.trim().length > a.textContent.trim().length ? b : a));
      }
      put(own + ">");
      if (VOID.has(node.tagName)) return;
      if (!cell) put(open);
      for (const child of Array.from(childrenOf(node))) {
        if (child === cell) { put("<td>" + open); for (const one of Array.from(child.childNodes)) write(one, depth + 2, true); put(close + "</td>"); }
        else write(child, depth + 1, inside || pressable || Boolean(address));
      }
      if (!cell) put(close);
      put("</" + tag + ">");
    }

    if (document.body) write(document.body, 0, false);
    const metas = Array.from(document.querySelectorAll("meta[name]")).slice(0, 60)
      .map((m) => '<meta name="' + escape(m.name) + '" content="' + escape((m.content || "").slice(0, 500)) + '">').join("");
    const html = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>' + escape(document.title || "") + "</title>" + metas + "</head>" + out.join("") + "</html>";
    return { html, rows, cut: left <= 0 || length > LONGEST, url: location.href, title: document.title, place: place() };
  }

  // What says which column this is: headings and the trail of links, as far as they are shown.
  function place() {
    return shown.filter((n) => /^H[12]$/.test(n.tagName) || /crumb|dqwz|weizhi|position|location/i.test(n.getAttribute("class") || ""))
      .slice(0, 6).map((n) => words(n).slice(0, 120)).join("|");
  }

  // How long the page has been quiet, in milliseconds, and whether it says that it is loading.
  function still() {
    watch(document);
    const now = performance.now();
    let loading = false;
    const walker = document.createTreeWalker(document.body || document, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), left = 6000; node && left > 0; node = walker.nextNode(), left--) {
      const text = node.data.trim();
      if (text.length >= 2 && text.length <= 20 && /^(?:数据|内容|页面|列表|正在|努力|拼命|请稍[候后等]|[,，\s])*(?:加载|载入|读取|查询|获取)中?[.。…·\s]*$|^loading[.…\s]*$/i.test(text) &&
          /中|正在|[.…。]$|loading/i.test(text) && node.parentElement && node.parentElement.getClientRects().length) loading = true;
    }
    return { grown: now - grownAt, changed: now - changedAt, loading, ready: document.readyState };
  }

  return { look, still, parentOf, words, styleOf, addressOf, rowOf: (n) => seen[n], linksOf: (address) => links.get(address) || [], shownNow: () => shown };
})();
