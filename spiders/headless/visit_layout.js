// What is wider than the screen, and what floats above the page.
{
  const x = globalThis.xunjian;

  // What the screen shows of a page in width: body's rule for overflow holds for the whole where html has none.
  function slides() {
    const root = x.style(document.documentElement).overflowX;
    const rule = root === "visible" && document.body ? x.style(document.body).overflowX : root;
    return !/hidden|clip/.test(rule);
  }

  x.layout = () => {
    x.forget();
    const root = document.scrollingElement || document.documentElement; // in quirks mode it is the body that scrolls
    const width = root.clientWidth;
    const scroll = Math.max(root.scrollWidth, document.documentElement.scrollWidth, width);
    const meta = document.querySelector("meta[name=viewport i]");
    const known = !!meta && /width|initial-scale/i.test(meta.getAttribute("content") || "");
    const result = { width, scroll_width: scroll, viewport_meta: known, wide: [] };
    if (!slides() || scroll <= width + 1) return { ...result, scroll_width: slides() ? scroll : width };
    const range = document.createRange();
    for (const node of x.walk(document.body, 1500)) {
      if (result.wide.length >= 60) break;
      // A long line reaches beyond its element's box.
      const element = node.nodeType === 1 ? node : x.around(node);
      if (node.nodeType !== 1 && (node.nodeType !== 3 || !element || !node.data.trim())) continue;
      if (node.nodeType === 3) range.selectNodeContents(node);
      const box = (node.nodeType === 1 ? node : range).getBoundingClientRect();
      if (box.right + scrollX <= width + 1 || box.width < 2 || box.height < 2) continue;
      if (x.veiled(element) || x.style(element).visibility !== "visible" || x.style(element).position === "fixed" || held(element, width)) continue;
      if (!result.wide.some((one) => one.element === element)) result.wide.push({ element, right: Math.round(box.right + scrollX), line: node.nodeType === 3 });
    }
    const out = new Set(result.wide.map((one) => one.element));
    // The outermost of each: what stands in it sticks out because it does. Where a parent is no wider than its
    // child makes it, the child is to blame: a box that sticks out with all of its own width is.
    const blamed = result.wide.filter(({ element, line }) => line || ![...element.children].some((child) => out.has(child) && child.getBoundingClientRect().width >= element.getBoundingClientRect().width - 2));
    result.wide = blamed.sort((a, b) => b.right - a.right).slice(0, 8).map(({ element, right }) => ({ selector: x.selector(element), text: x.words(element, 60), right }));
    return result;
  };

  // Whether something around an element cuts it off, or scrolls by itself.
  function held(element, width) {
    for (let at = element; at && at !== document.body && at !== document.documentElement; at = x.around(at)) {
      const own = x.style(at);
      if (own.overflowX !== "visible" && at.getBoundingClientRect().right + scrollX <= width + 1) return true;
      if (own.position === "fixed") return true;
    }
    return false;
  }

  const TOOLS = /返回顶部|回到顶部|回顶部|置顶|分享|无障碍|适老|长者|老年|关怀版|大字|客服|智能问答|机器人|小程序|微信|微博|收藏|扫一扫|二维码|打印|繁体|简体|english|top\b|手机版|客户端|app\b|意见反馈|纠错|投诉|登录|注册|个人中心/gi;

  function role(element, box, text) {
    const links = element.querySelectorAll("a[href]").length;
    const wide = box.width >= innerWidth * 0.8;
    if (element.matches("nav,header,[role=navigation],[role=banner]") || element.querySelector("nav,[role=navigation],input[type=search]")) return "nav";
    if (wide && box.height < 200 && box.top + box.height < innerHeight * 0.5 && links >= 4) return "nav";
    const left = text.replace(TOOLS, "").replace(/[\s|·×xX]+/g, "");
    if ((text && left.length <= text.length * 0.5 && text.length <= 160) || (!text && !links)) return "tools";
    return "";
  }

  // Boxes out of the flow that lie above the page; the outermost of each.
  function boxes() {
    const found = [];
    for (const node of x.walk(document.body, 1500)) {
      if (node.nodeType !== 1) continue;
      const own = x.style(node);
      if (!/^(fixed|absolute|sticky)$/.test(own.position)) continue;
      if (own.position === "absolute" && !loose(node, own)) continue;
      if (found.some((one) => one.contains(node)) || x.veiled(node) || own.visibility !== "visible") continue;
      const box = bounds(node);
      if (box.width < 40 || box.height < 40 || box.right <= 0 || box.left >= innerWidth || x.offPage(box)) continue;
      found.push(node);
      if (found.length >= 40) break;
    }
    return found;
  }

  // An absolute box belongs to the whole page, not to a card or a slide of it, and lies in front.
  function loose(element, own) {
    const holder = element.offsetParent;
    if (holder && holder !== document.body && holder !== document.documentElement) return false;
    return parseInt(own.zIndex, 10) > 0 || !!element.style.left || !!element.style.top;
  }

  // A wrapper may have no size of its own while what stands in it has.
  function bounds(element) {
    const box = element.getBoundingClientRect();
    if (box.width >= 2 && box.height >= 2) return box;
    for (const child of element.querySelectorAll("img,a,div")) {
      const inner = child.getBoundingClientRect();
      if (inner.width >= 40 && inner.height >= 40) return inner;
    }
    return box;
  }

  const before = new Map(); // where each was a moment ago
  x.floatingBefore = () => {
    x.forget();
    before.clear();
    for (const element of boxes()) before.set(element, bounds(element));
    return before.size;
  };

  x.floating = () => {
    x.forget();
    const seen = [];
    for (const element of boxes()) {
      const at = bounds(element);
      const was = before.get(element) || at;
      const text = x.words(element, 300);
      const shownWithin = (which) => [...element.querySelectorAll(which), ...(element.matches(which) ? [element] : [])].filter((one) => x.shown(one, 8)).slice(0, 12);
      const images = shownWithin("img");
      const pictured = /url\("?([^")]+)/.exec(x.style(element).backgroundImage);
      const across = Math.max(0, Math.min(at.right, innerWidth) - Math.max(at.left, 0));
      const down = Math.max(0, Math.min(at.bottom, innerHeight) - Math.max(at.top, 0));
      const covers = (across * down) / (innerWidth * innerHeight || 1);
      const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
      const over = covers > 0.95 || (!!middle && element.contains(middle) && covers > 0.15);
      const inflow = x.style(element).position === "absolute" && covers > 0.6 && !element.closest("[role=dialog],[class*=modal],[class*=popup],[class*=mask]");
      if (inflow) continue; // the page itself, laid out by absolute boxes
      seen.push({
        text, selector: x.selector(element), covers: Math.round(covers * 1000) / 1000,
        links: [...new Set(shownWithin("a[href]").map((one) => x.address(one.getAttribute("href"))).filter(Boolean))],
        images: [...new Set([...images.map((one) => x.address(one.currentSrc || one.src)), pictured ? x.address(pictured[1]) : ""].filter(Boolean))],
        alts: [...new Set(images.flatMap((one) => [one.alt, one.title]).map((one) => (one || "").trim().slice(0, 120)).filter(Boolean))],
        position: x.style(element).position, moving: Math.abs(at.left - was.left) + Math.abs(at.top - was.top) > 2,
        modal: over && x.style(element).position !== "sticky", role: role(element, at, text),
        width: Math.round(at.width), height: Math.round(at.height),
      });
    }
    return seen.slice(0, 20);
  };
}
