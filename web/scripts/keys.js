/** Whether a key press belongs to a field, so that shortcuts of one letter must leave it alone. */
export function is_typing(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}
