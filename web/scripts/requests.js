// How htmx talks to the box: no eval, no inline styles, no pages kept in the browser's storage, the CSRF token with every
// request, and answers that carry errors shown where the form stands.
import htmx from "htmx.org";
import { show_toast } from "./toasts.js";

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0, // snapshots of personal data do not belong in the browser's storage
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
  scrollIntoViewOnBoost: false,
  defaultSettleDelay: 0,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "...", swap: false, error: true },
  ],
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.querySelector("meta[name=csrf]")?.content;
  if (detail.verb !== "get") {
    if (token) detail.headers["X-CSRF-Token"] = token;
    return;
  }
  // Empty filters would only make the URL long.
  const blank = [...detail.formData.entries()].filter(([, value]) => value === "").map(([name]) => name);
  const filled = new Set([...detail.formData.entries()].filter(([, value]) => value !== "").map(([name]) => name));
  for (const name of blank) if (!filled.has(name) && name !== "q") detail.formData.delete(name);
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { xhr, requestConfig } = detail;
  if (xhr.status === 401) return location.reload();
  // Somebody else saved first: post again as an ordinary form, which answers with the page that shows both versions.
  const form = requestConfig?.elt;
  if (xhr.status === 409 && form instanceof HTMLFormElement) return form.submit();
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const words = page.querySelector("[data-error-message]")?.textContent.trim();
  show_toast(words || `${xhr.status} ${xhr.statusText}`, "error");
});

document.addEventListener("htmx:sendError", () => {
  show_toast(document.body.dataset.offlineText || "Offline", "error");
});
