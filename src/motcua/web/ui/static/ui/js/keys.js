// Keyboard work on the desk: / search, j k rows, x select, Enter open, digits for actions, ? help.
// A scanner types fast and ends with Enter: what it types outside any box goes to the search box.

const typing = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable]");
const search = () => document.querySelector("[data-key-search]");
const help = () => document.getElementById("keys-help");
const rows = () => [...document.querySelectorAll("table[data-rows] tbody tr")];
const here = () => document.querySelector("table[data-rows] tr[data-here]");

function moveTo(row) {
  here()?.removeAttribute("data-here");
  if (!row) return;
  row.setAttribute("data-here", "");
  (row.querySelector("a[href]") ?? row.querySelector("button, input") ?? row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(here());
  moveTo(all[Math.min(Math.max(at + by, 0), all.length - 1)] ?? all[0]);
}

function select() {
  const box = here()?.querySelector("input[type=checkbox]");
  if (box) box.click();
}

function press(key) {
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((e) => !e.disabled && e.offsetParent !== null);
  if (!target) return false;
  target.focus();
  target.click();
  return true;
}

function showHelp() {
  if (!help()) return;
  if (help().open) help().close();
  else help().showModal();
}

/* Characters of a scanner come less than 35 ms apart. Shortcuts wait that long before they act. */
const GAP = 35;
let burst = "";
let last = 0;
let pending = 0;

function scanned(event) {
  const now = event.timeStamp;
  burst = now - last < GAP ? burst + event.key : event.key;
  last = now;
  return burst.length > 1;
}

function intoSearch() {
  const box = search();
  if (!box) return;
  box.value = burst;
  box.focus();
}

const SHORTCUTS = { j: () => step(1), k: () => step(-1), x: select, "?": showHelp, "/": () => { search()?.focus(); search()?.select(); } };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (typing(event.target) || help()?.open) return;
  if (event.key === "Enter") return enter(event);
  if (event.key.length !== 1) return;
  if (scanned(event)) {
    clearTimeout(pending);
    event.preventDefault();
    intoSearch();
    return;
  }
  const key = event.key;
  const known = SHORTCUTS[key] || document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!known) return;
  event.preventDefault();
  clearTimeout(pending);
  pending = setTimeout(() => (SHORTCUTS[key] ?? (() => press(key)))(), GAP + 5);
});

function enter(event) {
  // Enter on a tick box would send the whole form; on the desk it opens the row.
  if (event.target.closest?.("a, button, summary")) return;
  if (event.target.closest?.("input") && !event.target.closest("table[data-rows]")) return;
  const link = here()?.querySelector("a[href]");
  if (!link) return;
  event.preventDefault();
  link.click();
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("table[data-rows] tbody tr");
  if (row && row !== here()) {
    here()?.removeAttribute("data-here");
    row.setAttribute("data-here", "");
  }
});

document.addEventListener("click", (event) => { if (event.target.closest("[data-key-help]")) showHelp(); });

/* Tick all, and say how many are ticked. */
document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-select], [data-select-all]")) return;
  const table = box.closest("table");
  const boxes = [...table.querySelectorAll("[data-select]")];
  if (box.matches("[data-select-all]")) for (const other of boxes) other.checked = box.checked;
  const ticked = boxes.filter((other) => other.checked).length;
  const all = table.querySelector("[data-select-all]");
  if (all) {
    all.checked = ticked === boxes.length && ticked > 0;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  for (const place of document.querySelectorAll("[data-selected-count]")) place.textContent = String(ticked);
});
