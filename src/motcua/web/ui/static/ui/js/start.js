// Starts the small enhancements of every page. Pages work without any of them.

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const govuk = document.documentElement.dataset.govuk;
if (govuk) import(govuk).then(({ initAll }) => initAll({ i18n: {} }));

/** Show what only makes sense with a script. */
for (const element of document.querySelectorAll("[data-copy][hidden], [data-print][hidden], [data-key-help][hidden]")) element.hidden = false;

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const words = copy.querySelector(".mc-copy__words") ?? copy;
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      words.textContent = "Đã chép";
    } catch {
      words.textContent = "Không chép được, hãy bôi đen rồi chép";
    }
    setTimeout(() => { words.textContent = "Chép"; }, 3000);
  }
  if (event.target.closest("[data-print]")) window.print();
});

/** 02032026 becomes 02/03/2026 when the field is left; anything else stays as typed. */
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches?.("input[data-date]")) return;
  const compact = input.value.trim().match(/^(\d{2})(\d{2})(\d{4})$/);
  if (compact) input.value = compact.slice(1).join("/");
});

/** On a phone the tabs are one row that scrolls: show the current one. */
for (const tab of document.querySelectorAll(".mc-tabs [aria-current]")) {
  const row = tab.closest("ul");
  row.scrollLeft = tab.getBoundingClientRect().left - row.getBoundingClientRect().left - 12;
}

/** The name of the chosen file beside its button. */
document.addEventListener("change", (event) => {
  const name = event.target.closest?.(".mc-file")?.querySelector(".mc-file__name");
  if (!name) return;
  const chosen = [...event.target.files].map((file) => file.name).join(", ");
  name.textContent = chosen || "Chưa chọn tệp";
  name.classList.toggle("mc-file__name--chosen", chosen !== "");
});

/** A citizen's card scanned into the search on top: away from an address, which browsers and servers remember. */
document.addEventListener("submit", (event) => {
  const box = event.target.querySelector?.("[data-key-search]");
  if (!box || (box.value.match(/\|/g) ?? []).length < 3) return;
  event.preventDefault();
  box.value = "";
  location.assign(`${event.target.action}?the=1`);
});

/** Ask before leaving a form with unsent words. */
const changed = new WeakSet();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-confirm-leave]")) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll("form[data-confirm-leave]")].some((form) => changed.has(form))) event.preventDefault();
});

/** A visible word while htmx works, and after a failure. */
document.addEventListener("htmx:sendError", () => announce("Mất kết nối: chưa tải được phần vừa yêu cầu. Kiểm tra mạng rồi thử lại."));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail?.xhr?.status;
  announce(status === 409 ? event.detail.xhr.responseText.replace(/<[^>]*>/g, " ").trim().slice(0, 300) : `Máy chủ không làm được việc vừa yêu cầu (mã ${status}). Hãy tải lại trang.`);
});

/** Put a sentence in the live region at the top of the page. */
function announce(sentence) {
  let region = document.getElementById("page-announcement");
  if (!region) {
    region = document.createElement("div");
    region.id = "page-announcement";
    region.className = "mc-notice mc-notice--error";
    region.setAttribute("role", "alert");
    document.getElementById("main-content")?.prepend(region);
  }
  region.textContent = sentence;
}
