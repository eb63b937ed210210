// One issue: keys, copying of addresses, and a form that is being filled in is left alone when the page is renewed.
"use strict";

(() => {
  const KEYS = { a: "a", f: "f", m: "m", c: "c" };
  const body = () => document.getElementById("issue-body");

  // --- deeds: one form at a time

  const open = (details) => {
    for (const other of document.querySelectorAll("#issue-deeds details[open]")) {
      if (other !== details) other.open = false;
    }
    details.open = true;
    details.querySelector("select, input:checked, input[type=text], textarea")?.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      const shown = document.querySelector("#issue-deeds details[open]");
      if (shown) cancel(shown);
      return;
    }
    if (window.desk?.typing(event.target) || !(event.key in KEYS)) return;
    const details = document.querySelector(`#issue-deeds details[data-key="${KEYS[event.key]}"]`);
    if (details) {
      event.preventDefault();
      open(details);
    }
  });

  const cancel = (details) => {
    details.open = false;
    details.querySelector("summary").focus();
    guard();
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const cancelled = event.target.closest("[data-cancels]");
    if (cancelled) cancel(cancelled.closest("details"));
    const offered = event.target.closest("[data-deed]");
    if (offered) open(document.getElementById(offered.dataset.deed).closest("details"));
    const copied = event.target.closest("[data-copies]");
    if (copied) copy(copied);
  });

  // A form that is open is no live part: nobody loses what is typed, whatever happens to the rest. It is sent with the
  // version that the person saw, and the server says what has happened since.
  const guard = () => {
    const deeds = document.getElementById("issue-deeds");
    if (!deeds) return;
    if (deeds.querySelector("details[open]")) delete deeds.dataset.live;
    else deeds.dataset.live = "issue";
  };

  document.addEventListener(
    "toggle",
    (event) => {
      if (!(event.target instanceof Element) || !event.target.matches("#issue-deeds details")) return;
      if (event.target.open) {
        for (const other of document.querySelectorAll("#issue-deeds details[open]")) {
          if (other !== event.target) other.open = false;
        }
      }
      guard();
    },
    true, // toggle does not bubble
  );

  // --- addresses

  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copies)?.textContent.trim() ?? "";
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copiedOldWay(text); // without https there is no clipboard
    }
    button.textContent = done ? "已复制" : "请手动复制";
    setTimeout(() => (button.textContent = "复制"), 2000);
  };

  const copiedOldWay = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };

  // --- what htmx brought in

  const ready = () => {
    for (const button of document.querySelectorAll(".copy[hidden]")) button.hidden = false;
    // What an answer suggests is offered where the person may do it now.
    for (const button of document.querySelectorAll("[data-deed]")) {
      button.hidden = !document.getElementById(button.dataset.deed)?.closest("details");
    }
    guard();
  };

  document.addEventListener("htmx:after:swap", () => {
    ready();
    const said = body()?.querySelector("[data-focus]");
    if (said && !said.dataset.told) {
      said.dataset.told = "1";
      said.focus();
    }
  });
  document.addEventListener("live-refreshed", ready);
  ready();
})();
