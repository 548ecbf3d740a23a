// Small helps around forms: dangerous buttons wake when the name is typed, nothing typed is lost by leaving, a form is
// sent once, and a choice that needs no button, or on which it depends what else is asked, sends its form.
import { end_waiting } from "./busy.js";
import { can_send } from "./reach.js";
import { show_toast } from "./toasts.js";

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-confirm-name]")) return;
  const button = target.form.querySelector("[data-confirm-button]");
  button.disabled = target.value.trim() !== target.dataset.confirmName.trim();
});
for (const field of document.querySelectorAll("[data-confirm-name]")) {
  field.form.querySelector("[data-confirm-button]").disabled = field.value.trim() !== field.dataset.confirmName.trim();
}

let unsaved = false;
document.addEventListener("input", ({ target }) => {
  if (target.closest("form[data-guard]")) unsaved = true;
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  if (form.hasAttribute("hx-post")) return;
  form.dataset.sent = "yes";
  if (!form.matches("[data-guard]")) return;
  event.preventDefault();
  form.ariaBusy = "true";
  if (!(await can_send())) return allow_again(form);
  if (form.elements.once) send_once(form, submitter);
  else send(form, submitter);
});

/** The page is left only when the answer is there: until then what was typed stays. The box makes of it one thing, however often it
 *  comes, so it may be sent again. */
async function send_once(form, submitter) {
  const { offlineText } = document.body.dataset;
  let answer;
  try {
    const body = new FormData(form);
    const is_plain = form.enctype === "application/x-www-form-urlencoded";
    const headers = { "HX-Request": "true" };
    answer = await fetch(form.action, {
      method: "POST",
      body: is_plain ? new URLSearchParams(body) : body,
      headers,
      redirect: "manual",
    });
  } catch {
    show_toast(offlineText, "error");
    return allow_again(form);
  }
  const to = answer.headers.get("HX-Redirect");
  if (!to || to.startsWith("/login")) return send(form, submitter); // what is wrong with it is a page of its own
  unsaved = false;
  const here = location.pathname + location.search;
  location.assign(to);
  if (to.split("#")[0] === here && to.includes("#")) location.reload();
}

function send(form, submitter) {
  unsaved = false;
  if (submitter?.name) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(field);
  }
  HTMLFormElement.prototype.submit.call(form); // a field may be called "submit"
}

function allow_again(form) {
  end_waiting();
  delete form.dataset.sent;
  form.inert = false;
  form.ariaBusy = null;
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) allow_again(form);
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-submit-on-change]")) target.form.requestSubmit();
  if (target.matches("[data-redraws]") && target.form.elements.fields_of) {
    const asked_again = document.createElement("input");
    Object.assign(asked_again, { type: "hidden", name: "ask_again", value: "yes" });
    target.form.append(asked_again);
    target.form.noValidate = true;
    target.form.requestSubmit();
    target.form.inert = true; // what is typed now would be lost
  }
});

for (const list of document.querySelectorAll("[data-error-summary]")) list.focus();

// A new record is typed at once; on a touch screen the keyboard would cover half of the form.
const fresh = document.querySelector("form[data-fresh]");
if (fresh && document.activeElement === document.body && matchMedia("(hover: hover)").matches)
  [...fresh.querySelectorAll("input[type=text], input[type=email], textarea")]
    .find((field) => field.checkVisibility() && field.value === "")
    ?.focus();
