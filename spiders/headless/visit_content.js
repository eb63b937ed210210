// How much people see: text, images, controls; images that say nothing to who cannot see them; what is asked insecurely.
{
  const x = globalThis.xunjian;
  const CONTROLS = "a[href],button,input:not([type=hidden]),select,textarea,[role=button],[role=link],[onclick]";

  x.timing = () => {
    const entries = performance.getEntriesByType("navigation");
    const loaded = entries.length ? entries[0].loadEventEnd : 0;
    return new Promise((resolve) => {
      let paint = null;
      const done = () => resolve({ paint, loaded: loaded > 0 ? loaded / 1000 : null, origin: performance.timeOrigin / 1000, age: x.now() / 1000 });
      try {
        new PerformanceObserver((list) => {
          for (const one of list.getEntries()) paint = Math.max(paint || 0, one.startTime / 1000);
        }).observe({ type: "largest-contentful-paint", buffered: true });
        setTimeout(done, 120);
      } catch {
        done();
      }
    });
  };

  // Through the page and back, as people do: what loads late loads now.
  x.scroll = async ({ screens }) => {
    const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    for (let screen = 1; screen <= screens; screen++) {
      const low = screen * innerHeight;
      if (low >= document.documentElement.scrollHeight) break;
      scrollTo({ left: 0, top: low, behavior: "instant" });
      await rest(50);
    }
    scrollTo({ left: 0, top: 0, behavior: "instant" });
    await rest(250);
    const wanted = [...document.images].filter((one) => !one.complete).slice(0, 50);
    for (let tries = 0; tries < 10 && wanted.some((one) => !one.complete); tries++) await rest(100);
    return true;
  };

  function paints(element) {
    const tag = element.tagName;
    const box = element.getBoundingClientRect();
    if (box.width <= 16 || box.height <= 16) return false;
    if (tag === "IMG" || tag === "IMAGE") return tag !== "IMG" || (element.complete && element.naturalWidth > 1);
    if (/^(CANVAS|VIDEO|OBJECT|EMBED|svg|MARQUEE|MATH)$/i.test(tag)) return true;
    const own = x.style(element);
    return /url\(|-gradient\(/.test(own.backgroundImage) && /url\(/.test(own.backgroundImage) && box.width * box.height > 2500;
  }

  x.content = () => {
    x.forget();
    let text = 0, images = 0, controls = 0, excerpt = "";
    for (const node of x.walk(document.body || document.documentElement)) {
      if (node.nodeType === 3) {
        const said = node.data.replace(/\s+/g, "");
        if (!said || !x.textShown(node)) continue;
        text += said.length;
        if (excerpt.length < 240) excerpt += node.data.replace(/\s+/g, " ").trim() + " ";
      } else if (node.nodeType === 1) {
        if (paints(node) && x.shown(node, 16)) images += 1;
        if (node.matches(CONTROLS) && x.shown(node, 4)) controls += 1;
      }
    }
    return { text, images, controls, excerpt: excerpt.trim().slice(0, 200) };
  };

  // Why a page that shows next to nothing may be meant so: it waits for people, or has only just begun.
  x.waits = () => {
    const html = document.documentElement.outerHTML.slice(0, 200000);
    if (document.querySelector("meta[http-equiv=refresh i]")) return "redirecting";
    if (document.querySelector("frameset,embed[type*=pdf i],object[type*=pdf i]")) return "frames";
    if (/点击(?:进入|继续|任意|屏幕)|skip intro|跳过动画|enter site/i.test(html)) return "waits-for-click";
    const busy = document.getAnimations ? document.getAnimations().filter((one) => one.playState === "running" && one.effect && one.effect.getTiming().iterations !== Infinity) : [];
    return busy.length ? "animated" : "";
  };

  function named(image) {
    if ((image.getAttribute("alt") || "").trim()) return true;
    return ["aria-label", "aria-labelledby", "title"].some((name) => (image.getAttribute(name) || "").trim());
  }

  function decorative(image) {
    if (/^(none|presentation)$/.test(image.getAttribute("role") || "")) return true;
    return !!image.closest("[aria-hidden=true],[role=presentation][hidden]");
  }

  x.alts = () => {
    x.forget();
    let pictures = 0;
    const bare = [];
    for (const image of [...document.querySelectorAll("img,input[type=image]")].slice(0, 3000)) {
      if (!x.shown(image, 17)) continue;
      if (image.tagName === "IMG" && !(image.complete && image.naturalWidth > 16 && image.naturalHeight > 16)) continue;
      pictures += 1;
      if (named(image) || decorative(image)) continue;
      const link = image.closest("a[href]");
      // The picture is all that the link says: even alt="" leaves who cannot see it with nothing.
      const alone = link && !(link.textContent.trim() || link.title || link.getAttribute("aria-label")) &&
        ![...link.querySelectorAll("img")].some((other) => other !== image && named(other));
      if (image.hasAttribute("alt") && !alone) continue;
      if (bare.length < 80) bare.push({ src: x.address(image.currentSrc || image.src || "") || "data:", selector: x.selector(image), link: alone ? x.address(link.getAttribute("href")) : "" });
    }
    return { pictures, no_alt: bare };
  };

  const ASKED = [
    ["script[src]", "src", "script", true], ["link[rel~=stylesheet][href]", "href", "stylesheet", true],
    ["iframe[src],frame[src]", "src", "frame", true], ["object[data]", "data", "frame", true], ["embed[src]", "src", "frame", true],
    ["img[src],input[type=image][src]", "src", "image", false], ["video[src],audio[src],source[src],track[src]", "src", "media", false],
    ["video[poster]", "poster", "image", false], ["form[action]", "action", "form", false],
  ];
  x.insecure = () => {
    const found = [];
    if (location.protocol !== "https:") return found;
    for (const [which, attribute, kind, active] of ASKED) {
      for (const element of document.querySelectorAll(which)) {
        if (found.length >= 100) return found;
        const url = x.address(element.getAttribute(attribute) || "");
        if (!url.startsWith("http://")) continue;
        // The browser asks for pictures by https:// of its own accord; where there is none, people see nothing.
        const lost = element.tagName === "IMG" && element.complete && element.naturalWidth === 0;
        found.push({ url, kind, blocked: active || lost });
      }
    }
    for (const element of [...document.querySelectorAll("[style*='http://']")].slice(0, 200)) {
      const url = /url\(["']?(http:\/\/[^"')]+)/.exec(element.getAttribute("style"));
      if (url && x.address(url[1]) && found.length < 100) found.push({ url: x.address(url[1]), kind: "image", blocked: false });
    }
    return found;
  };
}
