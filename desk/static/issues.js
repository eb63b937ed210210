// Lists of issues: choosing rows, acting on them, and the keys. All by delegation: htmx swaps the list in and out.
"use strict";

(() => {
  const TEXTS = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select";
  const DEEDS = { a: "assign", f: "dismiss", m: "mute", c: "claim" };
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const boxes = () => all('#issue-rows input[name="issue"]');
  const rows = () => all("#issue-rows tbody tr");
  let current = ""; // the row that keys act on: its id, for the list may be swapped

  // ---- choosing

  const chosenCount = () => {
    const every = one("#all-matching");
    return every && every.value ? Number(one('#act-form input[name="total"]').value) : boxes().filter((box) => box.checked).length;
  };

  const show = () => {
    const bar = one("#bulk");
    if (!bar) return;
    const count = chosenCount();
    const here = boxes();
    for (const box of here) {
      const row = box.closest("tr");
      if (box.checked) row.setAttribute("aria-selected", "true");
      else row.removeAttribute("aria-selected");
    }
    bar.hidden = count === 0;
    one("#chosen-words").textContent = `已选 ${count} 张`;
    for (const place of all("[data-chosen]")) place.textContent = String(count);
    const head = one("#all-here");
    head.checked = here.length > 0 && here.every((box) => box.checked);
    head.indeterminate = !head.checked && here.some((box) => box.checked);
    const rest = one("#choose-all");
    if (rest) rest.hidden = !head.checked || Boolean(one("#all-matching").value);
  };

  const choose = (chosen) => {
    one("#all-matching").value = "";
    for (const box of boxes()) box.checked = chosen;
    show();
  };

  document.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.target.id === "all-here") choose(event.target.checked);
    else if (event.target.matches('#issue-rows input[name="issue"]')) {
      one("#all-matching").value = "";
      show();
    }
  });

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const target = event.target.closest("button");
    if (!target) return;
    if (target.id === "filter-toggle") fold(!document.documentElement.classList.contains("folded"));
    else if (target.id === "choose-none") choose(false);
    else if (target.id === "choose-all") {
      one("#all-matching").value = "1";
      show();
    } else if (target.dataset.deed) open(target.dataset.deed);
    else if (target.dataset.shuts) target.closest(target.dataset.shuts)?.close();
  });

  // ---- dialogs: the fields of the one that is open are the form's, the others' are not

  const open = (deed) => {
    const dialog = document.getElementById(`deed-${deed}`);
    if (!dialog || dialog.open) return;
    if (!chosenCount()) {
      const box = document.getElementById(current)?.querySelector('input[name="issue"]');
      if (!box) return window.desk?.flash("note", "请先勾选问题单，或用 j、k 移到一张上");
      box.checked = true;
      show();
    }
    for (const fields of all("dialog.deed fieldset[disabled], dialog.deed > article > fieldset")) {
      if (fields.parentElement.parentElement === dialog) fields.disabled = false;
      else if (fields.parentElement.matches("dialog.deed > article")) fields.disabled = true;
    }
    window.htmx?.trigger("form.filter", "htmx:abort"); // a list that is being fetched must not take the dialog away
    dialog.showModal();
    dialog.querySelector("input:checked, select, textarea, button[type=submit]")?.focus();
  };

  document.addEventListener(
    "close",
    (event) => {
      if (!(event.target instanceof HTMLDialogElement) || !event.target.matches("dialog.deed")) return;
      event.target.querySelector("fieldset").disabled = true;
      document.getElementById(current)?.querySelector(".issue-link")?.focus();
    },
    true,
  );

  // ---- keys

  const move = (by) => {
    const list = rows();
    if (!list.length) return;
    const at = list.findIndex((row) => row.id === current);
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
    mark(next);
    next.querySelector(".issue-link").focus();
    next.scrollIntoView({ block: "nearest" });
  };

  const mark = (row) => {
    for (const other of rows()) other.classList.toggle("current", other === row);
    current = row ? row.id : "";
  };

  const toggle = () => {
    const box = document.getElementById(current)?.querySelector('input[name="issue"]');
    if (box) box.click();
  };

  const act = (key) => {
    if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
    if (key === "x") return toggle();
    if (key === "o") return document.getElementById(current)?.querySelector(".issue-link")?.click();
    if (key === "/") return one("#issue-text")?.select();
    if (DEEDS[key]) return document.querySelector(`button[data-deed="${DEEDS[key]}"]`) && open(DEEDS[key]);
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (!one("#issue-rows, #issue-text") || one("dialog[open]")) return;
    if (event.key === "Escape") {
      if (target.matches("#issue-text")) return target.blur();
      if (one("#bulk") && chosenCount()) choose(false);
      return;
    }
    if (target.matches(TEXTS) || target.isContentEditable) return;
    if ("jkxoafmc/".includes(event.key) && event.key.length === 1) {
      event.preventDefault();
      act(event.key);
    }
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target instanceof Element ? event.target.closest("#issue-rows tbody tr") : null;
    if (row) mark(row);
  });

  // ---- on a phone the filter is folded away until it is wanted

  const fold = (folded) => {
    document.documentElement.classList.add("folding");
    document.documentElement.classList.toggle("folded", folded);
    one("#filter-toggle")?.setAttribute("aria-expanded", String(!folded));
  };
  fold(true);

  // ---- what is sent and what comes back

  // Fields that are empty ask for nothing: they would only make the address long.
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("form.filter")) return;
    for (const [key, value] of [...event.formData]) if (value === "") event.formData.delete(key);
    if (![...event.formData].length) event.formData.set("state", "alive");
  });

  document.addEventListener("htmx:before:request", (event) => {
    if (event.detail?.ctx?.sourceElement?.matches?.("form.filter") && one("dialog.deed[open]")) event.preventDefault();
  });

  document.addEventListener("live-refreshed", () => {
    const row = document.getElementById(current);
    if (row) mark(row);
    show();
  });

  // What came of a deed is read first; else the row that keys act on keeps the focus that the swap took away.
  let told = one("#result");
  document.addEventListener("htmx:after:settle", () => {
    if (!one("#issues")) return;
    const row = document.getElementById(current);
    if (row) mark(row);
    const result = one("#result");
    if (result && result !== told) {
      result.focus({ preventScroll: true });
      result.scrollIntoView({ block: "center" });
    } else if (document.activeElement === document.body) row?.querySelector(".issue-link")?.focus();
    told = result;
    fold(document.documentElement.classList.contains("folded"));
    show();
  });
  window.addEventListener("pageshow", show);
})();
