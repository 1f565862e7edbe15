// The composer: counts, completes, takes what is pasted or dropped, keeps the words in this browser.
const $ = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const form = () => $("#composer");
const areas = () => all(".piece > textarea", form() ?? document.createElement("p"));
const cut = new Intl.Segmenter();
const size = text => [...cut.segment(text)].length;
const length = text => size(text.replace(/https?:\/\/\S+/g, "x".repeat(23)).replace(/(^|[^\w/])(@\w+)@[\w.-]*\w/g, "$1$2"));
let busy = "", keeping = false, waiting = null, list, from = 0, asked = 0;

function count() {
  const { most } = form().dataset, warning = $("#c-warns").checked ? size($("#c-spoiler").value) : 0;
  areas().forEach((area, number) => {
    const left = most - warning - length(area.value), shown = $(`[data-left="${number}"]`);
    shown.textContent = left.toLocaleString(document.documentElement.lang);
    shown.parentNode.classList.toggle("over", left < 0);
  });
}

// What was typed stays in this browser until it is sent; another tab or a crash loses nothing.
const field = name => form().elements[name]?.value ?? "";
const place = () => `writing/${field("author")}/${field("reply_to") || field("quote")}`;
const fixed = () => field("edit") || !field("author");
function keep() {
  if (fixed() || busy) return;
  const texts = areas().map(area => area.value), spoiler = field("spoiler");
  const kept = ["key", "draft", "version"].map(field);
  if ((texts.join("") + spoiler).trim()) localStorage.setItem(place(), JSON.stringify({ texts, spoiler, kept }));
  else localStorage.removeItem(place());
}
function restore() {
  if (fixed() || field("draft") || $(".summary", form())) return;
  const { texts = [], spoiler, kept } = JSON.parse(localStorage.getItem(place()) ?? "{}");
  if (!texts.length || texts.length !== areas().length) return;
  areas().forEach((area, number) => { area.value = texts[number]; });
  ["key", "draft", "version"].forEach((name, number) => { form().elements[name].value = kept[number]; });
  if (spoiler) { $("#c-spoiler").value = spoiler; $("#c-warns").checked = true; }
}

// Times are written in UTC; where a script runs, they are shown as the clock of the device goes.
const clock = ({ value, form: { elements } }) => { elements.zone.value = value ? -new Date(value).getTimezoneOffset() : 0; };
function localise() {
  for (const input of all("input[type=datetime-local]")) {
    const hint = $("[data-here]", input.parentNode), written = input.getAttribute("value");
    hint.textContent = hint.dataset.here;
    if (written && input.value === written) {
      const at = new Date(`${written}Z`);
      input.value = new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
    }
    clock(input);
  }
  const tongue = document.documentElement.lang, here = navigator.languages.find(each => each.startsWith(tongue)) ?? tongue;
  const whole = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
  for (const time of all("time[data-clock]")) time.textContent = new Date(time.dateTime).toLocaleString(here, whole);
}

