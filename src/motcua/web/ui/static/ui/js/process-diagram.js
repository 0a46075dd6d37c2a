// A process drawn by bpmn-js inside every [data-diagram] (its value: the address that answers BPMN 2.0).
// Without this script the server's SVG inside the element stays; when drawing fails it comes back, with a sentence.

const LOST = "Chưa vẽ được sơ đồ tương tác. Sơ đồ bên dưới vẫn đúng; tải lại trang để thử lại.";
const MOVE = 60;
const EDGE = 14;
// Smaller than this its words cannot be read: the drawing is then wider than its frame, and the frame scrolls.
const readable = (width) => (width < 640 ? 0.8 : 0.6);
let loading;

// The viewer and its sheets are large: fetched once, and only by pages that have a diagram.
function viewer(frame) {
  loading ??= Promise.all([
    new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: frame.dataset.diagramViewer, onload: done, onerror: failed });
      document.head.append(script);
    }),
    ...frame.dataset.diagramStyles.split(" ").map((href) => new Promise((done, failed) => {
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: failed }));
    })),
  ]).catch((wrong) => {
    loading = undefined;
    throw wrong;
  });
  return loading;
}

function part(frame, name, make) {
  return frame.querySelector(`:scope > .${name}`) ?? make();
}

function say(frame, sentence) {
  const said = part(frame, "mc-diagram__said", () => {
    const made = Object.assign(document.createElement("p"), { className: "mc-diagram__said" });
    made.setAttribute("role", "status");
    frame.prepend(made);
    return made;
  });
  said.textContent = sentence;
}

function zoom(frame, key) {
  const canvas = frame.bpmn?.get("canvas");
  if (!canvas) return false;
  if (key === "0") fit(frame, () => 0);
  else if (key === "+" || key === "=") canvas.zoom(Math.min(canvas.zoom() * 1.25, 4));
  else if (key === "-") canvas.zoom(Math.max(canvas.zoom() / 1.25, 0.2));
  else return false;
  return true;
}

// The whole drawing in a frame as high as it needs, but never smaller than `least`.
function fit(frame, least) {
  const canvas = frame.bpmn.get("canvas");
  const { inner } = canvas.viewbox();
  const view = frame.querySelector(".mc-diagram__canvas");
  const wide = inner.width + 2 * EDGE;
  const scale = Math.min(Math.max(view.clientWidth / wide, least(view.clientWidth)), 1);
  const high = Math.ceil((inner.height + 2 * EDGE) * scale);
  view.style.height = `${Math.min(Math.max(high + EDGE, 180), Math.max(innerHeight * 0.6, 240))}px`;
  view.firstElementChild.style.width = `${Math.max(view.clientWidth, Math.floor(wide * scale))}px`;
  canvas.resized();
  canvas.zoom("fit-viewport", "auto");
  keepMark(frame);
}

// The mark of bpmn-js stays in view while the drawing scrolls under it.
function keepMark(frame) {
  const view = frame.querySelector(".mc-diagram__canvas");
  const mark = view.querySelector(".bjs-powered-by");
  if (!mark) return;
  mark.style.right = `${view.scrollWidth - view.clientWidth - view.scrollLeft + 15}px`;
}

function scroll(frame, key) {
  const by = { ArrowLeft: [MOVE, 0], ArrowRight: [-MOVE, 0], ArrowUp: [0, MOVE], ArrowDown: [0, -MOVE] }[key];
  if (!by || !frame.bpmn) return false;
  const view = frame.querySelector(".mc-diagram__canvas");
  if (by[0] && view.scrollWidth > view.clientWidth) view.scrollBy(-by[0], 0);
  else frame.bpmn.get("canvas").scroll({ dx: by[0], dy: by[1] });
  return true;
}

function prepare(frame) {
  const canvas = part(frame, "mc-diagram__canvas", () => {
    const bar = Object.assign(document.createElement("div"), { className: "mc-diagram__bar" });
    for (const [key, label, words] of [["-", "−", "Thu nhỏ"], ["+", "+", "Phóng to"], ["0", "Vừa khung", "Xem cả sơ đồ"]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "mc-diagram__zoom", textContent: label, title: `${words} (phím ${label === "Vừa khung" ? 0 : label})` });
      if (key !== "0") button.setAttribute("aria-label", words);
      button.addEventListener("click", () => zoom(frame, key));
      bar.append(button);
    }
    const made = Object.assign(document.createElement("div"), { className: "mc-diagram__canvas" });
    made.append(Object.assign(document.createElement("div"), { className: "mc-diagram__sheet" }));
    made.addEventListener("scroll", () => keepMark(frame), { passive: true });
    frame.append(bar, made);
    return made;
  });
  if (frame.bpmn) return canvas;
  frame.bpmn = new window.BpmnJS({ container: canvas.firstElementChild });
  const svg = canvas.querySelector(".djs-container > svg"); // readers hear the server's SVG and the table
  svg?.setAttribute("aria-hidden", "true");
  svg?.setAttribute("tabindex", "-1");
  const mark = canvas.querySelector(".bjs-powered-by");
  mark?.setAttribute("aria-label", "Sơ đồ vẽ bằng bpmn.io");
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest("[data-diagram]")) return;
    if (zoom(frame, event.key) || (event.target === frame && scroll(frame, event.key))) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  return canvas;
}

function markCurrent(frame) {
  const key = frame.dataset.current;
  if (!key) return;
  const canvas = frame.bpmn.get("canvas");
  frame.bpmn.get("elementRegistry").forEach((element) => {
    const own = element.businessObject?.extensionElements?.values ?? [];
    if (own.some((one) => one.$type === "motcua:step" && one.key === key)) canvas.addMarker(element.id, "mc-diagram-current");
  });
}

async function draw(frame) {
  const turn = (frame.turn = (frame.turn ?? 0) + 1);
  try {
    await viewer(frame);
    const answer = await fetch(frame.dataset.diagram, { headers: { Accept: "application/xml" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const xml = await answer.text();
    if (turn !== frame.turn) return; // a newer drawing is on its way
    frame.classList.add("mc-diagram--live");
    frame.classList.toggle("mc-diagram--again", turn > 1); // the server's SVG is of an older draft now
    prepare(frame);
    await frame.bpmn.importXML(xml);
    fit(frame, readable);
    markCurrent(frame);
    say(frame, "");
    frame.dataset.drawn = String(turn);
  } catch {
    if (turn !== frame.turn) return;
    frame.classList.remove("mc-diagram--live", "mc-diagram--again");
    frame.dataset.drawn = "";
    say(frame, LOST);
  }
}

function drawAll({ again = false } = {}) {
  for (const frame of document.querySelectorAll("[data-diagram]")) {
    if (frame.dataset.diagram && (again || frame.turn === undefined)) draw(frame);
  }
}

document.addEventListener("motcua:process-changed", () => drawAll({ again: true }));
document.addEventListener("htmx:afterSettle", () => drawAll());
drawAll();
