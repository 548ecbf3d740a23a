// Everything here makes pages quicker to use; nothing here makes them work. Each module looks for its own marks in the
// page, listens on the document, and so also serves what htmx swaps in later.
import "./requests.js";
import "./dialogs.js";
import "./search.js";
import "./palette.js";
import "./back.js";
import "./columns.js";
import "./list.js";
import "./inline_edit.js";
import "./new_name.js";
import "./tag_input.js";
import "./rows.js";
import "./notes.js";
import "./toasts.js";
import "./forms.js";
import "./file_drop.js";
import "./uploads.js";
import "./theme.js";
import "./menus.js";
import "./busy.js";
import "./sideways.js";
import "./copy.js";
import "./roving.js";
import "./return_focus.js";
