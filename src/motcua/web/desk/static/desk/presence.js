// A dossier's page says every 30 s that it is open and shows who else is there. Announced only when somebody comes,
// goes or turns to another task. A page in the background is silent; a session that ended stops the beat quietly, so that
// nothing typed is lost to a sign-in page.

const EVERY = 30000;

for (const region of document.querySelectorAll("[data-presence]")) beat(region);

function beat(region) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!token) return;
  const timer = setInterval(say, Number(region.dataset.every ?? EVERY));
  if ("now" in region.dataset) say();

  async function say() {
    if (document.hidden) return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, seen: region.dataset.seen });
    try {
      const answer = await fetch(region.dataset.presence, { method: "POST", body, redirect: "manual" });
      if (answer.ok) show(region, await answer.text());
      else if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) clearInterval(timer);
    } catch {
      // No connection: the next beat tries again.
    }
  }
}

/** Put the new fragment in when it says something else than the one that stands there; times alone do not count. */
function show(region, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  if (who(fresh.content) !== who(region)) region.replaceChildren(fresh.content);
}

function who(part) {
  return [...part.querySelectorAll("[data-who]")].map((line) => line.dataset.who).join("|");
}
