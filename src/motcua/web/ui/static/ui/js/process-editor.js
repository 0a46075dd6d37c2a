// The editor of a process: buttons without a new page, keys, autosave. Everything works without this script too.
// One request at a time: each save counts up `saves`, by which the server sees that two people edit.

const WAIT = 1500;
const RETRY = 5000;
const LONGEST_WAIT = 15000;
const SIGNED_OUT = "CHƯA LƯU lên máy chủ — phiên làm việc đã hết. Hãy mở thẻ mới để đăng nhập lại rồi bấm «Lưu bản nháp».";
const ROW_KEYS = { Enter: "add", ArrowUp: "up", ArrowDown: "down", Delete: "del" };

const form = document.querySelector("[data-process-editor]");
if (form) start();

function start() {
  const status = document.querySelector("[data-process-status]");
  let queue = Promise.resolve();
  let timer = 0;
  let version = 0;
  let kept = 0;

  const say = (state, words) => { status.dataset.state = state; status.textContent = words; };
  const inTurn = (work) => (queue = queue.then(work, work));

  function changed() {
    version += 1;
    say("waiting", "Đang lưu nháp…");
    clearTimeout(timer);
    timer = setTimeout(() => inTurn(autosave), WAIT);
  }

  async function autosave() {
    if (kept === version) return;
    const saving = version;
    try {
      const answer = await post(new FormData(form), { "X-Motcua-Draft": "1" });
      if (signedOut(answer)) return say("unsaved", SIGNED_OUT);
      const told = await answer.json();
      if (!answer.ok) return say("unsaved", `CHƯA LƯU — ${told.sentence}`);
      form.elements.saves.value = told.saves;
      kept = saving;
      document.getElementById("ket-qua-kiem-tra").innerHTML = told.checks;
      mark();
      document.dispatchEvent(new CustomEvent("motcua:process-changed"));
      if (saving === version) say("saved", `Đã lưu nháp lúc ${told.saved_at}`);
    } catch {
      say("unsaved", "CHƯA LƯU — mất kết nối, đang thử lại");
      clearTimeout(timer);
      timer = setTimeout(() => inTurn(autosave), RETRY);
    }
  }

  /** Send the form as a button does and put the answered page in place of this one's. */
  async function press(op) {
    clearTimeout(timer);
    const saving = version;
    const sent = new FormData(form);
    sent.set("op", op);
    try {
      const answer = await post(sent, {});
      if (signedOut(answer)) return say("unsaved", SIGNED_OUT);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("[data-process-editor]")) throw new Error(String(answer.status));
      swap(page, sent, op);
      if (!answer.ok) {
        document.querySelector("#tren .govuk-error-summary, #tren .mc-notice")?.scrollIntoView({ block: "nearest" });
        return say("unsaved", "CHƯA LƯU — hãy xem chỗ báo đỏ ở đầu trang");
      }
      kept = saving;
      document.dispatchEvent(new CustomEvent("motcua:process-changed"));
      if (saving === version) return say("saved", `Đã lưu nháp lúc ${hour()}`);
      // Something was typed while the answer was on its way: it stands on the page and is saved next.
      timer = setTimeout(() => inTurn(autosave), WAIT);
    } catch {
      say("unsaved", "CHƯA LƯU — mất kết nối. Những gì bạn nhập vẫn còn trên trang; hãy bấm lại.");
    }
    return undefined;
  }

  form.addEventListener("input", changed);
  // «input» has counted every change already. Saying so again here, between press and release of the mouse on a button,
  // could move the button from under it.
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-redraw]")) inTurn(() => press("save"));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const op = event.submitter?.value || "save";
    inTurn(() => press(op));
  });
  document.addEventListener("keydown", (event) => keys(event, (op) => inTurn(() => press(op))));
  document.getElementById("kiem-tra")?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && goTo(link.getAttribute("href").slice(1))) event.preventDefault();
  });
  window.addEventListener("online", () => { if (status.dataset.state === "unsaved") inTurn(autosave); });
  window.addEventListener("beforeunload", (event) => { if (kept !== version) event.preventDefault(); });
  goTo(location.hash.slice(1), true);
}

function signedOut(answer) {
  return answer.status === 401 || answer.status === 403 || (answer.redirected && !answer.url.includes("/soan"));
}

