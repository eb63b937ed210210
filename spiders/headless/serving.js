// What people see of a service's page: what it calls the item, what it says, whether it asks who comes.
// Runs in a world of its own (isolation.py), whose builtins the page cannot replace. Every loop is bounded.
globalThis.xunjian = (() => {
  "use strict";
  const MOST = 20000; // elements looked at
  const LABEL = /^(?:事项|服务|项目|业务)?名称\s*[:：]?$/;
  const BESIDE = /^(?:事项|服务)名称\s*[:：]\s*(\S.{1,80})$/;
  const DIALOGS = '[role=dialog],[role=alertdialog],[role=alert],dialog[open],[class*="message"],[class*="toast"],[class*="modal"],[class*="layui-layer"],[class*="dialog"]';
  const LOADING = /^(?:(?:数据|页面|努力|正在|请稍[候后等]?)*加载中?|请稍[候后等]|loading)[\s.…，,!！]*(?:请稍[候后等])?[\s.…。]*$/i;
  let changedAt = performance.now();
  const observer = new MutationObserver(() => { changedAt = performance.now(); });
  observer.observe(document, { childList: true, subtree: true, characterData: true });

  const flat = (text) => String(text || "").replace(/\s+/g, " ").trim();

  function isSeen(node) {
    const box = node.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return false;
    const style = getComputedStyle(node);
    return style.visibility === "visible" && Number(style.opacity) > 0.05;
  }

  // Documents of the same origin, this one's frames included: old platforms put the item into one.
  function documents() {
    const found = [document];
    for (const frame of Array.from(document.querySelectorAll("iframe,frame")).slice(0, 8)) {
      try {
        const box = frame.getBoundingClientRect();
        if (frame.contentDocument && frame.contentDocument.body && box.width * box.height > 40000) found.push(frame.contentDocument);
      } catch { /* of another process */ }
    }
    return found;
  }

  function each(selector, most, take) {
    const out = [];
    for (const one of documents()) {
      for (const node of Array.from(one.querySelectorAll(selector)).slice(0, MOST)) {
        if (out.length >= most) return out;
        const told = isSeen(node) ? take(node) : "";
        if (told) out.push(told);
      }
    }
    return out;
  }

  function linesOf() {
    const out = [];
    for (const one of documents()) {
      const text = one.body ? one.body.innerText.slice(0, 60000) : "";
      for (const line of text.split("\n")) {
        const told = flat(line).slice(0, 300);
        if (told && out.length < 600) out.push(told);
      }
    }
    return out;
  }

  // What stands beside 事项名称, be it in the same line, in the next cell, or in the next line.
  function statedIn(lines) {
    const out = [];
    for (let at = 0; at < lines.length && out.length < 3; at += 1) {
      const beside = lines[at].match(BESIDE);
      if (beside) out.push(beside[1]);
      else if (LABEL.test(lines[at]) && lines[at].length > 2 && lines[at + 1] && lines[at + 1].length <= 80) out.push(lines[at + 1]);
    }
    return out;
  }

  // A heading is what is written larger than the page's own text, too: many platforms use no h1.
  function headings() {
    const told = each("h1,h2", 8, (node) => flat(node.innerText).slice(0, 100));
    if (told.length) return told;
    const large = each("h3,[class*=title],[class*=Title],[class*=name],[class*=header] p", 400, (node) => {
      const text = flat(node.innerText);
      const size = parseFloat(getComputedStyle(node).fontSize) || 0;
      return text.length > 1 && text.length <= 60 && size >= 20 ? { text, size } : "";
    });
    return large.sort((a, b) => b.size - a.size).slice(0, 3).map((one) => one.text);
  }

  return {
    seen: () => {
      const lines = linesOf();
      const length = lines.reduce((sum, line) => sum + line.length, 0);
      return {
        url: location.href,
        title: flat(document.title).slice(0, 200),
        headings: headings(),
        stated: statedIn(lines),
        lines: lines.slice(0, 400),
        said: each(DIALOGS, 6, (node) => { const text = flat(node.innerText); return text.length <= 120 ? text : ""; }),
        password: each("input[type=password]", 1, () => "1").length > 0,
        controls: each("a,button,input,select,textarea", 200, () => "1").length,
        images: each("img,canvas,video,svg", 50, (node) => (node.getBoundingClientRect().width > 60 ? "1" : "")).length,
        loading: length < 600 && lines.some((line) => LOADING.test(line)),
        still: (performance.now() - changedAt) / 1000,
        complete: document.readyState === "complete",
        origin: performance.timeOrigin / 1000,
      };
    },
  };
})();
