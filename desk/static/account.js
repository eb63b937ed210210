// Asks once more before what cannot be taken back: <button data-confirm="…">.
"use strict";
document.addEventListener("submit", (event) => {
  const words = event.submitter?.dataset.confirm;
  if (words && !window.confirm(words)) event.preventDefault();
});
