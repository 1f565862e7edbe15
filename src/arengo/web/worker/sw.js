// The service worker: pages while the server is gone, letters that nobody can forge, posts that wait.
// The server puts `const CONF` before it: shell, mirrors, key (base64), wait_ms.
const SHELL = "shell", PAGES = "pages", MEDIA = "media", BOAT = "boat", OUTBOX = "outbox";
const KEPT = ["/", "/home", "/notifications", "/bookmarks"];
const WELL_KNOWN = "/.well-known/arengo-lifeboat";
const SHARED = "/share/files";
const open = (name) => caches.open(name);

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(board());
});
async function board() {
  const shell = await open(SHELL);
  await shell.addAll(CONF.shell);
  const wanted = CONF.shell.map((path) => new URL(path, location).href);
  const old = (await shell.keys()).filter(({ url }) => !wanted.includes(url));
  await Promise.all(old.map((each) => shell.delete(each)));
  const boat = await open(BOAT);
  if (!await boat.match("/key")) await boat.put("/key", new Response(CONF.key)); // kept for good
}
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), refresh([""])])));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const path = url.pathname;
  if (request.method === "POST") {
    if (path === "/share") event.respondWith(share(request));
    if (!request.referrer.startsWith(`${location.origin}/`)) return; // of another site
    if (path === "/compose") event.respondWith(post(request));
    if (path === "/auth/sign_out") event.waitUntil(leave());
  } else if (request.method !== "GET") return;
  else if (path === "/offline.json") event.respondWith(tell());
  else if (path === SHARED) event.respondWith(hand());
  else if (request.mode === "navigate") event.respondWith(page(event, path));
  else if (path === "/offline") event.respondWith(caches.match(path));
  else if (path.startsWith("/static/")) event.respondWith(first(SHELL, request));
  else if (path.startsWith("/m/") && request.destination === "image") event.respondWith(first(MEDIA, request));
});

// Pages: the network for a while, then what was read last, then the page for being offline.
async function page(event, path) {
  const kept = KEPT.includes(path) && await (await open(PAGES)).match(path);
  const asked = ask(event, path);
  try {
    const answer = await (kept ? Promise.race([asked, late()]) : asked);
    if (answer.status < 502 || answer.status > 504) return answer;
  } catch {
    asked.catch(() => {});
  }
  return kept ? marked(kept) : await caches.match("/offline") ?? Response.error();
}
const late = () => new Promise((_, no) => setTimeout(no, CONF.wait_ms, new Error("late")));

async function ask(event, path) {
  const answer = await fetch(event.request);
  if (path === "/auth/sign_in" && answer.ok) event.waitUntil(ended(answer.clone()));
  else if (answer.ok && !answer.redirected && KEPT.includes(path)) event.waitUntil(keep(path, answer.clone()));
  return answer;
}
async function keep(path, answer) {
  const html = await answer.text();
  if (!member(html)) return leave();
  const headers = new Headers(answer.headers);
  headers.set("x-kept", Date.now());
  await (await open(PAGES)).put(path, new Response(html, { headers }));
  return refresh([""]);
}

// Whom a page was made for; nobody, once their session has ended.
const member = (html) => /<meta name="account" content="([^"]+)"/.exec(html)?.[1];
async function ended(answer) {
  if (!member(await answer.text())) await leave();
}

async function marked(kept) {
  const html = (await kept.text()).replace("<html", `<html data-kept="${kept.headers.get("x-kept")}"`);
  return new Response(html, { headers: kept.headers });
}

async function first(name, request) {
  const known = await caches.match(request);
  if (known) return known;
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return await caches.match(request, { ignoreSearch: true }) ?? Response.error();
  }
  if (answer.status === 200) {
    const cache = await open(name);
    await cache.put(request, answer.clone());
    const keys = await cache.keys();
    if (keys.length > 120) await cache.delete(keys[name === MEDIA ? 0 : CONF.shell.length]);
  }
  return answer;
}

const forget = (...names) => Promise.all(names.map((name) => caches.delete(name)));
async function leave() {
  shared = [];
  await forget(PAGES, MEDIA, OUTBOX);
  await (await open(BOAT)).delete("/account");
}

