// Drafts: kept in the browser at once and on the server a moment later; says loudly what happened.
// <form data-autosave="intake" data-autosave-url="/desk/…"> with an element [data-autosave-status] inside.

const WAIT = 1500;
const RETRY = 5000;
const WEEK = 7 * 24 * 3600 * 1000;
const SECRET = "input[type=password], input[type=file], input[name=csrfmiddlewaretoken], [data-autosave-never]";

forgetSent();
for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);

/** Follow one form: keep, send, offer again. */
function watch(form) {
  const key = `motcua-draft:${location.pathname}:${form.dataset.autosave}`;
  const status = form.querySelector("[data-autosave-status]") ?? form.appendChild(emptyStatus());
  let timer = 0;
  let version = 0;
  let sent = false;

  const say = (state, words) => { status.dataset.state = state; status.textContent = words; };

  function changed() {
    if (sent) return;
    version += 1;
    keep(key, form);
    say("waiting", "Đang lưu nháp…");
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  async function save() {
    if (sent) return;
    const saving = version;
    try {
      const words = await send(form);
      if (saving === version) say("saved", `Đã lưu nháp lúc ${words}`);
    } catch (failure) {
      say("unsaved", failure.refused ?? "CHƯA LƯU — mất kết nối, đang thử lại");
      clearTimeout(timer);
      if (!failure.refused) timer = setTimeout(save, RETRY);
    }
  }

  offer(key, form, say, changed);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { sent = true; clearTimeout(timer); markSent(key); });
  window.addEventListener("online", () => { if (status.dataset.state === "unsaved") save(); });
}

function emptyStatus() {
  const status = document.createElement("p");
  status.className = "mc-autosave";
  status.setAttribute("role", "status");
  return status;
}

/** POST the whole form without its files; resolves to the hour of saving. */
async function send(form) {
  const url = form.dataset.autosaveUrl;
  if (!url) return hour();
  const body = new FormData(form);
  for (const field of form.querySelectorAll("input[type=password], input[type=file], [data-autosave-never]")) body.delete(field.name);
  const answer = await fetch(url, { method: "POST", body, headers: { "X-Motcua-Draft": "1" }, credentials: "same-origin", redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
    throw Object.assign(new Error("signed out"), { refused: "CHƯA LƯU lên máy chủ — phiên làm việc đã hết. Bản nháp vẫn còn trong trình duyệt này; hãy mở thẻ mới để đăng nhập lại." });
  }
  if (!answer.ok) throw new Error(String(answer.status));
  const told = await answer.json().catch(() => ({}));
  return told.saved_at ?? hour();
}

function hour() {
  return new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
}

/** Names and values as typed, in the browser's own store. */
function keep(key, form) {
  const fields = [...form.elements].filter((e) => e.name && !e.matches(SECRET) && !["submit", "button", "hidden"].includes(e.type));
  const values = fields.map((e) => [e.name, ["checkbox", "radio"].includes(e.type) ? e.checked : e.value, e.value]);
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch { /* a full or forbidden store: the copy on the server remains */ }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}

/** The form is on its way. The draft goes only once a page has come back: a failed sending must lose nothing. */
function markSent(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    if (draft) localStorage.setItem(key, JSON.stringify({ ...draft, sent: true }));
  } catch { /* nothing was kept */ }
}

/** Drop drafts whose form was answered: this page was reached from one of ours, not by "back", "reload" or by hand. */
function forgetSent() {
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
  if (!document.referrer.startsWith(location.origin)) return;
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("motcua-draft:"))) {
      if (JSON.parse(localStorage.getItem(key))?.sent) forget(key);
    }
  } catch { /* a forbidden store has nothing to drop */ }
}

function kept(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < WEEK ? draft : null;
  } catch {
    return null;
  }
}

/** After a crash: say that a draft exists and let the officer choose. */
function offer(key, form, say, changed) {
  const draft = kept(key);
  if (!draft || !differs(form, draft)) return;
  const box = document.createElement("div");
  box.className = "mc-notice mc-notice--warning";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "mc-notice__body";
  words.textContent = `Còn bản nháp lưu lúc ${new Date(draft.at).toLocaleString("vi-VN")} trên máy này. `;
  const use = choice("Dùng bản nháp", () => { fill(form, draft); box.remove(); say("saved", "Đã lấy lại bản nháp"); changed(); });
  const drop = choice("Bỏ bản nháp", () => { forget(key); box.remove(); });
  words.append(use, " · ", drop);
  box.append(words);
  form.prepend(box);
}

function choice(words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "mc-link-button";
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
}

function differs(form, draft) {
  return match(form, draft).some(([element, value]) => (typeof value === "boolean" ? element.checked !== value : element.value !== value));
}

function fill(form, draft) {
  for (const [element, value] of match(form, draft)) {
    if (typeof value === "boolean") element.checked = value;
    else element.value = value;
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Pair each kept value with the field of that name: the same option of a group, else the nth of that name. */
function match(form, draft) {
  const seen = {};
  const pairs = [];
  for (const [name, value, option] of draft.values) {
    const same = [...form.elements].filter((e) => e.name === name);
    const nth = (seen[name] = (seen[name] ?? -1) + 1);
    const element = typeof value === "boolean" ? same.find((e) => e.value === option) : same[nth];
    if (element) pairs.push([element, value]);
  }
  return pairs;
}
