import { strict as assert } from "node:assert";
import axe from "axe-core/axe.min.js";
import { visit, widths } from "../support/browser.mjs";
import { Office } from "../support/office.mjs";
import { every_page, first_pages, go, setup_pages } from "../support/pages.mjs";
import { new_office, scenario } from "../support/scenario.mjs";

const at_once = 3;

scenario(
  "on every page, on phone, tablet and desktop: nothing scrolls sideways or moves, targets are large enough, axe finds nothing in light and dark",
  {},
  async ({ office, the }) => {
    const found = [];
    for (const [visited, waiting] of [
      [office, await every_page(office)],
      [await the(new_office), first_pages()],
      [await the(Office.empty), setup_pages()],
    ])
      await Promise.all(Array.from({ length: at_once }, () => walk(visited, waiting, found)));
    assert.deepEqual(found, []);
  },
);

/** Looks at one page after the other, in one window for all that the same person sees. */
async function walk(office, waiting, found) {
  const windows = new Map();
  for (let place = waiting.shift(); place; place = waiting.shift()) {
    const visitor = JSON.stringify([place.as, place.refused]);
    if (!windows.has(visitor)) windows.set(visitor, await new_window(office, place));
    const { page, faults } = windows.get(visitor);
    const findings = await look_at(place, page).catch((error) => [error.message]);
    for (const finding of [...findings, ...faults.splice(0)]) found.push(`${place.name}: ${finding}`);
  }
  for (const { done } of windows.values()) await done();
}

async function new_window(office, { as, refused }) {
  const visitor = await visit(office, { as, refused });
  await visitor.context.addInitScript(note_shifts);
  return visitor;
}

/** A page is loaded in each width; what was done on it is done once, and then looked at in each width. */
async function look_at(place, page) {
  const found = [];
  for (const width of ["phone", "tablet", "desktop"]) {
    const first = width === "phone";
    await resize(page, width);
    if (first || !place.open) await go(place, page);
    let findings = await layout(page, !place.open);
    // On a busy machine half a page may be painted; what moves every time moves.
    for (let again = 0; again < 3 && findings.some((finding) => finding.startsWith("moves")); ++again) {
      await page.reload();
      findings = await layout(page, true);
    }
    found.push(...findings.map((finding) => `${width}: ${finding}`));
  }
  await page.evaluate(axe.source);
  for (const width of ["desktop", "phone"])
    found.push(...(await violations(page, width)).map((finding) => `${width}: ${finding}`));
  return found;
}

const resize = (page, width, height = 900) => page.setViewportSize({ width: widths[width], height });

/** Runs in the page: adds up how much moved without anybody having touched it. */
function note_shifts() {
  window.shifted = 0;
  window.movers = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shifted += entry.value;
      window.movers.push(...entry.sources.map(({ node }) => node?.className || node?.nodeName));
    }
  }).observe({ type: "layout-shift", buffered: true });
}

async function layout(page, untouched) {
  const { scroll, client, shifted, movers, widest, small } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const widest = [...document.querySelectorAll("main *")].find(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    const small = [];
    for (const element of document.querySelectorAll(
      "main button, main a.btn, main a.pencil, main input, main select",
    )) {
      const { width, height } = element.getBoundingClientRect();
      if (width === 0 || element.closest("label")?.getBoundingClientRect().height >= 24) continue;
      if (width < 24 || height < 24) small.push(`${element.outerHTML.slice(0, 100)} is ${width}×${height}`);
    }
    return {
      scroll: scrollWidth,
      client: clientWidth,
      shifted: window.shifted,
      movers: [...new Set(window.movers)],
      widest: widest?.outerHTML.slice(0, 120),
      small,
    };
  });
  const found = small.map((target) => `too small to touch: ${target}`);
  if (scroll > client) found.push(`is ${scroll} wide in ${client}: ${widest}`);
  if (untouched && shifted >= 0.02) found.push(`moves by ${shifted.toFixed(3)}: ${movers}`);
  return found;
}

/** The window is as high as the page, so that the bar at the bottom covers nothing that could be scrolled away from it. */
async function violations(page, width) {
  await resize(page, width);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await resize(page, width, Math.max(height, 900));
  const light = await axe_says(page, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await axe_says(page, ["color-contrast"]); // the only rule that colours change
  await page.emulateMedia({ colorScheme: "light" });
  return [...light, ...dark.map((finding) => `dark: ${finding}`)];
}

async function axe_says(page, rules) {
  const { violations } = await page.evaluate(
    (runOnly) => window.axe.run({ runOnly, resultTypes: ["violations"] }),
    rules,
  );
  return violations.map(({ id, nodes }) => {
    const [first] = nodes;
    return `${id} (${nodes.length}): ${first.html.slice(0, 160)} ${first.any[0]?.message ?? first.all[0]?.message ?? ""}`;
  });
}
