// The counter's own keys and scanner. Everything here only presses buttons that work without a script.

const form = document.querySelector("form[data-intake]");
const find = document.querySelector("[data-intake-find]");
const isCard = (text) => (text.match(/\|/g) ?? []).length >= 3;

const KEYS = {
  F2: () => focusOn("[data-intake-scan]"),
  F4: () => focusOn("[data-intake-person]"),
  F8: () => document.querySelector("[data-intake-full]")?.click(),
  F9: accept,
};

document.addEventListener("keydown", (event) => {
  if (!form || event.altKey || event.metaKey || event.isComposing) return;
  const act = event.ctrlKey ? (event.key === "Enter" ? accept : null) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function accept() {
  form.querySelector("[data-intake-accept]")?.click();
}

function focusOn(selector) {
  const box = document.querySelector(selector);
  box?.focus();
  box?.select();
}

/* All papers as the catalogue asks, at once: the same as the button does on the server. */
form?.addEventListener("click", (event) => {
  if (!event.target.closest("[data-intake-full]")) return;
  event.preventDefault();
  for (const line of form.querySelectorAll(".di-paper[data-want-originals]")) complete(line);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector("[data-intake-accept]")?.focus({ preventScroll: true });
});

function complete(line) {
  const box = (name) => line.querySelector(`[name$="_${name}"]`);
  const counts = ["originals", "certified", "copies"].map(box);
  const has = counts.some((one) => Number(one?.value) > 0) || box("file_id") || box("reused")?.checked || box("why")?.value.trim();
  if (has || !box("why")) return;
  const originals = Number(line.dataset.wantOriginals);
  const copies = Number(line.dataset.wantCopies);
  box("originals").value = originals || (copies ? "" : 1);
  box("copies").value = copies || "";
  line.classList.add("di-paper--in");
}

/* A card scanned into another box (the search on top, the name) goes where cards are read; it never gets into an address. */
document.addEventListener("submit", (event) => {
  const box = event.target.querySelector?.("input[type=search]");
  if (!box || !isCard(box.value)) return;
  event.preventDefault();
  event.stopPropagation();
  readCard(box);
}, true);

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (event.key !== "Enter" || !form?.contains(box) || box.matches?.("[data-intake-scan]") || !isCard(box.value ?? "")) return;
  event.preventDefault();
  readCard(box);
}, true);

function readCard(box) {
  const scan = document.querySelector("[data-intake-scan]");
  const text = box.value;
  box.value = "";
  if (!scan) {
    const told = document.getElementById("the-quet");
    if (told) told.hidden = false;
    return;
  }
  scan.value = text;
  scan.closest("form").querySelector("button[value=scan]").click();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt === find && isCard(find.value)) event.preventDefault();
});

/* Enter in the search box takes the first answer; its answers may still be on their way. */
find?.form.addEventListener("submit", (event) => {
  const first = document.querySelector("#ket-qua a[data-key]");
  if (!first || document.querySelector(".htmx-request")) return;
  event.preventDefault();
  first.click();
});

/* Arrows walk from the box through the answers and back. */
find?.closest("section").addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [find, ...document.querySelectorAll("#ket-qua a")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)].focus();
});

/* After a part came back from the server: keep it in the browser's draft too, and go on where typing is needed. */
document.addEventListener("htmx:afterSettle", (event) => {
  if (!form || event.target.id !== "nguoi-nop") return;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  const next = event.target.querySelector(".di-person, [data-intake-next='1']");
  if (event.target.querySelector("#id_scan-error")) focusOn("[data-intake-scan]");
  else if (next?.matches("input") && next.value) document.querySelector("[data-intake-full]")?.focus();
  else next?.focus();
});

/* A row becomes green when something of the paper is there. */
form?.addEventListener("input", (event) => {
  const line = event.target.closest?.(".di-paper");
  if (!line) return;
  const some = [...line.querySelectorAll(".di-count")].some((one) => Number(one.value) > 0);
  line.classList.toggle("di-paper--in", some || !!line.querySelector("[name$=_file_id], [name$=_reused]:checked"));
});
