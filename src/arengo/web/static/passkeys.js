/* Passkeys: asks the browser for one and puts the answer into a form, which is then sent as any other. */
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const FIELDS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
const FRESH_MS = 9 * 60 * 1000; // a question is good for ten minutes

/* Reads the options as the server writes them. */
const read = (options) => {
  const read = { ...options, challenge: bytes(options.challenge) };
  if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) {
    read.excludeCredentials = options.excludeCredentials.map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return read;
};

/* Writes what the browser answered as the server reads it. */
const written = (credential) => {
  const response = {};
  for (const name of FIELDS) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
};

const send = (form, credential) => {
  form.elements.credential.value = written(credential);
  form.submit();
};

const fail = (form, error) => {
  const said = form.querySelector("[data-failed]");
  if (said && error.name !== "AbortError") said.textContent = said.dataset.failed;
};

const make = async (form) => {
  const publicKey = read(JSON.parse(form.dataset.options));
  send(form, await navigator.credentials.create({ publicKey }));
};

let waiting; // what the browser offers while one fills in the name: it is called off by the button

const ask = async (form, mediation) => {
  waiting?.abort();
  waiting = new AbortController();
  const answer = await fetch(form.dataset.options, { signal: waiting.signal });
  if (!answer.ok) throw new Error(answer.statusText);
  const publicKey = read(await answer.json());
  send(form, await navigator.credentials.get({ publicKey, mediation, signal: waiting.signal }));
};

const offer = async (form) => {
  const before = waiting;
  const available = window.PublicKeyCredential.isConditionalMediationAvailable;
  if (!available || !(await available.call(window.PublicKeyCredential))) return;
  if (waiting !== before) return; // the button was faster
  const again = setTimeout(() => offer(form), FRESH_MS);
  form.addEventListener("submit", () => clearTimeout(again), { once: true });
  ask(form, "conditional").catch(() => {});
};

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  for (const each of document.querySelectorAll("[data-no-passkeys]")) each.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const work = form.dataset.passkey === "make" ? make(form) : ask(form, "optional");
    work.catch((error) => fail(form, error));
  });
  if (form.dataset.passkey === "ask") offer(form);
}