// The lifeboat: only what our key has signed, and never an older one than we have.
const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
async function read(signed, type) {
  const pin = await (await (await open(BOAT)).match("/key")).text();
  const key = await crypto.subtle.importKey("raw", bytes(pin), "Ed25519", false, ["verify"]);
  const words = new TextEncoder().encode(signed.document);
  const good = await crypto.subtle.verify("Ed25519", key, bytes(signed.signature), words);
  const said = good && JSON.parse(signed.document);
  if (!said || said.type !== type || said.site !== location.origin) throw new Error("forged");
  return said;
}
async function launch(text) {
  const said = await read(JSON.parse(text), "arengo-lifeboat");
  return { ...said, letter: said.letter && await read(said.letter, "arengo-open-letter") };
}
async function known() {
  const kept = await (await open(BOAT)).match(WELL_KNOWN);
  return kept ? launch(await kept.text()) : null;
}
async function refresh(places) {
  const refused = [];
  await Promise.all(places.map(async (place) => {
    let text;
    try {
      const answer = await fetch(place + WELL_KNOWN, { credentials: "omit", signal: AbortSignal.timeout(8000) });
      if (!answer.ok) return;
      text = await answer.text();
    } catch {
      return; // out of reach is no lie
    }
    try {
      const boat = await launch(text);
      if (boat.made_ms > ((await known())?.made_ms ?? 0)) await (await open(BOAT)).put(WELL_KNOWN, new Response(text));
    } catch {
      refused.push(place || location.origin);
    }
  }));
  return refused;
}
async function tell() {
  const refused = await refresh(["", ...CONF.mirrors]);
  const boat = await known();
  const pages = (await (await open(PAGES)).keys()).map((each) => new URL(each.url).pathname);
  return Response.json({ boat, refused, pages, mirrors: CONF.mirrors, waiting: await waiting() });
}

// The outbox: a post that could not be sent waits, under its own key, until it can.
async function post(request) {
  const form = request.clone().formData();
  try {
    return await fetch(request);
  } catch (error) {
    const fields = await form;
    if (fields.get("do") !== "publish") throw error;
    const key = fields.get("key") || crypto.randomUUID();
    await (await open(OUTBOX)).put(`/outbox/${key}`, new Response(fields));
    registration.sync?.register(OUTBOX).catch(() => {});
    const there = "/offline?waiting";
    return request.headers.has("hx-request")
      ? new Response(null, { headers: { "HX-Redirect": there } })
      : Response.redirect(there, 303);
  }
}
async function waiting() {
  const box = await open(OUTBOX);
  return Promise.all((await box.keys()).map(async ({ url }) => {
    const form = await (await box.match(url)).formData();
    return { url, text: [...form].find(([name]) => name.endsWith("[text]"))?.[1] ?? "" };
  }));
}
const tokenIn = (html) => /name="csrf_token" value="(\w+)"/.exec(html)?.[1];
let sending;
const send = () => (sending ??= sendAll().finally(() => { sending = null; }));
async function sendAll() {
  const box = await open(OUTBOX);
  const keys = await box.keys();
  if (!keys.length) return;
  const page = await fetch("/compose");
  if (!page.ok) return;
  const html = await page.text(), me = member(html), token = tokenIn(html);
  if (!me) return leave();
  let sent = 0;
  for (const each of keys) {
    const body = await (await box.match(each)).formData();
    if (body.get("author") !== me) { // nobody speaks for somebody else
      await box.delete(each);
      continue;
    }
    body.set("csrf_token", token);
    const answer = await fetch("/compose", { method: "POST", body, headers: { "Idempotency-Key": each.url.split("/").pop() } });
    if (!answer.redirected || !answer.ok || answer.url.includes("/auth/")) continue; // it is shown why
    await box.delete(each);
    sent += 1;
  }
  for (const client of sent ? await clients.matchAll() : []) client.postMessage({ sent });
}
addEventListener("sync", (event) => event.waitUntil(send()));

// Whoever is signed in says so with each page: another person finds nothing of the one before.
addEventListener("message", (event) => event.waitUntil(hello(event.data.account)));
async function hello(account) {
  const boat = await open(BOAT);
  const before = await boat.match("/account");
  if (before && await before.text() !== account) await leave();
  await boat.put("/account", new Response(account));
  await send().catch(() => {});
}

// What other programs share. Any site may send files: the page holds them until its reader agrees.
let shared = [];
async function share(request) {
  const form = await request.formData();
  const text = ["title", "text", "url"].map((name) => form.get(name)).filter(Boolean).join("\n\n");
  shared = form.getAll("files").filter((file) => file.size);
  return Response.redirect(`/compose?text=${encodeURIComponent(text)}${shared.length ? "&shared" : ""}`, 303);
}
function hand() {
  const body = new FormData();
  for (const file of shared) body.append("files", file, file.name);
  shared = [];
  return new Response(body);
}

addEventListener("push", (event) => {
  const said = event.data.json();
  event.waitUntil(registration.showNotification(said.title, {
    body: said.body, icon: said.icon, lang: said.preferred_locale, tag: `${said.notification_id}`, badge: "/static/logo.svg",
    data: said.url ?? "/notifications",
  }));
});
// The push service of the browser may move: the wishes stay, only the address is another.
addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
async function renew({ oldSubscription, newSubscription }) {
  const made = newSubscription ?? await registration.pushManager.subscribe(oldSubscription.options);
  const body = new URLSearchParams({ csrf_token: tokenIn(await (await fetch("/settings/push")).text()), endpoint: made.endpoint });
  for (const name of ["p256dh", "auth"]) body.set(name, btoa(String.fromCharCode(...new Uint8Array(made.getKey(name)))));
  await fetch("/settings/push/renew", { method: "POST", body });
}
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data));
});
