// Finds what a fault is about: a link, words, a date, the place where rows should stand.
Object.assign(globalThis.xunjian, (() => {
  "use strict";
  const x = globalThis.xunjian;
  const SOURCES = "a[href],area[href],img,iframe,frame,embed,object,source,video,audio,track,input,link[href],script,form[action]," +
    "[onclick],[background],[style*='url' i],meta[http-equiv],option[value*='/'],[data-url]";
  const BOXLESS = /^(SCRIPT|LINK|META|STYLE|HEAD|TITLE|BASE)$/;
  const WORDS = "a,h1,h2,h3,h4,h5,li,td,th,p,span,div,dd,dt,strong,b,em,font,label,button,img[alt],input";
  const EMPTY = /暂无|没有(?:找到|查询到|相关|符合|任何|更多)|无(?:相关)?(?:数据|内容|信息|记录|结果)|共\s*0\s*[条篇项]|敬请期待|建设中|更新中|正在(?:建设|整理|加载)|加载中|no\s+data/i;
  const FURNITURE = "header,footer,nav,aside,form,[role=navigation],[role=banner],[role=contentinfo],[class*=header i],[class*=footer i],[class*=nav i],[class*=menu i],[class*=crumb i],[class*=banner i],[id*=header i],[id*=footer i],[id*=nav i],[id*=banner i]";
  const bare = (text) => (text || "").replace(/[\s ​]+/g, "").toLowerCase();

  // The best of scored elements: what people see before what they do not, then what comes first.
  function best(scored) {
    let found = null;
    for (const [element, score] of scored) {
      const whole = score * 2 + (x.isSeen(element) ? 1 : 0);
      if (!found || whole > found.whole) found = { element, whole };
      if (found.whole >= 11) break;
    }
    return found && found.element;
  }

  function byAddress(wanted, text) {
    const exact = x.canon(wanted), about = x.loose(exact), scored = [];
    const file = about.split(/[?#]/)[0].split("/").pop(), said = bare(text);
    for (const element of x.all(SOURCES)) {
      let score = 0;
      for (const one of x.referred(element)) {
        const address = one && x.canon(one, element.baseURI);
        if (!address) continue;
        if (address === exact) score = 5;
        else if (x.loose(address) === about) score = Math.max(score, 4);
        else if (said && file && bare(element.textContent) === said && x.loose(address).split(/[?#]/)[0].endsWith("/" + file)) score = Math.max(score, 2);
      }
      if (score) scored.push([element, score]);
      if (scored.length > 400) break;
    }
    return best(scored) || byBackground(exact);
  }

  function byBackground(exact) { // from a style sheet
    let left = 6000;
    for (const element of x.all("body,body *")) {
      if (left-- <= 0) return null;
      const image = getComputedStyle(element).backgroundImage;
      if (image === "none") continue;
      for (const part of image.matchAll(x.CSS)) if (x.canon(part[1] || part[2] || part[3] || "", element.baseURI) === exact) return element;
    }
    return null;
  }

  function byText(wanted) {
    const whole = bare(wanted).replace(/(\.{3}|…+)$/, "");
    if (whole.length < 2) return null;
    const start = whole.slice(0, 14), scored = [];
    for (const element of x.all(WORDS)) {
      const text = element.textContent;
      if (text.length > whole.length * 6 + 300) continue;
      const said = bare(text), named = bare(element.getAttribute("title") || element.getAttribute("alt") || element.value || "");
      if (named === whole) scored.push([element, 4.5]);
      else if (said === whole) scored.push([element, 4]);
      else if (said.includes(whole)) scored.push([element, 3 + whole.length / (said.length + 1)]);
      else if (start.length >= 8 && said.startsWith(start)) scored.push([element, 1 + start.length / (said.length + 14)]);
    }
    const found = best(scored);
    return found;
  }

  // The words as a range, where they stand in one place; spaces between their letters do not matter.
  function rangeOf(root, pattern) {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT), nodes = [];
    let text = "";
    for (let node = walker.nextNode(); node && text.length < 20000; node = walker.nextNode()) {
      nodes.push([node, text.length]);
      text += node.data;
    }
    const found = text.match(pattern);
    if (!found) return null;
    const place = (at, end) => {
      const [node, from] = [...nodes].reverse().find(([, start]) => (end ? start < at : start <= at)) || nodes[0];
      return [node, Math.min(at - from, node.data.length)];
    };
    const range = root.ownerDocument.createRange();
    range.setStart(...place(found.index, false));
    range.setEnd(...place(found.index + found[0].length, true));
    return range;
  }

  function datePattern(iso) {
    const [year, month, day] = iso.split("-").map((one) => String(parseInt(one, 10)));
    const gap = "\\s*[-/.年月\\s]\\s*";
    return [
      new RegExp(`${year}${gap}0?${month}${gap}0?${day}(?!\\d)`),
      new RegExp(`(?<!\\d)0?${day}\\s*${year}${gap}0?${month}(?!\\d)`), // a calendar leaf: 05 above 2024-03
      new RegExp(`(?<![\\d/.-])0?${month}${gap}0?${day}(?!\\d)`),
    ];
  }

  // The row of a title or a link: the largest thing around it that holds this one link only.
  function rowOf(element) {
    let row = element;
    for (let up = element.parentElement, depth = 0; up && depth < 6; up = up.parentElement, depth++) {
      const targets = new Set([...up.querySelectorAll("a[href]")].slice(0, 12).map((one) => one.href));
      if (targets.size > 2 || up === up.ownerDocument.body) break;
      row = up;
      if (/^(LI|TR|DL|ARTICLE)$/.test(up.tagName)) break;
    }
    return row;
  }

  function byDate(asked) {
    const near = (asked.link && byAddress(asked.link, asked.title)) || (asked.title && byText(asked.title));
    const row = near && rowOf(near);
    for (const pattern of asked.date ? datePattern(asked.date) : []) {
      const range = row && rangeOf(row, pattern);
      if (range) return { element: row, range, how: "date" };
    }
    if (row) return { element: row, how: "row" };
    for (const pattern of asked.date ? datePattern(asked.date).slice(0, 2) : []) {
      for (const element of x.all("li,tr,dd,dt,p,span,td")) {
        if (element.textContent.length > 300 || !x.isSeen(element)) continue;
        const range = rangeOf(element, pattern);
        if (range) return { element, range, how: "date" };
      }
    }
    return null;
  }

  const outer = (element) => element.closest(FURNITURE);

  // Where rows should stand: the words that say there are none, an empty list, else the largest part without rows.
  function emptyPlace() {
    let found = null, shortest = 61; // the words alone, not all that stands around them
    for (const element of x.all("p,div,li,td,span,ul,h2,h3,h4,dd,center,font")) {
      const text = element.textContent.trim();
      if (text.length >= shortest || !EMPTY.test(text) || outer(element) || !x.isSeen(element)) continue;
      found = element;
      shortest = text.length;
    }
    if (found) return { element: roomy(found), how: "empty" };
    let most = 0;
    for (const element of x.all("ul,ol,table,tbody,dl,div,section,main,td,article")) {
      if (outer(element) || !x.shown(element)) continue;
      const place = x.boxOf(element), width = place ? place.w : 0;
      if (width < innerWidth * 0.35 || [...element.querySelectorAll("a[href]")].slice(0, 60).some(isRow)) continue;
      const named = /list|content|main|right|news|result|list-?box|gl|zwgk|xxgk/i.test(`${element.id} ${element.className}`);
      const empty = /^(UL|OL|TABLE|TBODY|DL)$/.test(element.tagName) && !element.querySelector("li,td,dd");
      const links = element.querySelectorAll("a[href]").length; // a few of a pager's are no harm
      const score = (place.w * Math.max(40, Math.min(place.h, 900))) * (empty ? 6 : named ? 2 : 1) / (1 + links);
      if (place.h > 3000 || score <= most) continue;
      most = score;
      found = element;
    }
    return found && { element: roomy(found), how: "area" };
  }

  const isRow = (link) => bare(link.textContent).length >= 6 && x.shown(link) && !outer(link);

  function roomy(element) { // a box that can be outlined: not the line alone, not the whole page
    let found = element;
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      const place = x.boxOf(up);
      const links = [...up.querySelectorAll("a[href]")].slice(0, 200).filter((one) => !element.contains(one));
      if (!place || place.h > 700 || links.some(x.shown) || outer(up)) break; // another part of the page begins
      found = up;
      if (place.h > 160 && place.w > innerWidth * 0.35) break;
    }
    return found;
  }

  function bySelector(selector) {
    try {
      for (const doc of x.documents()) {
        const found = [...doc.querySelectorAll(selector)].slice(0, 50);
        const element = found.find(x.isSeen) || found[0];
        if (element) return element;
      }
    } catch { /* no selector that this browser knows */ }
    return null;
  }

  // {selector | link [+ text] | date [+ link, title] | title | text | list}: what is found is kept for the other steps.
  function find(asked) {
    let found = null;
    if (asked.list) found = emptyPlace();
    else if (asked.date !== undefined) found = byDate(asked);
    if (!found && asked.selector) found = { element: bySelector(asked.selector), how: "selector" };
    if (!(found && found.element) && asked.link && asked.date === undefined) found = { element: byAddress(asked.link, asked.text), how: "link" };
    for (const words of [asked.title, asked.text]) {
      if (!(found && found.element) && words && !asked.link) found = { element: byText(words), how: "text" };
    }
    if (!found || !found.element) return { found: false };
    x.target = found;
    return { found: true, how: found.how, tag: found.element.tagName.toLowerCase(), boxless: BOXLESS.test(found.element.tagName) };
  }

  return { find, rangeOf };
})());