async function post(body, headers) {
  const stop = AbortSignal.timeout(LONGEST_WAIT);
  return fetch(form.action, { method: "POST", body, headers, credentials: "same-origin", signal: stop });
}

function hour() {
  return new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
}

/** The parts of the page that a save may change. Open details stay open, words typed meanwhile stay typed. */
function swap(page, sent, op) {
  const open = [...form.querySelectorAll("details[open]")].map((one) => one.id);
  const typed = typedSince(sent, op);
  const active = form.contains(document.activeElement) ? document.activeElement : null;
  const here = active && { id: active.id, start: active.selectionStart, end: active.selectionEnd };
  const high = window.scrollY;
  for (const id of ["tren", "bang", "ket-qua-kiem-tra", "loi-nhan"]) {
    const fresh = page.getElementById(id);
    const old = document.getElementById(id);
    if (fresh && old) old.replaceChildren(...fresh.childNodes);
  }
  for (const id of open) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  for (const [name, value] of typed) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  const title = page.querySelector("h1");
  if (title) document.querySelector("h1").textContent = title.textContent;
  window.scrollTo({ top: high });
  focusAgain(op, here);
}

/** The fields whose value is no longer the one that was sent. After a button that renumbers, only those of whole rows. */
function typedSince(sent, op) {
  const fields = [...form.elements].filter((one) => one.matches("input:not([type=hidden]), select, textarea") && one.name);
  const moved = fields.filter((one) => sent.has(one.name) && sent.get(one.name) !== lines(one.value));
  return moved.filter((one) => op === "save" || one.name.split(".").length <= 3).map((one) => [one.name, one.value]);
}

/** FormData has carriage returns where a textarea's value has none. */
function lines(text) {
  return text.replace(/\r\n|\r|\n/g, "\r\n");
}

/** After a plain save the officer stays in the field; after a button he goes where the answer says. */
function focusAgain(op, here) {
  const target = (op !== "save" && document.querySelector("#bang [data-focus]")) || (here?.id && document.getElementById(here.id));
  if (!target) return;
  target.focus({ preventScroll: true });
  if (here && target.id === here.id && here.start !== null && here.start !== undefined) target.setSelectionRange?.(here.start, here.end);
  (target.closest(".pe-part, .pe-grid, .pe-row") ?? target).scrollIntoView({ block: "nearest" });
}

function fields() {
  return [...form.querySelectorAll("input:not([type=hidden]), select, textarea, summary")].filter((one) => one.offsetParent !== null && !one.disabled);
}

function keys(event, act) {
  if (event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    return act("save");
  }
  const row = document.activeElement?.closest?.("[data-row]");
  if (event.altKey && !event.ctrlKey && ROW_KEYS[event.key]) {
    const verb = ROW_KEYS[event.key];
    if (!row && verb !== "add") return undefined;
    event.preventDefault();
    if (event.repeat) return undefined;
    const button = row?.querySelector(`[data-op="${verb}"]`);
    if (row && button?.disabled) return undefined;
    return act(row ? `${verb}:${row.dataset.row}` : "add:");
  }
  // Enter goes on to the next field, as in a spreadsheet; it never sends the form from within a row.
  if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && form.contains(event.target) && event.target.matches("input, select, textarea:not([data-lines])")) {
    event.preventDefault();
    const all = fields();
    all[all.indexOf(event.target) + 1]?.focus();
  }
  return undefined;
}

/** Show and focus a field, opening what hides it. */
function goTo(id, quiet = false) {
  const target = id && document.getElementById(id);
  if (!target || !form.contains(target)) return false;
  for (let up = target.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  if (quiet) return true;
  const field = target.matches("input, select, textarea") ? target : target.querySelector("input:not([type=hidden]), select, textarea, button:not(:disabled)");
  (field ?? target).focus();
  return true;
}

/** Rows with a grave fault carry the mark «cần sửa». */
function mark() {
  const faulty = new Set([...document.querySelectorAll("[data-fault-row]")].map((one) => one.dataset.faultRow));
  for (const row of form.querySelectorAll("[data-row]")) row.classList.toggle("pe-row--faulty", faulty.has(row.dataset.row));
}
