// What pages know of a kind of record beyond its declaration: one row, in the kinds.cc of its area. Whatever a row leaves
// out has a plain answer, so a kind needs no more than its number here.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/server.h"
#include "office/records/rights.h"
#include "pages/frame/page.h"
#include "storage/read.h"

namespace pages {

struct Records;
struct Children;
class Language;

/// Fields that stand together under a title.
struct Section {
    std::string_view title;
    std::vector<std::string_view> fields;
};

/// What happened to a record, told in the history of what it belongs to: "added the contact", "wrote a note".
struct Sentences {
    std::array<std::string_view, 5> did;  ///< created, changed, erased, joined, left
    std::string_view icon;
    bool named = false;  ///< the name follows
};

/// A field of a form that is asked for only where a choice is made (the organisation's name, of an organisation).
struct Asked_field {
    std::string_view field, choice, option;
    bool hidden = true;          ///< where another option is chosen
    bool expected = true;        ///< marked as required where this one is
    std::string_view hint = {};  ///< in place of the declared one
};

/// A record that may be the one that is being made.
struct Duplicate {
    std::string name, url, why;
};

/// What is over and done with: lists and the search leave it out until it is asked for. `column` none: nothing is left out.
struct Left_out {
    std::string_view column = {};
    std::vector<std::string_view> values = {};  ///< of a choice; none: any value
    std::string_view shown_too = {};            ///< the label of what asks for them: "Archived too"
};

/// Records that wait for those with a right, as their list is asked for: Today has them.
struct Waiting {
    office::Right right{};
    std::string_view query = {};  ///< "state=open"; none: none wait
};

/// A list as people often want it, ready as a tab above it: "Overdue", "due.before=today".
struct Ready_view {
    std::string_view name, filters;  ///< as the address says them
};

using Handler = http::Response (*)(const Records&, const http::Request&);

/// What an action looks like, and how history tells of it: "Ana archived".
struct Action_page {
    std::string_view action, icon, did;
    /// The control that it was done with, as it is now, for a page that is open; `error` is "" when it was done.
    http::Response (*control)(const Records&, const http::Request&, const std::string& error) = nullptr;
    Handler ask = nullptr, act = nullptr;  ///< in place of the form for what it asks, and of doing it at once
    /// What stands below the title of that form.
    std::string (*hint)(const Language&, const storage::Read&, const storage::Raw&) = nullptr;
    std::string_view asked_if_wrong = {};  ///< a field that the form has only once something is wrong with it
};

/// The page of one record around a list or a form of what belongs to it: `data` has the names of both, and of which it is
/// (web/pages/records/children).
using Around = http::Response (*)(const Site&, const http::Request&, const Children&, Data data, int status);
/// Appends what a list shows of one record in place of a row.
using Card = void (*)(std::string& html, const storage::Read&, const Records&, const http::Request&,
                      const storage::Raw&);

struct Page_row {
    std::uint8_t kind;
    std::string_view icon = "file-text", new_icon = icon;
    bool pages = true;           ///< list, form, page of one record at /<plural>; else it is kept inside other pages
    bool in_navigation = false;  ///< and in the menu "New" and the search over everything
    bool searched = false;       ///< by the search over everything, though it stands in no navigation
    std::string_view tab = {};   ///< what its tab at other records is called; none: as its list is
    /// What a record of such a kind is called that has no name: the value of one of its fields; none: a number.
    std::string_view named_by = {};
    std::string_view place = {};  ///< the tab of a record's page that its own is below of; none: it is one itself
    std::string_view home = {};   ///< where it is kept when it has no pages
    std::vector<Section> sections = {};  ///< of its form and page; empty: one with everything
    std::vector<std::string_view> columns =
        {};  ///< that a list shows unless others are chosen; the name comes first anyway
    std::vector<std::string_view> brief = {};  ///< that tables and lists in the page of another record show
    /// What the form for a new one begins with: field and value as a URL says it ("assignee", "me").
    std::vector<std::pair<std::string_view, std::string_view>> begun_with = {};
    std::vector<std::string_view> head =
        {};  ///< that stand in the head of its page: when they change, it is loaded again
    /// What of that head follows them, to be swapped into a page that is open instead (hx-swap-oob).
    std::string (*head_parts)(const Records&, const http::Request&) = nullptr;
    std::span<const Sentences> sentences = {};  ///< one, or none
    std::vector<Action_page> actions = {};
    /// "/files": where the bytes of its file are, by its number. Records of such a kind come as files, by a form of their area.
    std::string_view files_at = {};
    Left_out left_out = {};
    Waiting waiting = {};
    /// What becomes of those that belonged to one that is merged into another: "They get new numbers."
    std::string_view merged_says = {};
    std::vector<Ready_view> views = {};    ///< beside "All" and "Mine"
    std::string_view usual_sort = "name";  ///< of its lists, as a URL says it
    bool named_to_delete = true;           ///< its name is typed before it is deleted
    Handler show = nullptr;                ///< a page of its own for one record
    Around around = nullptr;               ///< that page around what belongs to it
    Card card = nullptr;                   ///< what lists show instead of a table
    /// The icon of one record, where they differ.
    std::string_view (*icon_of)(const storage::Read&, const storage::Raw&) = nullptr;
    std::string (*chip)(const storage::Read&, storage::Id) = nullptr;  ///< shown as a chip of that colour
    /// What stands beside its name, for it lacks something: "Incomplete: e-mail"; "" for nothing.
    std::string (*badge)(const Language&, const storage::Raw&) = nullptr;
    /// The same for what is only said, and nobody has to see to: "Later".
    std::string (*note)(const Language&, const storage::Raw&) = nullptr;
    /// The same for what must not wait: "Overdue".
    std::string (*alarm)(const Language&, const storage::Raw&) = nullptr;
    std::vector<Asked_field> (*asked)(const storage::Read&) = nullptr;
    /// What a search did not find, as the query of the form for a new one: "phone=555+0101".
    std::string (*new_from)(std::string_view words) = nullptr;
    std::vector<Duplicate> (*duplicates)(const storage::Read&, const Language&, const storage::Typed&) = nullptr;
};

/// In the order of the navigation; joined in pages/kinds.cc.
std::span<const Page_row> page_rows();
/// One more, before any page is asked for.
void add_page(Page_row row);
/// For a kind without a row: plain answers, and no pages.
const Page_row& page_row(std::uint8_t kind);
/// Kinds with lists of their own whose records come in as rows of a file, not as files.
bool takes_imports(const storage::Record_type& type);

}  // namespace pages
