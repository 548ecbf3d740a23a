// Pages for any declared record type: list, form, profile, one value, delete. What clients, contacts and companies
// have beyond that stands in their own files.
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/page.h"
#include "storage/types/record_type.h"

namespace pages {

std::vector<http::Route> record_routes(const Site& site);

struct Children;  // children.h

/// One record type on one site; what the handlers of records*.cc work with.
struct Records {
    const Site& site;
    const storage::Record_type& type;
    const Children* within = nullptr;  ///< those of one record alone, in its page
};

/// Suggestions of every kind that stands in the navigation, for what may refer to any.
inline constexpr std::string_view any_options_url = "/records/options";
http::Response any_options(const Site& site, const http::Request& request);

http::Response list_records(const Records& records, const http::Request& request);        // list.cc
http::Response picker_options(const Records& records, const http::Request& request);      // options.cc
http::Response new_record_form(const Records& records, const http::Request& request);     // form.cc
http::Response create_record(const Records& records, const http::Request& request);       // form.cc
http::Response edit_record_form(const Records& records, const http::Request& request);    // form.cc
http::Response change_record(const Records& records, const http::Request& request);       // form.cc
http::Response show_record(const Records& records, const http::Request& request);         // show.cc
http::Response ask_to_delete(const Records& records, const http::Request& request);       // remove.cc
http::Response delete_record(const Records& records, const http::Request& request);       // remove.cc
http::Response show_or_edit_value(const Records& records, const http::Request& request);  // values.cc
http::Response change_value(const Records& records, const http::Request& request);        // values.cc
http::Response ask_for_many(const Records& records, const http::Request& request);        // bulk.cc
http::Response do_to_many(const Records& records, const http::Request& request);          // bulk.cc

}  // namespace pages
