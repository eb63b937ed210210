// Links off the site, pressed without ever leaving: what the page's scripts do with the press is watched.
{
  const x = globalThis.xunjian;
  const BADGES = /(^|\.)(beian\.miit\.gov\.cn|miitbeian\.gov\.cn|beian\.gov\.cn|beian\.mps\.gov\.cn|bszs\.conac\.cn|zfwzgl\.www\.gov\.cn|12377\.cn|12321\.cn|conac\.cn|pucha\.kaipuyun\.cn|cyberpolice\.cn)$/;
  const NOTICE = /离开|跳转|外部(?:链接|网站|网页)|站外|非本(?:网|站)|第三方(?:网站|链接|平台)|继续访问|leav(?:e|ing)/i;

  function host(url) {
    return new URL(url).host.toLowerCase();
  }
  // The part of a host's name that names its owner: mzj.sh.gov.cn and www.mzj.sh.gov.cn are of one.
  function owner(name) {
    const parts = name.replace(/:\d+$/, "").split(".");
    if (/^[\d.]+$/.test(name.replace(/:\d+$/, ""))) return name;
    const second = /^(com|net|org|gov|edu|ac|mil)$/.test(parts[parts.length - 2] || "");
    return parts.slice(second ? -3 : -2).join(".");
  }

  let chosen = [];
  // Up to `most` visible links to different sites off this one; other government sites last, badges never.
  x.leavingLinks = ({ hosts, most }) => {
    x.forget();
    const own = new Set([...hosts, location.host].map((one) => owner(one.toLowerCase())));
    const by = new Map();
    for (const link of [...document.querySelectorAll("a[href]")].slice(0, 3000)) {
      const url = x.address(link.getAttribute("href"));
      if (!url || own.has(owner(host(url))) || BADGES.test(host(url)) || by.has(host(url))) continue;
      if (/^beian\./.test(host(url)) || /备案|ICP备|公网安备|标识码|事业单位|党政机关/i.test(link.textContent + link.title)) continue;
      if (link.hasAttribute("download") || !x.shown(link, 4) || !(x.words(link, 20) || link.querySelector("img"))) continue;
      by.set(host(url), { link, url, government: /\.gov\.cn$/.test(owner(host(url))) || /\.gov\.cn(:|$)/.test(host(url)) });
    }
    chosen = [...by.values()].sort((a, b) => a.government - b.government).slice(0, most);
    return chosen.map((one) => one.url);
  };

  function notices() {
    const found = [];
    for (const node of x.walk(document.body, 500)) {
      if (node.nodeType === 3 && NOTICE.test(node.data) && x.textShown(node)) found.push(node);
    }
    return found;
  }

  let pressed = null;
  // Press one of them. The page's own listeners run first; whatever they let pass is kept from leading away.
  x.press = ({ at }) => {
    x.forget();
    const { link, url } = chosen[at];
    pressed = { before: new Set(notices()), way: "" };
    const last = (event) => {
      if (!event.defaultPrevented) pressed.way = "default";
      event.preventDefault();
    };
    addEventListener("click", last);
    link.setAttribute("target", "_self");
    link.scrollIntoView({ block: "center" });
    try {
      link.click();
    } finally {
      removeEventListener("click", last);
    }
    return { url, way: pressed.way, href: x.address(link.getAttribute("href")) };
  };

  // What has come up since the press and speaks of leaving.
  x.announcement = () => {
    x.forget();
    for (const node of notices()) {
      if (pressed && pressed.before.has(node)) continue;
      let box = x.around(node);
      for (let hops = 0; hops < 5 && x.around(box) && x.words(x.around(box), 400).length < 300; hops++) box = x.around(box);
      return x.words(box, 200);
    }
    return "";
  };

  x.speaks = () => {
    x.forget();
    const said = x.words(document.body, 1500);
    return NOTICE.test(said) ? said.slice(0, 200) : "";
  };
}
