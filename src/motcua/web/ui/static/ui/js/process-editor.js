// The editor of a process: buttons without a new page, keys, autosave. Everything works without this script too.
// One request at a time: each save counts up `saves`, by which the server sees that two people edit.

const WAIT = 1500;
const RETRY = 5000;
const LONGEST_WAIT = 15000;
const ROW_KEYS = { Enter: "add", ArrowUp: "up", ArrowDown: "down", Delete: "del" };

const form = document.querySelector("[data-process-editor]");
if (form) start();

function start() {
  const status = form.querySelector("[data-process-status]");
  let queue = Promise.resolve();
  let timer = 0;
  let version = 0;
  let kept = 0;
  let swapping = false;

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
      if (signedOut(answer)) return say("unsaved", "CHƯA LƯU lên máy chủ — phiên làm việc đã hết. Hãy mở thẻ mới để đăng nhập lại rồi bấm «Lưu bản nháp».");
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
  async function press(op, here) {
    clearTimeout(timer);
    swapping = true;
    try {
      const body = new FormData(form);
      body.set("op", op);
      if (here) { body.set("here", here.row); body.set("here_field", here.field); }
      const answer = await post(body, {});
      if (signedOut(answer)) return say("unsaved", "CHƯA LƯU lên máy chủ — phiên làm việc đã hết. Hãy mở thẻ mới để đăng nhập lại rồi bấm «Lưu bản nháp».");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("[data-process-editor]")) throw new Error(String(answer.status));
      swap(page);
      kept = version;
      if (answer.ok) {
        say("saved", `Đã lưu nháp lúc ${hour()}`);
        document.dispatchEvent(new CustomEvent("motcua:process-changed"));
      } else {
        say("unsaved", "CHƯA LƯU — hãy xem chỗ báo đỏ ở đầu trang");
        document.querySelector("#tren .govuk-error-summary, #tren .mc-notice")?.scrollIntoView({ block: "nearest" });
      }
    } catch {
      say("unsaved", "CHƯA LƯU — mất kết nối. Những gì bạn nhập vẫn còn trên trang; hãy bấm lại.");
    } finally {
      swapping = false;
    }
  }

  form.addEventListener("input", () => { if (!swapping) changed(); });
  form.addEventListener("change", (event) => {
    changed();
    if (event.target.matches("[data-redraw]")) inTurn(() => press("save", next(event.target)));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const op = event.submitter?.value || "save";
    const focus = op === "save" ? place(document.activeElement) : null;
    inTurn(() => press(op, focus));
  });
  document.addEventListener("keydown", (event) => keys(event, (op) => inTurn(() => press(op, op === "save" ? place(document.activeElement) : null))));
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

/** The parts of the page that a save may change; open details stay open, the focus goes where the page says. */
function swap(page) {
  const open = [...form.querySelectorAll("details[open]")].map((one) => one.id);
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
  const title = page.querySelector("h1");
  if (title) document.querySelector("h1").textContent = title.textContent;
  window.scrollTo({ top: high });
  const focus = document.querySelector("#bang [autofocus]");
  if (focus) {
    focus.focus({ preventScroll: true });
    (focus.closest(".pe-part, .pe-grid, .pe-row") ?? focus).scrollIntoView({ block: "nearest" });
  }
}

/** Where a field is, as the server names it. */
function place(element) {
  const row = element?.closest?.("[data-row]")?.dataset.row;
  if (!row || !element.name?.startsWith("s.")) return null;
  return { row, field: element.name.split(".").slice(2).join(".") };
}

/** The field that has the focus now, after the one that changed; else the changed one. */
function next(changed) {
  return place(form.contains(document.activeElement) ? document.activeElement : changed) ?? place(changed);
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
