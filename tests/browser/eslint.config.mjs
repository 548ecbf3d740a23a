import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["node_modules/", "test-results/"] },
  js.configs.recommended,
  // What a test hands to the page runs there.
  { languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
