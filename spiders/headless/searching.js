// The search box of a page, its button, and what a page of results shows. Runs after elements.js, in its world.
"use strict";
Object.assign(globalThis.xunjian, (() => {
  const X = globalThis.xunjian;
  const TYPES = /^(?:text|search|)$/i;
  const NAMED = /search|sousuo|sou_?suo|jiansuo|keyword|key_?words?|searchword|^(?:q|wd|kw|s|query|txtkey|qt|key|textfield|title)$/i;
  const WORDS = /搜索|检索|搜一搜|搜一下|全站搜|站内搜|关键[字词]|search/i;
  const WRONG = /user|login|pass|captcha|verify|yzm|phone|mobile|mail|date|code\b|用户|登录|密码|验证码|手机|电话|邮箱|姓名|日期|身份证|单位名称/i;
  const BUTTON = /^(?:全站|站内|智能|智慧|立即)?\s*(?:搜\s*索|检\s*索|查\s*询|搜\s*一\s*[搜下]|搜|search|go|🔍|⌕)$/i;
  const MARKED = /search|sousuo|souso|\bss\b|\bgo\b|btn|submit|fdj|magnif|icon/i;
  const NOT_BUTTON = /高级|advanced|清空|取消|关闭|语音|热词|热搜|历史|close|clear|voice|reset|cancel|delete/i;
  const AGAINST = /百度|必应|谷歌|baidu|google|bing|360搜/i;
  let box = null, button = null, opener = null;

  const text = (element) => (element.innerText || element.textContent || "").replace(/\s+/g, " ").trim();
  const marks = (element) => ["id", "name", "class", "placeholder", "title", "aria-label", "alt", "src"]
    .map((name) => (element.getAttribute(name) || "").slice(0, 200)).join(" ");
  const value = (element) => String(element.value || "").slice(0, 200);

  function scoreOf(input) {
    const type = (input.getAttribute("type") || "").toLowerCase();
    if (!TYPES.test(type) || input.disabled || input.readOnly) return -99;
    let score = type === "search" ? 6 : 0;
    const about = marks(input) + " " + value(input);
    if (about.split(/\s+/).some((word) => NAMED.test(word)) || /search|sousuo|keyword/i.test(about)) score += 4;
    if (WORDS.test(about)) score += 4;
    if (/请输入/.test(about)) score += 1;
    if (WRONG.test(about)) score -= 8;
    const form = input.form;
    if (form) {
      if (form.querySelector("input[type=password], textarea")) score -= 10;
      if (form.querySelectorAll("input[type=text],input:not([type])").length > 4) score -= 4;
      const where = (form.getAttribute("action") || "") + " " + marks(form);
      if (/search|sousuo|jiansuo|query|jsearch|\/s\b/i.test(where)) score += 4;
      if (AGAINST.test(where)) score -= 12;
    }
    for (let up = X.parentOf(input), depth = 0; up && depth < 4; up = X.parentOf(up), depth++) {
      if (/search|sousuo|jiansuo/i.test((up.id || "") + " " + (up.getAttribute("class") || ""))) { score += 2; break; }
    }
    const found = buttonOf(input);
    if (found && found.score >= 5) score += 3;
    return score;
  }

  function press(element) { // how much it looks like the button of a search
    if (element.disabled || /^(?:SELECT|OPTION|TEXTAREA|HTML|BODY|FORM)$/.test(element.tagName)) return 0;
    const type = (element.getAttribute("type") || "").toLowerCase();
    if (element.tagName === "INPUT" && !/^(?:submit|button|image)$/.test(type)) return 0;
    const said = element.tagName === "INPUT" ? value(element) : text(element).slice(0, 40);
    const about = marks(element);
    if (NOT_BUTTON.test(said + " " + about)) return 0;
    if (said.length > 8) return 0;
    let score = 0;
    if (BUTTON.test(said)) score += 6;
    if (BUTTON.test((element.getAttribute("title") || element.getAttribute("aria-label") || element.getAttribute("alt") || "").trim())) score += 5;
    if (/^(?:submit|image)$/.test(type) || (element.tagName === "BUTTON" && element.form)) score += 4;
    if (element.tagName === "BUTTON" || element.tagName === "A") score += 1;
    if (MARKED.test(about)) score += 3;
    if (element.hasAttribute("onclick") || (score > 0 && getComputedStyle(element).cursor === "pointer")) score += 2;
    return said && !BUTTON.test(said) && score < 7 ? 0 : score;
  }

  function buttonOf(input) {
    const at = X.boxOf(input);
    let best = null;
    for (let up = X.parentOf(input), depth = 0; up && depth < 5; up = X.parentOf(up), depth++) {
      let left = 60;
      for (const element of up.querySelectorAll("input,button,a,span,i,img,div,svg,em,b,label")) {
        if (left-- <= 0) break;
        if (element === input || element.contains(input)) continue;
        const score = press(element);
        if (score < 4 || (best && best.score >= score)) continue;
        const there = X.boxOf(element);
        if (!there || !at || Math.abs(there.y + there.h / 2 - at.y - at.h / 2) > 80 || Math.abs(there.x - at.x) > at.w + 500) continue;
        best = { element, score };
      }
      if (best && best.score >= 5) return best;
      if (up.tagName === "FORM") break;
    }
    return best;
  }

  // The box, as far as there is one. {score, seen}; null where nothing comes close.
  function findBox() {
    let best = null, left = 300;
    for (const input of X.all("input,textarea")) {
      if (left-- <= 0) break;
      if (input.tagName === "TEXTAREA" && (input.rows || 2) > 1) continue;
      const score = scoreOf(input);
      if (score < 5) continue;
      const seen = X.isSeen(input);
      const rank = score + (seen ? 20 : 0);
      if (!best || rank > best.rank) best = { input, rank, score, seen };
    }
    box = best ? best.input : null;
    return best && { score: best.score, seen: best.seen };
  }

  // What may open a box that is not there, or not seen. {href} of a link that leads on; "" where it is pressed.
  function findOpener() {
    let best = null, left = 4000;
    for (const element of X.all("a,button,span,i,img,div,svg,li,em")) {
      if (left-- <= 0) break;
      const about = marks(element), said = element.children.length > 3 ? "" : text(element).slice(0, 12);
      if (NOT_BUTTON.test(about + said) || said.length > 6) continue;
      let score = 0;
      if (/^(?:站内|全站|智能|我要|网站)?(?:搜\s*索|检\s*索|搜一搜|search)$/i.test(said)) score += 6;
      if (!said && /search|sousuo|搜索|检索/i.test(about)) score += 4;
      if (score && /^(?:A|BUTTON)$/.test(element.tagName)) score += 2;
      if (!score || (best && best.score >= score) || !X.isSeen(element)) continue;
      const there = X.boxOf(element);
      if (there && there.w <= 260 && there.h <= 140) best = { element, score };
    }
    opener = best && best.element;
    if (!opener) return null;
    const link = opener.closest("a[href]");
    const href = link && !/^\s*(?:#|javascript:)/i.test(link.getAttribute("href")) ? link.href : "";
    return { href };
  }

  // Where to press: the middle, when nothing covers it; else it is pressed by script.
  function place(element) {
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const there = X.boxOf(element);
    if (!there) return null;
    const x = there.x + there.w / 2, y = there.y + there.h / 2;
    const from = X.originOf(element), hit = element.ownerDocument.elementFromPoint(x - from.x, y - from.y);
    return hit && (hit === element || element.contains(hit) || hit.contains(element)) && there.w * there.h > 0 ? { x, y } : null;
  }

  function pressOpener() {
    if (!opener) return null;
    const at = place(opener);
    if (!at) opener.click();
    return at;
  }

  function focusBox() {
    if (!box || !box.isConnected) return false;
    box.scrollIntoView({ block: "center", behavior: "instant" });
    box.focus();
    try { box.select(); } catch { /* it has nothing to select */ }
    return true;
  }

  // What stands in the box now; put there by us where typing did not.
  function typed(query) {
    if (!box) return "";
    if (!value(box).trim().startsWith(query.slice(0, 6))) {
      box.value = query;
      for (const name of ["input", "change", "keyup"]) box.dispatchEvent(new Event(name, { bubbles: true }));
    }
    return value(box).trim();
  }

  // Results are to come in this window; then where the button is to be pressed (null: it has none, or was pressed).
  function findButton() {
    for (const doc of X.documents()) for (const base of doc.querySelectorAll("base[target]")) base.removeAttribute("target");
    if (box.form) box.form.removeAttribute("target");
    const found = buttonOf(box);
    button = found && found.element;
    if (!button) return null;
    const link = button.closest("a[target]");
    if (link) link.removeAttribute("target");
    button.removeAttribute("formtarget");
    return place(button) || { x: -1, y: -1 };
  }

  function pressButton() {
    if (button) button.click();
  }

  // What is shown: links, words that look like a heading of a result, and what the page says of the search.
  function results() {
    const links = [], titles = [], frames = X.documents();
    let left = 1500;
    for (const link of X.all("a[href],a[onclick]")) {
      if (left-- <= 0) break;
      links.push([String(link.href || "").slice(0, 1500), (text(link) || link.getAttribute("title") || "").slice(0, 300), (link.getAttribute("title") || "").slice(0, 300), (link.getAttribute("onclick") || "").slice(0, 300)]);
    }
    left = 600;
    for (const one of X.all("h2,h3,h4,dt,[class*=title],[class*=tit],[onclick],[class*=result] *,[class*=list] *")) {
      if (left-- <= 0) break;
      if (one.closest("a,button,input") || one.childElementCount > 12) continue;
      const said = text(one);
      if (said.length >= 8 && said.length < 200 && getComputedStyle(one).cursor === "pointer") titles.push(said);
    }
    const boxes = [];
    left = 60;
    let asks = false;
    for (const input of X.all("input")) {
      if (left-- <= 0) break;
      if (/^(?:text|search|hidden|)$/i.test(input.type) && value(input)) boxes.push(value(input));
      if (X.isSeen(input) && (input.type === "password" || /captcha|yzm|验证码/i.test(marks(input)))) asks = true;
    }
    const said = frames.map((doc) => (doc.body ? doc.body.innerText || "" : "")).join("\n").slice(0, 30000);
    return { links, titles, boxes, asks, said, ready: document.readyState, title: document.title.slice(0, 300), url: location.href };
  }

  return { findBox, findOpener, pressOpener, focusBox, typed, findButton, pressButton, results };
})());
