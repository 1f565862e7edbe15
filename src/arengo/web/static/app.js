// What our pages do beyond HTML: keys, sharing, times, pictures in a window, news.
// All words come from the page (#words); without this file everything works by links and forms.
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const on = (kind, act, from = document) => from.addEventListener(kind, act);
const make = (kind, told) => Object.assign(document.createElement(kind), told);
const words = one("#words").dataset;
const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;

// What was just done, said for ten seconds. Other modules send the event "said".
function say(text) {
  const line = make("p", { className: "toast", role: "status" });
  document.body.append(line);
  requestAnimationFrame(() => (line.textContent = text));
  setTimeout(() => line.remove(), 10_000);
}
on("said", (event) => say(event.detail));

// Times beside posts go on: only their figures change, so that nothing moves.
setInterval(() => {
  for (const time of all(".when > time")) {
    const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60_000);
    if (minutes < 1 || minutes >= 1440) continue;
    const [word, number] = minutes < 60 ? [words.minutes, minutes] : [words.hours, minutes / 60];
    time.textContent = word.replace("0", Math.floor(number));
  }
}, 60_000);

// Menus: one is open at a time; a click elsewhere and Escape close it.
function closeMenus(but) {
  const open = all("details.menu[open], .bar details[open]").filter((menu) => !but || !menu.contains(but));
  for (const menu of open) {
    if (menu.contains(document.activeElement)) one("summary", menu).focus();
    menu.open = false;
  }
  return open.length;
}

// Pictures open in a window of the page.
const dialog = make("dialog", { className: "media" });
let shown = [], place = 0;
function show(number) {
  place = (number + shown.length) % shown.length;
  const { href } = shown[place], { alt, width, height } = one("img", shown[place]);
  const bar = make("p", {});
  const button = (ariaLabel, textContent, onclick) =>
    bar.append(make("button", { ariaLabel, textContent, onclick, type: "button", className: "button" }));
  button(words.close, "✕", () => dialog.close());
  bar.append(make("a", { href, download: "", className: "button", textContent: words.save }));
  if (shown.length > 1) {
    button(words.before, "←", () => show(place - 1));
    button(words.after, "→", () => show(place + 1));
  }
  dialog.ariaLabel = alt;
  dialog.replaceChildren(make("img", { src: href, alt, width, height }), make("p", { textContent: alt, dir: "auto", ariaHidden: true }), bar);
  bar.firstChild.focus();
}
on("keydown", ({ key }) => key.startsWith("Arrow") && show(place + { ArrowLeft: -1, ArrowRight: 1 }[key] || place), dialog);

on("click", (event) => {
  closeMenus(event.target);
  const link = event.target.closest?.("a");
  if (event.target === dialog) dialog.close();
  if (!link || !plain(event) || event.shiftKey) return;
  const { share, copy } = link.dataset;
  if (link.matches(".pictures figure > a")) {
    event.preventDefault();
    shown = all("figure > a", link.closest(".pictures"));
    document.body.append(dialog);
    dialog.showModal();
    show(shown.indexOf(link));
  } else if (share !== undefined || copy !== undefined) {
    event.preventDefault();
    closeMenus();
    if (navigator.share && copy === undefined) navigator.share({ url: link.href }).catch(() => {});
    else navigator.clipboard.writeText(link.href).then(() => say(words.copied), () => location.assign(link.href));
  }
});

// What was pressed inside a menu is gone with it: the focus stays on what opens it.
let pressed;
on("submit", ({ submitter, target }) => {
  // Whoever signs out leaves no words on this device; what they began is among their drafts.
  if (target.getAttribute("action")?.includes("/auth/sign_out")) { // a field may be called action
    Object.keys(localStorage).filter((name) => name.startsWith("writing/")).forEach((name) => localStorage.removeItem(name));
  }
  const bar = submitter?.closest(".actions");
  pressed = bar && { post: bar.closest(".post"), key: (submitter.closest("details")?.firstElementChild ?? submitter).dataset.key };
}, document.documentElement);
on("htmx:after:swap", () => {
  const active = document.activeElement;
  if (pressed && (active === document.body || !active?.checkVisibility())) one(`[data-key="${pressed.key}"]`, pressed.post)?.focus();
});

// News: the server says only that something came; what is open asks for it, not all the time.
let news, told = 0, later;
function tell() {
  clearTimeout(later);
  const wait = told + 10_000 - Date.now();
  if (wait > 0) return (later = setTimeout(tell, wait));
  told = Date.now();
  document.body.dispatchEvent(new Event("news"));
}
function listen() {
  news?.close();
  if (document.hidden) return;
  news = new EventSource(words.news);
  on("news", tell, news);
}
if (words.news && one("[hx-trigger*=news]")) {
  listen();
  on("visibilitychange", listen);
}

// Keys: those of Mastodon. They can be switched off in the settings.
const current = () => document.activeElement?.closest(".post");
const posts = () => all("main .post").filter((post) => post.checkVisibility());
const press = (selector) => (from) => one(selector, from)?.click();
const to = (path) => () => location.assign(path);
function go(step) {
  const list = posts(), at = list.indexOf(current());
  const next = at < 0 ? list.find((post) => post.getBoundingClientRect().bottom > 80) : list[at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
const withPost = {
  b: press(".menu [value=boost], .menu [value=unboost]"),
  o: press(".when"),
  p: press(".byline .who"),
  m: (post) => to(`${words.write}?mention=${encodeURIComponent(one(".byline .handle", post).textContent)}`)(),
  e: press(".pictures a"),
  x: press(".warning > summary"),
  h: press(".warning:has(> .pictures, > .recording) > summary"),
  t: press(".tongue a"),
};
for (const key of "rfdq") withPost[key] = press(`[data-key=${key}]`);
const anywhere = {
  j: () => go(1),
  k: () => go(-1),
  0: () => (posts()[0]?.focus(), scrollTo(0, 0)),
  ".": () => press(".pill")(),
  l: () => press("[rel=next]")(),
  n: () => (one("#composer textarea") ?? { focus: to(words.write) }).focus(),
  s: to(words.search),
  "/": to(words.search),
  "?": to(words.keys),
};
on("change", ({ target }) => {
  const { most, larger } = target.dataset;
  if (most) target.setCustomValidity(target.files[0]?.size > most * 1048576 ? larger : "");
});
const places = JSON.parse(words.places);
let going = 0;
on("keydown", (event) => {
  const { key, target } = event;
  if (key === "Escape" && closeMenus()) return;
  if (!words.shortcuts || !plain(event) || event.isComposing || target.closest("input, textarea, select, dialog")) return;
  const post = current();
  const act = (Date.now() - going < 1500 && places[key] && to(places[key])) || anywhere[key]
    || (post && (withPost[key] || (key === "Enter" && target === post && withPost.o)));
  going = key === "g" ? Date.now() : 0;
  if (!act) return;
  event.preventDefault();
  act(post);
});
