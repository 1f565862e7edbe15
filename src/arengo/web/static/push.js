// Lets this browser be woken: asks its push service for an address and sends it with the form.
const form = document.querySelector("form[data-push]");
const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

async function subscribe() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const key = form.dataset.push.replace(/-/g, "+").replace(/_/g, "/");
  const applicationServerKey = Uint8Array.from(atob(key), (each) => each.charCodeAt(0));
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  form.endpoint.value = made.endpoint;
  for (const name of ["p256dh", "auth"]) form[name].value = base64(made.getKey(name));
}
const refused = () => { document.querySelector("[data-no-push]").hidden = false; };

if (!navigator.serviceWorker || !("PushManager" in window)) refused();
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await subscribe();
  } catch {
    if (!("on" in form.dataset)) return refused();
  }
  form.submit();
});
document.querySelector("form[data-push-end]")?.addEventListener("submit", () => {
  navigator.serviceWorker.ready.then(async ({ pushManager }) => (await pushManager.getSubscription())?.unsubscribe());
});