function close(area) {
  list?.remove();
  list = null;
  area?.removeAttribute("aria-activedescendant");
  area?.removeAttribute("aria-controls");
}
function choose(area, option) {
  area.setRangeText(`${option.dataset.insert} `, from, area.selectionStart, "end");
  close(area);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
function mark(area, step) {
  const options = all("[role=option]", list), now = options.findIndex(each => each.ariaSelected === "true");
  const next = (now + step + options.length) % options.length;
  options.forEach((each, number) => { each.ariaSelected = String(number === next); });
  area.setAttribute("aria-activedescendant", options[next].id);
}
async function complete(area) {
  const begun = /(?:^|[\s(])(@[\w.-]+(?:@[\w.-]*)?|#[^\s#@:]+|:\w{2,})$/.exec(area.value.slice(0, area.selectionStart));
  const mine = ++asked;
  if (!begun) return close(area);
  await new Promise(resolve => setTimeout(resolve, 150));
  if (mine !== asked) return;
  const address = new URL(form().dataset.suggestions, location);
  address.searchParams.set("q", begun[1]);
  const answer = await fetch(address).catch(() => null);
  const html = answer?.ok && !answer.redirected ? await answer.text() : "";
  if (mine !== asked) return;
  close(area);
  if (!html.includes("role=\"option\"")) return;
  from = area.selectionStart - begun[1].length;
  list = document.createElement("ul");
  Object.assign(list, { id: "c-list", role: "listbox", className: "suggestions", innerHTML: html });
  list.ariaLabel = form().dataset.label;
  list.addEventListener("mousedown", event => {
    event.preventDefault();
    choose(area, event.target.closest("[role=option]"));
  });
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  mark(area, 1);
}

function take(area, files, event) {
  if (!files?.length) return;
  event.preventDefault();
  const input = $(`#c-files-${area.id.slice(7)}`);
  input.files = files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

const send = () => $("button[value=publish]", form());
const inside = event => form()?.contains(event.target);
const area = event => event.target.closest?.(".piece > textarea");
const on = (name, act) => document.addEventListener(name, event => { if (inside(event)) act(event); });
on("input", event => {
  count();
  keep();
  if (area(event)) complete(area(event));
});
on("change", ({ target }) => {
  const said = $(`[data-of="${target.name}"]`, form());
  if (said) said.textContent = target.name === "language" ? target.value.toUpperCase() : target.selectedOptions[0].text;
  count();
});
on("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], { target, key } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) form().requestSubmit(send());
  else if (list && step) mark(target, step);
  else if (list && (key === "Enter" || key === "Tab")) choose(target, $("[aria-selected=true]", list));
  else if (list && key === "Escape") close(target);
  else if (key !== "Enter" || target.tagName !== "INPUT") return;
  event.preventDefault();
});
on("focusout", event => close(area(event)));
on("paste", event => { if (area(event)) take(area(event), event.clipboardData.files, event); });
on("dragover", event => { if (area(event)) event.preventDefault(); });
on("drop", event => { if (area(event)) take(area(event), event.dataTransfer.files, event); });
on("htmx:before:request", event => {
  const { target } = event;
  if (busy && target.id === "c-kept") return event.preventDefault(); // what is on its way is no draft
  keeping ||= target.id === "c-kept";
  if (target.type === "file") send().disabled = true;
});
on("htmx:finally:request", ({ target }) => {
  if (target.type === "file") { target.value = ""; send().disabled = false; }
  if (target.id !== "c-kept") return;
  keeping = false;
  waiting?.();
  waiting = null;
});
const trouble = text => { $("#c-trouble").textContent = text; };
on("htmx:error", () => trouble(form().dataset.offline));
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (!form()) return;
  if (detail.ctx?.response?.status < 400) trouble("");
  count();
  localise();
  keep();
  const pressed = detail.ctx?.sourceElement;
  if (!pressed?.matches("#composer button") || $(".summary", form())) return;
  ({ more: areas().at(-1), preview: $(".preview-of") }[pressed.value] ?? areas()[0]).focus();
});
document.addEventListener("input", ({ target }) => { if (target.name === "due") clock(target); });
document.addEventListener("submit", event => {
  const { target, submitter } = event, act = submitter?.value;
  if (target !== form() || !["publish", "keep"].includes(act)) return;
  if (busy) return event.preventDefault();
  if (keeping) { // the draft first, so that what is sent takes its newest state along
    waiting = () => target.requestSubmit(submitter);
    return event.preventDefault();
  }
  if (navigator.onLine) localStorage.removeItem(place());
  busy = send().textContent;
  if (act === "publish") submitter.textContent = submitter.dataset.busy;
});
// What was sent waits some seconds; afterwards the server says what became of it.
const seconds = $("[data-seconds]");
if (seconds) {
  const end = Date.now() + Number(seconds.textContent) * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    seconds.textContent = Math.max(0, left);
    if (left < -1) location.reload();
    else setTimeout(tick, 250);
  };
  tick();
}
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && busy) { send().textContent = busy; busy = ""; }
});
if (form()) {
  restore();
  count();
  const [first] = areas();
  if (form().matches(".whole") && !$(".summary", form())) {
    first.focus();
    first.setSelectionRange(first.value.length, first.value.length);
  }
}
localise();
