import { strict as assert } from "node:assert";
import axe from "axe-core";
import { visit, widths } from "../support/browser.mjs";
import { every_page, go } from "../support/pages.mjs";
import { busy_office, scenario, the } from "../support/scenario.mjs";

/** Shows every page to `look`; gives what it found, with the page's name in front. Several pages at once. */
async function look_at_all(options, look) {
  const office = await the(busy_office);
  office.pages ??= every_page(office);
  const waiting = [...(await office.pages)];
  const found = [];
  const walk = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const visitor = await visit(office, { ...options, as: next.as, refused: next.refused });
      try {
        await visitor.context.addInitScript(note_shifts);
        await go(next, visitor.page);
        for (const finding of await look(visitor.page)) found.push(`${next.name}: ${finding}`);
        await visitor.done();
      } catch (error) {
        found.push(`${next.name}: ${error.message}`);
        await visitor.context.close();
      }
    }
  };
  await Promise.all([walk(), walk(), walk()]);
  return found;
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

/** The window is as high as the page, so that the bar at the bottom covers nothing that could be scrolled away from it. */
async function violations(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: page.viewportSize().width, height: Math.max(height, 900) });
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    window.axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    }),
  );
  return violations.map(({ id, nodes }) => {
    const [first] = nodes;
    return `${id} (${nodes.length}): ${first.html.slice(0, 160)} ${first.any[0]?.message ?? first.all[0]?.message ?? ""}`;
  });
}

for (const colorScheme of ["light", "dark"])
  for (const width of ["phone", "desktop"])
    scenario(`axe finds nothing on any page: ${colorScheme}, ${width}`, {}, async () => {
      assert.deepEqual(await look_at_all({ colorScheme, width }, violations), []);
    });

for (const width of Object.keys(widths))
  scenario(`no page scrolls sideways or moves while it loads: ${width}`, {}, async () => {
    const look = async (page) => {
      const { scroll, client, shifted, movers, widest } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const widest = [...document.querySelectorAll("main *")].find(
          (element) => element.getBoundingClientRect().right > clientWidth + 1,
        );
        return {
          scroll: scrollWidth,
          client: clientWidth,
          shifted: window.shifted,
          movers: [...new Set(window.movers)],
          widest: widest?.outerHTML.slice(0, 120),
        };
      });
      const found = [];
      if (scroll > client) found.push(`is ${scroll} wide in ${client}: ${widest}`);
      if (shifted >= 0.02) found.push(`moves by ${shifted.toFixed(3)}: ${movers}`);
      return found;
    };
    assert.deepEqual(await look_at_all({ width }, look), []);
  });

scenario("what can be touched is at least 24 pixels wide and high, or has room around it", {}, async () => {
  const look = (page) =>
    page.evaluate(() => {
      const small = [];
      for (const element of document.querySelectorAll(
        "main button, main a.btn, main a.pencil, main input, main select",
      )) {
        const { width, height } = element.getBoundingClientRect();
        if (width === 0 || element.closest("label")?.getBoundingClientRect().height >= 24) continue;
        if (width < 24 || height < 24) small.push(`${element.outerHTML.slice(0, 100)} is ${width}×${height}`);
      }
      return small;
    });
  assert.deepEqual(await look_at_all({ width: "phone" }, look), []);
});
