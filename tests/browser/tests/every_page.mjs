import { strict as assert } from "node:assert";
import axe from "axe-core";
import { visit, widths } from "../support/browser.mjs";
import { every_page, go } from "../support/pages.mjs";
import { busy_office, scenario, the } from "../support/scenario.mjs";

const at_once = 3;

for (const width of Object.keys(widths))
  scenario(
    `on every page, ${width}: nothing scrolls sideways or moves, targets are large enough, axe finds nothing in light and dark`,
    {},
    async () => {
      const office = await the(busy_office);
      office.pages ??= every_page(office);
      const waiting = [...(await office.pages)];
      const found = [];
      const walk = async () => {
        for (let place = waiting.shift(); place; place = waiting.shift())
          for (const finding of await look_at(office, place, width)) found.push(`${place.name}: ${finding}`);
      };
      await Promise.all(Array.from({ length: at_once }, walk));
      assert.deepEqual(found, []);
    },
  );

async function look_at(office, place, width) {
  const { page, context, done } = await visit(office, { ...place, width, colorScheme: "light" });
  try {
    await context.addInitScript(note_shifts);
    await go(place, page);
    let found = await layout(page, !place.open);
    // On a busy machine half a page may be painted; what moves twice moves.
    if (found.some((finding) => finding.startsWith("moves"))) {
      await page.reload();
      found = await layout(page, true);
    }
    if (width !== "tablet") found.push(...(await violations(page)));
    await done();
    return found;
  } catch (error) {
    await context.close();
    return [error.message];
  }
}

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
async function violations(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: page.viewportSize().width, height: Math.max(height, 900) });
  await page.evaluate(axe.source);
  const light = await axe_says(page, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await axe_says(page, ["color-contrast"]); // the only rule that colours change
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
