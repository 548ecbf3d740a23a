// Maps are loaded only where one is shown, once it comes into view: what draws them weighs more than all else together. A position in a
// form can be chosen on one. Without a map on the box nothing of this happens.
const { map: url, mapScript, mapStyle, mapAttribution: attribution } = document.body.dataset;
const texts = document.body.dataset;

let drawing;
function load() {
  drawing ??= new Promise((resolve, reject) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = mapStyle;
    sheet.addEventListener("load", () => import(mapScript).then(resolve, reject));
    sheet.addEventListener("error", reject);
    document.head.append(sheet);
  });
  return drawing;
}

async function draw(place, more) {
  const { draw_map } = await load();
  return draw_map(place, { url, attribution, texts, ...more });
}

const in_view = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    in_view.unobserve(target);
    const { lat, lon, name } = target.dataset;
    draw(target, { lat: Number(lat), lon: Number(lon), name }).catch(() => target.remove());
  }
});

function position_of(field) {
  const [lat, lon] = field.value.split(",").map(Number);
  return field.value.trim() && Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : {};
}

/** Below the field: a map whose marker sets it. */
async function choose(field, button) {
  const place = document.createElement("div");
  place.className = "map map-choose";
  const shown = button.nextElementSibling;
  if (shown) return shown.remove();
  const box = document.createElement("div");
  box.className = "map-box";
  box.append(place);
  button.after(box);
  const set = (lat, lon) => {
    field.value = `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const tools = { ...position_of(field), name: field.labels[0]?.textContent ?? "", on_move: set };
  const { put_in_the_middle } = await draw(place, tools);
  const here = document.createElement("button");
  here.type = "button";
  here.className = "btn btn-sm";
  here.textContent = texts.mapHere;
  here.addEventListener("click", put_in_the_middle);
  box.append(here);
}

function offer_map(field) {
  if (field.dataset.position === "offered") return;
  field.dataset.position = "offered";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm map-open";
  button.textContent = texts.mapChoose;
  button.addEventListener("click", () => choose(field, button));
  const tools = document.createElement("div");
  tools.className = "map-tools";
  tools.append(button);
  field.after(tools);
}

function look_for_places(within) {
  for (const place of within.querySelectorAll("[data-map]")) if (place !== document.body) in_view.observe(place);
  for (const field of within.querySelectorAll("input[data-position]")) offer_map(field);
}

if (url) {
  look_for_places(document);
  document.addEventListener("htmx:load", ({ target }) => look_for_places(target.parentElement ?? target));
}
