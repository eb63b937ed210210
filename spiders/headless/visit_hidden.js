// Links off the site that people cannot see, and what hides each: facts, no judgement.
{
  const x = globalThis.xunjian;
  // Names of what scripts show on occasion.
  const SHOWN_LATER = /menu|nav|sub|tab|swiper|slick|slide|carousel|banner|drop|modal|layer|dialog|pop|accordion|collaps|fold|toggle|tooltip|tip|mobile|phone|wap|hover|more|expand|panel|select|option|search|login|share|code|qr|weixin|wechat|mini|float|lang|cont|box\d|item\d|list\d/i;

  function host(url) {
    return url.replace(/^https?:\/\//, "").split(/[/?#]/)[0].toLowerCase();
  }

  // Selectors of rules that show or hide something on occasion: on hover, on focus, at another width.
  let occasions = null;
  function later() {
    if (occasions) return occasions;
    occasions = [];
    const until = x.now() + 400;
    for (const sheet of document.styleSheets) {
      let rules = [];
      try {
        rules = sheet.cssRules;
      } catch {
        continue; // of another site
      }
      gather(rules, false, until);
    }
    return occasions;
  }
  function gather(rules, media, until) {
    for (const rule of rules) {
      if (x.now() > until || occasions.length > 3000) return;
      if (rule.cssRules && rule.media) gather(rule.cssRules, true, until);
      const selector = rule.selectorText || "";
      if (!selector || !(media || /:(hover|focus|active|checked|target)|\.(on|active|open|show|current|cur|hover|selected|in)\b/.test(selector))) continue;
      if (!rule.style || !/display|visibility|opacity|height|width|left|top|transform|overflow|clip|margin/.test(rule.style.cssText)) continue;
      occasions.push(selector.replace(/:(hover|focus-within|focus|active|checked|target)/g, "").replace(/\.(on|active|open|show|current|cur|hover|selected|in)(?![\w-])/g, ""));
    }
  }

  function matches(element, selector) {
    try {
      return element.matches(selector);
    } catch {
      return false;
    }
  }

  // Whether what hides a link is something that scripts or styles show on occasion.
  function scripted(hider) {
    for (let at = hider, hops = 0; at && at !== document.body && hops < 4; at = x.around(at), hops++) {
      const name = `${at.id || ""} ${at.getAttribute("class") || ""} ${at.getAttribute("role") || ""}`;
      if (SHOWN_LATER.test(name) || /^(SELECT|DETAILS|DIALOG)$/.test(at.tagName)) return true;
    }
    // One of several alike, of which another is shown: sheets of a tab, slides.
    const twins = hider.parentElement ? [...hider.parentElement.children].filter((one) => one !== hider && one.tagName === hider.tagName) : [];
    if (twins.some((one) => !x.veiled(one) && one.getBoundingClientRect().height > 4 && one.querySelector("a"))) return true;
    return later().some((selector) => selector && matches(hider, selector));
  }

  // The outermost element that the same reason hides.
  function hiderOf(element, how) {
    let hider = element;
    for (let at = element; at && at !== document.body; at = x.around(at)) {
      if (x.veiled(at) === how) hider = at;
      else break;
    }
    return hider;
  }

  function tiny(element) {
    const box = element.getBoundingClientRect();
    return box.width < 2 || box.height < 2;
  }

  // How a link is hidden, and by which element; null where people may see it.
  function hiding(link) {
    const veil = x.veiled(link);
    if (veil) return [veil, hiderOf(link, veil)];
    if (x.style(link).visibility !== "visible") return ["visibility-hidden", hiderVisibility(link)];
    const inner = [...link.querySelectorAll("img,svg,canvas,video,input")].filter((one) => x.shown(one, 3));
    if (inner.length) return null;
    const painted = /url\(/.test(x.style(link).backgroundImage) || [...link.querySelectorAll("*")].slice(0, 20).some((one) => /url\(/.test(x.style(one).backgroundImage));
    const box = link.getBoundingClientRect();
    const anywhere = box.width || box.height ? box : (link.firstElementChild || link).getBoundingClientRect();
    if ((x.offPage(anywhere) || remote(anywhere)) && (anywhere.width || anywhere.height)) return ["off-screen", outside(link)];
    if (parseFloat(x.style(link).textIndent) < -900 && !painted) return ["off-screen", link];
    const texts = [...x.walk(link, 50)].filter((node) => node.nodeType === 3 && node.data.trim());
    if (texts.some(x.textShown) || painted) return cutOff(link, box);
    const small = texts.length && texts.every((node) => parseFloat(x.style(x.around(node)).fontSize) < 2);
    if (small) return ["zero-size", link];
    if (texts.length && texts.every((node) => x.sameColour(x.around(node)))) return ["same-colour", link];
    if (tiny(link) && texts.length) return ["zero-size", link];
    return null; // an anchor without content: nobody sees it, and it says nothing
  }

  // Far from everything else: a page grows with what is put there, but nobody goes there.
  function remote(box) {
    const bottom = document.body.getBoundingClientRect().bottom;
    return box.left + scrollX >= 2 * innerWidth || box.top >= Math.max(bottom, innerHeight) + 2000;
  }

  function hiderVisibility(link) {
    let hider = link;
    for (let at = x.around(link); at && at !== document.body && x.style(at).visibility !== "visible"; at = x.around(at)) hider = at;
    return hider;
  }

  function outside(link) {
    let hider = link;
    for (let at = link; at && at !== document.body; at = x.around(at)) {
      if (x.style(at).position !== "static") hider = at;
      const box = at.getBoundingClientRect();
      if (x.offPage(box) || remote(box)) hider = at;
    }
    return hider;
  }

  // Seen by itself, but cut off by a box around it that is all but flat, or lies outside of one that does not scroll.
  function cutOff(link, box) {
    for (let at = x.around(link), hops = 0; at && at !== document.body && hops < 12; at = x.around(at), hops++) {
      const own = x.style(at);
      if (!/hidden|clip/.test(own.overflowX + own.overflowY) || own.display === "inline") continue;
      const frame = at.getBoundingClientRect();
      const out = box.left >= frame.right || box.right <= frame.left || box.top >= frame.bottom || box.bottom <= frame.top;
      if (out || frame.height < 4 || frame.width < 4) return ["clipped", at];
    }
    return null;
  }

  x.hidden = ({ hosts }) => {
    x.forget();
    occasions = null;
    const own = new Set([...hosts, location.host.toLowerCase()]);
    const found = [];
    const until = x.now() + 1500;
    for (const link of [...document.querySelectorAll("a[href],area[href]")].slice(0, 5000)) {
      if (found.length >= 80 || x.now() > until) break;
      const url = x.address(link.getAttribute("href"));
      if (!url || own.has(host(url)) || link.tagName === "AREA") continue;
      // A link without words says nothing to anybody: a hot zone over a picture, what is left of a template.
      if (!(link.textContent.trim() || link.title || link.querySelector("img[alt]:not([alt=''])"))) continue;
      const hidden = hiding(link);
      if (!hidden) continue;
      const [how, hider] = hidden;
      found.push({ url, text: (link.textContent || link.title || "").replace(/\s+/g, " ").trim().slice(0, 80), how, parent: x.selector(hider), scripted: scripted(hider) });
    }
    return found;
  };
}
