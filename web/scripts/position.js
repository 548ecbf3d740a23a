// A field for a position takes the one of this device. Browsers tell it on pages that came by HTTPS alone, and when they are allowed to.
const show_buttons = (within) => {
  for (const button of within.querySelectorAll("[data-locate]")) button.hidden = false;
};
show_buttons(document);
document.addEventListener("htmx:load", ({ target }) => show_buttons(target));

const refused = 1; // GeolocationPositionError.PERMISSION_DENIED

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-locate]");
  if (!button) return;
  const words = button.dataset;
  const say = (text) => (button.parentElement.querySelector("[data-located]").textContent = text);
  if (!isSecureContext || !navigator.geolocation) return say(words.needsHttps);
  button.disabled = true;
  const end = (text) => {
    button.disabled = false;
    say(text);
  };
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const field = button.parentElement.querySelector("[data-position]");
      field.value = `${coords.latitude.toFixed(7)}, ${coords.longitude.toFixed(7)}`;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      end(words.accuracy.replace("{}", Math.ceil(coords.accuracy)));
    },
    ({ code }) => end(code === refused ? words.refused : words.notFound),
    { enableHighAccuracy: true, timeout: 20_000 },
  );
});
