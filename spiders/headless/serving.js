// What people see of a service's page: what it calls the item, what it says, whether it asks who comes.
// Runs in a world of its own (isolation.py), whose builtins the page cannot replace. Every loop is bounded.
globalThis.xunjian = (() => {
  "use strict";
  const MOST = 20000; // elements looked at
  const LABEL = /^(?:事项|服务|项目|业务)?名称\s*[:：]?$/;
  const BESIDE = /^(?:事项|服务)名称\s*[:：]\s*(\S.{1,80})$/;
  const DIALOGS = '[role=dialog],[role=alertdialog],[role=alert],dialog[open],[class*="message"],[class*="toast"],[class*="modal"],[class*="layui-layer"],[class*="dialog"]';
  const LOADING = /^(?:(?:数据|页面|努力|正在|请稍[候后等]?)*加载中?|请稍[候后等]|loading)[\s.…，,!！]*(?:请稍[候后等])?[\s.…。]*$/i;
  // Masks and spinners by the names that the common libraries of forms give them; others by name and movement.
  const SPINNING = '.el-loading-mask,.el-loading-spinner,.ant-spin-spinning,.van-loading,.ivu-spin,.layui-layer-loading,.weui-loading,.n-spin,[aria-busy="true"]';
  const MOVING = '[class*="loading"],[class*="Loading"],[class*="spin"],[class*="skeleton"],[id*="loading"]';
  const FIELD = /^(?:事项名称|服务名称|实施(?:主体|机关|编码)|办件类型|事项类型|法定(?:办结)?(?:时限|期限)|承诺(?:办结)?(?:时限|期限)|服务对象|行使层级|到现场次数|收费(?:情况|标准)|咨询(?:电话|方式)|办理(?:地点|时间)|受理条件|申请材料)\s*[:：]?$/;
  const NOTHING = /^(?:[-—/\s]*|暂无|无|null|undefined|NaN)$/i;
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
    const out = each("td,th,dt,span,label,p,div,b,strong,h4", 4000, (node) => {
      const label = node.childElementCount <= 1 && node.textContent.length < 40 ? flat(node.textContent) : "";
      if (!label || !/^(?:办理)?(?:事项|服务)(?:主项|子项)?名称\s*[:：]?$/.test(label) || !node.nextElementSibling) return "";
      const value = flat(node.nextElementSibling.textContent);
      return value.length > 1 && value.length <= 80 && !FIELD.test(value) && !NOTHING.test(value) ? value : "";
    }).slice(0, 3);
    for (let at = 0; at < lines.length && out.length < 3; at += 1) {
      const beside = lines[at].match(BESIDE);
      if (beside) out.push(beside[1]);
      else if (LABEL.test(lines[at]) && lines[at].length > 2 && lines[at + 1] && lines[at + 1].length <= 80 && !FIELD.test(lines[at + 1])) out.push(lines[at + 1]);
    }
    return out;
  }

  // A heading is what is written larger than the page's own text, too: many platforms use no h1, or keep it for a logo.
  function headings() {
    const told = each("h1,h2", 8, (node) => flat(node.innerText).slice(0, 100));
    const usual = Math.max(12, parseFloat(getComputedStyle(document.body || document.documentElement).fontSize) || 14);
    const large = each("h3,h4,p,div,span,td,b,strong,font,em,dt,li", 6000, (node) => {
      if (node.childElementCount > 2 || node.textContent.length > 400) return "";
      const text = flat(node.innerText);
      if (text.length < 2 || text.length > 60) return "";
      const size = parseFloat(getComputedStyle(node).fontSize) || 0;
      return size >= 18 && size >= usual * 1.2 ? { text, size } : "";
    });
    const sorted = large.filter((one) => one.text).sort((a, b) => b.size - a.size).slice(0, 3).map((one) => one.text);
    return Array.from(new Set([...told, ...sorted]));
  }

  // What an item's labels say: how many have nothing beside them, how many something.
  function hollow() {
    const found = { empty: 0, filled: 0, nameless: false };
    each("td,th,dt,span,label,p,div,li,h3,h4", 4000, (node) => {
      const label = node.childElementCount <= 1 && node.textContent.length < 80 ? flat(node.textContent) : "";
      if (!label || label.length > 12 || !FIELD.test(label)) return "";
      const beside = node.nextElementSibling;
      if (!beside || beside.querySelector("input,select,textarea,img,a") || /^(?:INPUT|SELECT|TEXTAREA|IMG)$/.test(beside.tagName)) return "";
      const value = flat(beside.textContent);
      if (value && !NOTHING.test(value) && !FIELD.test(value)) found.filled += 1;
      else if (!FIELD.test(value)) {
        found.empty += 1;
        if (/名称/.test(label)) found.nameless = true;
      }
      return "1";
    });
    return found.nameless && found.empty >= 3 && found.filled * 3 <= found.empty;
  }

  // Something that turns in place of what is to come.
  function spins() {
    if (each(SPINNING, 1, () => "1").length) return true;
    return each(MOVING, 20, (node) => {
      const moves = typeof node.getAnimations === "function" && node.getAnimations({ subtree: true }).length > 0;
      return moves || (node.tagName === "IMG" && /loading|spin/i.test(node.src)) ? "1" : "";
    }).length > 0;
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
        loading: length < 600 && (lines.some((line) => LOADING.test(line)) || spins()),
        hollow: hollow(),
        still: (performance.now() - changedAt) / 1000,
        complete: document.readyState === "complete",
        origin: performance.timeOrigin / 1000,
      };
    },
  };
})();
