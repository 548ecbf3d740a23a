// Names that no template or script spells out, because the program puts them together from data.
// Whoever adds a colour, a nav icon or a span in C++ adds it here, or it will be missing from the build.

/** Classes. `chip-{{tag_color}}`, `span-{{part_span}}`, `toast-{{toast_kind}}`. */
export const classes = [
  // colours of tags and statuses
  /^chip-(gray|blue|azure|indigo|purple|pink|red|orange|yellow|lime|green|teal|cyan)$/,
  // width of a part of an address, in sixths
  /^span-[1-6]$/,
  // kinds of toast
  /^toast-(success|info|warning|error)$/,
  // a button of a client's head, and boxes of the values in it
  "wide-action",
  "menu-danger",
  /^value-(phone|email|billing_address|type|status)$/,
  // what a table cell holds: number, secondary text
  "num",
  "muted",
  // Bootstrap's marks on fields
  "is-invalid",
  // rendered Markdown
  /^(h[1-6]|p|ul|ol|li|blockquote|pre|code|table|thead|tbody|tr|th|td|hr|strong|em|del|ins|img|mark|small|kbd)$/,
  // a colleague in a comment
  "named",
  // set by htmx while a request runs
  /^htmx-/,
  // put into pages by the script of maps
  /^map-(marker|outside|tools)$/,
];

/** Icons. `{{nav_icon}}`, `{{new_icon}}`, `{{hit_icon}}`, `{{entry_icon}}`, `{{setting_icon}}`, `{{list_icon}}`, `{{action_icon}}`. */
export const icons = [
  // kinds of items
  "armchair",
  "car",
  "engine",
  "fence",
  "lamp",
  "plant-2",
  "pool",
  "tree",
  "activity",
  "address-book",
  "adjustments",
  "archive",
  "arrow-back-up",
  "arrow-merge",
  "box",
  "briefcase",
  "building",
  "calendar",
  "calendar-event",
  "cash",
  "certificate",
  "chart-bar",
  "check",
  "checklist",
  "coins",
  "credit-card",
  "database-import",
  "device-floppy",
  "file-invoice",
  "file-text",
  "gavel",
  "hand-stop",
  "history",
  "home",
  "info-circle",
  "language",
  "list-details",
  "lock",
  "map",
  "mail",
  "message",
  "messages",
  "note",
  "pencil",
  "phone",
  "pin",
  "pinned-off",
  "player-play",
  "plug",
  "plus",
  "send",
  "settings",
  "shield-lock",
  "shield-search",
  "star",
  "star-filled",
  "tag",
  "tags",
  "tool",
  "trash",
  "trees",
  "truck",
  "user",
  "user-edit",
  "user-minus",
  "user-plus",
  "users",
  "x",
];
