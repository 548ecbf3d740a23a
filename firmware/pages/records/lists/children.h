// Records of a kind that belong to one of another: the general list in the page of that one, where they are added, changed and
// deleted too. Every kind with a reference that says so (`added_there`) has it, at every kind that it may refer to.
//
//   /clients/7/errands                               the list (list.cc) of those of client 7
//   /clients/7/errands/new, /clients/7/errands/bulk   one more; many at once
//   /clients/7/errands/3/edit, …/3/delete            one of them
//
// The handlers are those of /errands: `Records::within` tells them where they are.
#pragma once

#include <string>
#include <vector>

#include "office/records/action.h"
#include "pages/records/records.h"

namespace pages {

struct Children {
    const storage::Record_type* type;
    const storage::Column* column;       ///< theirs, that refers to the one
    const storage::Record_type* parent;  ///< type of the one
};

/// The kinds whose records are added at one of `kind`, and have pages of their own.
std::vector<Children> children_of(const storage::Schema& schema, const storage::Kind& kind);

std::vector<http::Route> child_routes(const Site& site, const storage::Kind& kind);

/// How a column of references says that record in URLs and forms: "7", "1:7".
std::string reference_text(const storage::Column& column, storage::Subject to);
/// "/clients/7/errands"
std::string children_url(const Children& children, storage::Id parent);
/// Where one more is added: "/clients/7/errands/new"; "" when they come as files.
std::string new_child_url(const Children& children, storage::Id parent);

/// The record of the page that the list is in. Only within one.
storage::Subject parent_of(const Records& records, const http::Request& request);
/// Where the list stands: "/errands", "/clients/7/errands".
std::string list_url(const Records& records, const http::Request& request);
/// Where one of it is changed: "/errands/3", "/clients/7/errands/3".
std::string one_url(const Records& records, const http::Request& request, storage::Id id);
/// Where one is after that: the page of it, or the list in the page of what it belongs to.
std::string after_url(const Records& records, const http::Request& request, storage::Id id);

/// What the parent's actions offer beside each of them, or below their list.
std::vector<const office::Action*> parent_actions(const http::Request& request, const Children& children,
                                                  office::Action::Offer offered);
/// The field of such an action that one of them is put into.
storage::Column asked_child(const office::Action& action, const Children& children);

/// The page of a list or a form: `whole`, or the page of what they belong to with `data` in it.
http::Response list_page(const Records& records, const http::Request& request, std::string_view whole, Data data,
                         int status);

/// The tabs of a record's page, and below them those of the place that is open: both for parts/tabs.
struct Tabs {
    Data outer, inner;
    void set(Data& data) &&;
};
/// Where one is in the page of a record: in its own values, in a list of what belongs to it, or elsewhere.
struct Open_tab {
    const Children* children = nullptr;
    bool details = false;
    std::string details_url = {};  ///< "": they stand at the record's own address
};
/// Kinds with this place stand beside the record's own values.
inline constexpr std::string_view details_place = "Details";
/// A page of all that stands at one place (Page_row::place): its tab leads there.
struct Place_page {
    std::string_view place, label;  ///< `label` of its own tab, beside those of the kinds
    std::string url;
    bool open = false;
};
/// Appends the tab of the record's own values, and one for each kind of what belongs to it, or for the place of several.
void append_tabs(Tabs& tabs, const storage::Read& read, const http::Request& request, const storage::Record_type& type,
                 storage::Id id, const Open_tab& open, const Place_page& whole = {});
Data tab_data(const Language& language, std::string_view label, const std::string& url, Data count, bool open);

}  // namespace pages
