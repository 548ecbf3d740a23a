// Draws the map of the box: vector tiles or pictures out of its one file, read by ranges. A file of its own, which maps.js loads where a
// map is shown.
import * as L from "leaflet";
import "leaflet/dist/leaflet.css";
import { PMTiles, TileType } from "pmtiles";

globalThis.L = L; // protomaps-leaflet looks for it there
const { leafletLayer } = await import("protomaps-leaflet");

const nearest = 19;
const usual = 16;

const Pictures = L.GridLayer.extend({
  initialize(archive, options) {
    this.archive = archive;
    L.GridLayer.prototype.initialize.call(this, options);
  },
  createTile({ x, y, z }, done) {
    const tile = document.createElement("canvas");
    const size = this.getTileSize();
    tile.width = size.x;
    tile.height = size.y;
    this.archive
      .getZxy(z, x, y)
      .then((found) => found && createImageBitmap(new Blob([found.data])))
      .then((picture) => picture && tile.getContext("2d").drawImage(picture, 0, 0, size.x, size.y))
      .then(() => done(null, tile), done);
    return tile;
  },
});

const is_dark = () => {
  const chosen = document.documentElement.dataset.bsTheme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

function tiles_of(archive, header) {
  const bounds = L.latLngBounds([header.minLat, header.minLon], [header.maxLat, header.maxLon]);
  if (header.tileType !== TileType.Mvt)
    return new Pictures(archive, {
      bounds,
      minNativeZoom: header.minZoom,
      maxNativeZoom: header.maxZoom,
      maxZoom: nearest,
    });
  const flavor = is_dark() ? "dark" : "light";
  const lang = document.documentElement.lang;
  return leafletLayer({
    url: archive,
    flavor,
    lang,
    bounds,
    maxDataZoom: header.maxZoom,
    maxZoom: nearest,
    attribution: "", // what the file says is told already
  });
}

/** Said instead of a map. */
function tell(place, words) {
  const line = document.createElement("p");
  line.className = "map-outside muted";
  line.textContent = words;
  place.replaceWith(line);
  return { put_in_the_middle: () => {} };
}

/**
 * @param {HTMLElement} place becomes the map
 * @param how url, attribution; lat and lon of the marker, none for none yet; name: what is there; texts: of its buttons;
 *   on_move(lat, lon): the marker was moved, which nobody can do without it
 */
export async function draw_map(place, { url, attribution, lat, lon, name, texts, on_move }) {
  const archive = new PMTiles(new URL(url, location.href).href);
  const header = await archive.getHeader();
  const middle = [(header.minLat + header.maxLat) / 2, (header.minLon + header.maxLon) / 2];
  const bounds = L.latLngBounds([header.minLat, header.minLon], [header.maxLat, header.maxLon]);
  const is_known = lat !== undefined;
  if (is_known && !on_move && !bounds.contains([lat, lon])) return tell(place, texts.mapOutside);

  const map = L.map(place, {
    attributionControl: false,
    zoomControl: false,
    maxZoom: nearest,
    minZoom: Math.min(header.minZoom, usual),
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    scrollWheelZoom: Boolean(on_move), // a page that is scrolled must not stop at a map
  });
  map.setView(is_known ? [lat, lon] : middle, is_known ? Math.min(usual, header.maxZoom + 2) : header.minZoom);
  L.control.zoom({ zoomInTitle: texts.mapZoomIn, zoomOutTitle: texts.mapZoomOut }).addTo(map);
  if (attribution) L.control.attribution({ prefix: false }).addTo(map).addAttribution(escaped(attribution));
  tiles_of(archive, header).addTo(map);
  place.tabIndex = 0;

  const icon = L.divIcon({ className: "map-marker", iconSize: [28, 28], iconAnchor: [14, 28] });
  const marker = L.marker(is_known ? [lat, lon] : middle, {
    icon,
    alt: name,
    title: name,
    keyboard: false,
    interactive: Boolean(on_move),
    draggable: Boolean(on_move),
  });
  if (is_known) marker.addTo(map);
  const put = (at) => {
    const { lat, lng } = marker.setLatLng(at).addTo(map).getLatLng().wrap();
    on_move(lat, lng);
  };
  if (on_move) {
    marker.on("dragend", () => put(marker.getLatLng()));
    map.on("click", ({ latlng }) => put(latlng));
  }
  return { put_in_the_middle: () => put(map.getCenter()) };
}

function escaped(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}
