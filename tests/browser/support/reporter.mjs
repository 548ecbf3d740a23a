// One line a test while they run, what failed in full, and "N passed, N failed" at the end.
import { inspect } from "node:util";

/** The test that all others are part of; it fails with them. */
export const whole = "all";

export default async function* report(events) {
  const counts = { passed: 0, failed: 0 };
  let last;
  for await (const { type, data } of events) {
    if (data?.name === whole && data.details?.error?.failureType === "subtestsFailed") continue;
    if (type === "test:pass" && !data.skip && data.name !== whole) {
      ++counts.passed;
      yield `ok    ${data.name} (${seconds(data)})\n`;
    } else if (type === "test:fail") {
      ++counts.failed;
      const words = indented(data.details.error);
      yield `FAIL  ${data.name} (${seconds(data)})\n${words === last ? "      for the same reason" : words}\n`;
      last = words;
    } else if (type === "test:stderr" || type === "test:stdout") yield data.message;
  }
  yield `${counts.passed} passed, ${counts.failed} failed\n`;
}

const seconds = ({ details }) => `${(details.duration_ms / 1000).toFixed(1)} s`;

function indented(error) {
  const cause = error.cause ?? error;
  const lines = (cause.stack ?? inspect(cause)).split("\n").filter((line) => !line.includes("node:"));
  return lines.join("\n").replace(/^/gm, "      ");
}
