import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["dist/", "node_modules/", "preview-out/"] },
  js.configs.recommended,
  { files: ["scripts/**"], languageOptions: { globals: globals.browser } },
  { files: ["*.js", "preview/**"], languageOptions: { globals: globals.node } },
];
