// Clients for an office, the same ones at every run.
const first_names = "Heather Ana José Zoë Björn Chloé Ömer Łucja Deborah Noah Aylin Per Ines Karl Ruth".split(" ");
const last_names =
  "Callahan Nuñez Müller Ångström Dvořák O'Connor Okafor Tanaka Weiß Santos Petit Novák Lind Rossi Moreau Haas Kaya Silva Berg Smith".split(
    " ",
  );
const cities = ["Springfield", "Orléans", "Köln", "Malmö", "Gdańsk", "Porto"];
const companies = ["Mosley-David", "Acker & Söhne", "North Wind Ltd", "Blue Door", "Green Roof Co"];
const tags = ["vip", "newsletter", "roof", "garden", "2026"];

export const client_count = 300;

/** Row `number` of the office's old list, from 1. */
export function client(number) {
  const pick = (list) => list[number % list.length];
  const first_name = pick(first_names);
  const last_name = last_names[Math.floor(number / first_names.length) % last_names.length];
  return {
    "First Name": first_name,
    "Last Name": last_name,
    "E-mail": `client${number}@example.com`,
    Phone: `+1 (555) ${String(100 + number)}-${String(1000 + number * 7)}`,
    Company: number % 3 === 0 ? pick(companies) : "",
    Street: `${number} Long Street`,
    City: pick(cities),
    Postcode: String(10000 + number),
    Country: "",
    Tags: number % 4 === 0 ? `${pick(tags)}, ${tags[(number + 1) % tags.length]}` : "",
    Notes: number % 10 === 0 ? `Likes **blue**. Call after ${(number % 8) + 9} o'clock.` : "",
  };
}

/** A CSV file of rows, as spreadsheets write it. */
export function csv(rows) {
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))];
  return lines.map((cells) => cells.map(quoted).join(",")).join("\r\n") + "\r\n";
}

export const clients = (count = client_count) => Array.from({ length: count }, (_, index) => client(index + 1));
