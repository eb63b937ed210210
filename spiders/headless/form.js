// What a page asks people to fill in, and the ways to it. Nothing is typed, nothing is sent. Runs after elements.js.
"use strict";
Object.assign(globalThis.xunjian, (() => {
  const X = globalThis.xunjian;
  const KINDS = [
    ["code", /验证码|校验码|图中|captcha|yzm|verify|checkcode/i],
    ["title", /标题|主题|事由|题目|title|subject|topic/i],
    ["phone", /电话|手机|联系方式|phone|mobile|(?:^|[^a-z])tel/i],
    ["mail", /邮箱|邮件|e-?mail/i],
    ["name", /姓名|称呼|联系人|写信人|来信人|咨询人|昵称|署名|name|author|linkman/i],
    ["address", /地址|住址|address/i],
  ];
  const SUBMIT = /^(?:确\s*[认定]\s*)?(?:提\s*交|发\s*[送表布]|确\s*[定认]|递\s*交|保\s*存|submit|send)(?:\s*(?:咨询|留言|信件|来信|问题|写信|内容))?$/i;
  const ON = /^[【\[]?(?:我要|我想|在线|网上|点击|立即|开始|进入|写)?(?:咨询|写信|留言|提问|寄信|来信|写邮件|发信)(?:登记|填写|入口|提交)?[】\]]?$|^(?:我\s*)?(?:已\s*阅读\s*并\s*)?同\s*意(?:并(?:继续|写信))?$|^我(?:已阅读|知道了|要写信)$|^下一步$|^继续(?:写信|咨询|留言)?$/;
  let way = null;

  const text = (element) => (element.innerText || element.textContent || "").replace(/\s+/g, " ").trim();

  function labelOf(field) {
    const own = ["placeholder", "name", "id", "title", "aria-label"].map((name) => field.getAttribute(name) || "").join(" ");
    const labels = field.labels && field.labels.length ? text(field.labels[0]).slice(0, 40) : "";
    let around = "";
    for (let up = X.parentOf(field), depth = 0; up && depth < 3 && !labels; up = X.parentOf(up), depth++) {
      if (up.querySelectorAll("input:not([type=hidden]),textarea").length > 1) break;
      around = text(up).slice(0, 60);
      if (!around && up.previousElementSibling) around = text(up.previousElementSibling).slice(0, 40);
      if (around) break;
    }
    return [labels, around, own];
  }

  function kindOf(field) {
    for (const said of labelOf(field)) for (const [kind, like] of KINDS) if (said && like.test(said)) return kind;
    return "";
  }

  function editors() {
    let count = 0, left = 200;
    for (const one of X.all("textarea,[contenteditable=''],[contenteditable=true]")) {
      if (left-- <= 0) break;
      const there = X.isSeen(one) && !one.disabled && X.boxOf(one);
      if (there && there.h >= 36 && there.w >= 120) count++;
    }
    for (const doc of X.documents()) {
      if (doc !== document && doc.body && (doc.designMode === "on" || doc.body.isContentEditable)) count++;
    }
    return count;
  }

  function form() {
    const fields = [], texts = editors();
    let left = 200, password = false, submit = "";
    for (const field of X.all("input")) {
      if (left-- <= 0) break;
      if (!X.isSeen(field)) continue;
      if (field.type === "password") password = true;
      if (/^(?:text|tel|email|number|)$/i.test(field.type) && !/search|sousuo|搜索|检索/i.test(labelOf(field).join(" "))) fields.push(kindOf(field) || "other");
    }
    way = null;
    let best = 0;
    left = 3000;
    for (const one of X.all("a,button,input[type=submit],input[type=button],input[type=image],span,div,li,p")) {
      if (left-- <= 0) break;
      if (one.childElementCount > 2) continue;
      const said = (one.tagName === "INPUT" ? one.value || one.alt || "" : text(one) || one.getAttribute("title") || (one.querySelector("img") || { alt: "" }).alt || "").trim().slice(0, 30);
      if (!said || said.length > 14) continue;
      const live = /^(?:A|BUTTON|INPUT)$/.test(one.tagName) || one.hasAttribute("onclick") || getComputedStyle(one).cursor === "pointer";
      if (!live || !X.isSeen(one)) continue;
      if (!submit && one.tagName !== "LI" && (SUBMIT.test(said) || (/^(?:BUTTON|INPUT)$/.test(one.tagName) && ON.test(said)))) submit = said;
      if (!ON.test(said)) continue;
      const to = one.closest("a[href]");
      if (to && to.href.split("#")[0] === location.href.split("#")[0] && !/#|javascript:/i.test(to.getAttribute("href"))) continue;
      // What stands in every page's head leads here again: the content's own way comes later, and often is no link.
      const score = (/同意|阅读|下一步|继续|知道/.test(said) ? 4 : 0) + (one.closest("nav,header,[class*=nav],[class*=head],[class*=menu]") ? 0 : 2) + 1;
      if (score >= best) { best = score; way = one; }
    }
    const link = way && way.closest("a[href]");
    const href = link && !/^\s*(?:#|javascript:)/i.test(link.getAttribute("href")) ? link.href : "";
    const said = X.documents().map((doc) => (doc.body ? doc.body.innerText || "" : "")).join("\n").slice(0, 20000);
    let pictures = 0;
    for (const one of X.all("img,canvas,video,iframe")) if (pictures < 5 && X.isSeen(one)) pictures++;
    return { texts, fields: fields.slice(0, 20), password, submit, way: way ? { href, said: text(way).slice(0, 20) } : null, said, pictures, ready: document.readyState };
  }

  // Only words that lead on are pressed, and only where there is nothing yet that could be sent.
  function pressWay() {
    if (!way || editors()) return false;
    const link = way.closest("a[target]");
    if (link) link.removeAttribute("target");
    way.click();
    return true;
  }

  return { form, pressWay };
})());
