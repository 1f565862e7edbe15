// Being there without the server: the worker is started, and a page that was kept says so.
const one = (selector, from = document) => from.querySelector(selector);
const account = one("meta[name=account]")?.content;
const shown = (at) => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });

if (account && navigator.serviceWorker) {
  const worker = navigator.serviceWorker;
  const hello = async () => (await worker.ready).active.postMessage({ account });
  worker.register("/sw.js").then(hello).catch(() => {});
  addEventListener("online", hello);
  worker.addEventListener("message", () => {
    document.dispatchEvent(new CustomEvent("said", { detail: one("meta[name=account]").dataset.sent }));
  });
}

// What is not there shows nothing; words come from the page, with … where a value goes.
function show(slot, value) {
  slot.hidden = false;
  slot.textContent = slot.textContent.replace("…", value);
}
function letter(slot, { letter: said }) {
  if (!said) return;
  const text = said.texts.find((each) => each.language === document.documentElement.lang) ?? said.texts[0];
  slot.hidden = false;
  show(one("[data-number]", slot), said.number);
  show(one("[data-signed]", slot), shown(said.signed_ms));
  const words = one("[data-words]", slot);
  words.lang = text.language;
  words.open = !document.documentElement.dataset.kept;
  one("summary", words).textContent = text.title;
  for (const each of text.text.split(/\n{2,}/)) {
    const line = document.createElement("p");
    line.textContent = each.replaceAll(" | ", ": ");
    words.append(line);
  }
}
async function fill(slots) {
  const told = await (await fetch("/offline.json")).json();
  if (told.boat) letter(one("[data-letter]", slots), told.boat);
  if (told.refused.length) show(one("[data-refused]", slots), told.refused.join(", "));
  const waiting = one("[data-waiting]", slots);
  waiting.hidden = !told.waiting.length;
  const [line] = one("ul", waiting).children;
  for (const { url, text } of told.waiting) {
    const copy = line.cloneNode(true);
    const link = one("a", copy);
    one("p", copy).textContent = text;
    link.href += encodeURIComponent(text);
    link.addEventListener("click", async () => (await caches.open("outbox")).delete(url));
    waiting.lastElementChild.append(copy);
  }
  line.remove();
  for (const link of slots.querySelectorAll("[data-page]")) link.hidden = !told.pages.includes(link.dataset.page);
}
async function offline() {
  const kept = document.documentElement.dataset.kept;
  let slots = one("#offline");
  if (kept) {
    const page = await (await fetch("/offline")).text();
    slots = document.importNode(one("#offline", new DOMParser().parseFromString(page, "text/html")), true);
    for (const link of slots.querySelectorAll("[data-page]")) link.remove();
    one("main > .rule")?.remove(); // the letter as it was then
    one("main").prepend(slots);
    show(one("[data-when]", slots), shown(+kept));
  }
  if (slots && navigator.serviceWorker?.controller) await fill(slots); // only the worker knows
}
offline().catch(() => {});

// Files that another program shared, once the reader says so, go into the first field for files.
async function shared() {
  const given = (await (await fetch("/share/files")).formData()).getAll("files");
  const slot = one("[data-shared]"), field = one("input[type=file]");
  if (!given.length || !field) return;
  show(one("p", slot), given.map((each) => each.name).join(", "));
  slot.hidden = false;
  one("button", slot).addEventListener("click", () => {
    const files = new DataTransfer();
    for (const each of given) files.items.add(each);
    field.files = files.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    slot.hidden = true;
  });
}
if (new URLSearchParams(location.search).has("shared")) shared().catch(() => {});
