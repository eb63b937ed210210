// What every page of the desk does by itself: menus, dialogs, words that go away. Works on what htmx brings in, too.
"use strict";

(() => {
  const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);
  const GOOD_STAYS = 8000; // ms; what went wrong stays until it is closed

  const typing = (target) =>
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

  // A word above the page, for scripts: desk.flash("bad", "…").
  const flash = (kind, words) => {
    const box = document.createElement("div");
    box.className = `flash ${kind}`;
    box.setAttribute("role", kind === "bad" ? "alert" : "status");
    const said = document.createElement("span");
    said.textContent = words;
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "close", textContent: "×" });
    close.setAttribute("aria-label", "关闭提示");
    close.dataset.closes = ".flash";
    box.append(said, close);
    document.getElementById("flashes")?.append(box);
  };
  window.desk = { flash, typing };

  document.addEventListener("click", (event) => {
    const closing = closest(event, "[data-closes]");
    if (closing) closing.closest(closing.dataset.closes)?.remove();
    const opening = closest(event, "[data-opens]");
    if (opening) document.getElementById(opening.dataset.opens)?.showModal();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || opening) menu.open = false;
    }
  });

  document.addEventListener("change", (event) => {
    if (closest(event, "[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = document.querySelector("details.menu[open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const help = document.getElementById("keys-help");
    if (event.key === "?" && help && !help.open) {
      event.preventDefault();
      help.showModal();
    }
  });

  // Drafts of the plan are not left to whoever sits here next. Browsers mind Clear-Site-Data on https alone.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches('form[action="/sign-out"]')) return;
    try { localStorage.clear(); } catch { /* a browser that keeps nothing */ }
  });

  // A second click must not send a form twice: the first answer may be under way.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    setTimeout(() => {
      if (event.defaultPrevented) return; // another listener asked, and the person said no
      form.dataset.sent = "1";
      for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-busy", "true");
    });
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    }
  });

  const leave = (box) =>
    setTimeout(() => {
      if (box.matches(":hover, :focus-within")) leave(box);
      else box.remove();
    }, GOOD_STAYS);
  const start = () => {
    const place = document.getElementById("flashes");
    if (!place) return;
    for (const box of place.querySelectorAll(".flash.good")) leave(box);
    new MutationObserver((changes) => {
      for (const change of changes) {
        for (const added of change.addedNodes) if (added instanceof Element && added.matches(".flash.good")) leave(added);
      }
    }).observe(place, { childList: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();

  // htmx could not ask at all: the network, or the desk, is away.
  document.addEventListener("htmx:error", (event) => {
    if (event.detail?.ctx) flash("bad", "没有连上办理台，刚才的操作可能没有完成；请检查网络后重试");
  });
})();
