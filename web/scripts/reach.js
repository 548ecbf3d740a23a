// What was typed leaves the page only when the box can take it. Before a form is sent the box is asked whether it answers
// and whether the person is still signed in; if not, the form stays as it is, and a message says what to do.
import { show_toast } from "./toasts.js";

const longest_wait = 10_000; // milliseconds

/** Whether a form can be sent now. Gives the page's forms the token of the session that there is. */
export async function can_send() {
  const { offlineText, signedOutText } = document.body.dataset;
  let page;
  try {
    const signal = AbortSignal.timeout(longest_wait);
    const answer = await fetch("/search", { redirect: "manual", cache: "no-cache", signal });
    if (answer.type === "opaqueredirect") {
      show_toast(signedOutText, "error", { sign_in: true });
      return false;
    }
    page = await answer.text();
  } catch {
    show_toast(offlineText, "error");
    return false;
  }
  renew_token(new DOMParser().parseFromString(page, "text/html").querySelector("meta[name=csrf]")?.content);
  return true;
}

/** Who signed in again, in another window, has another session. */
function renew_token(token) {
  if (!token) return;
  document.querySelector("meta[name=csrf]").content = token;
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = token;
}
