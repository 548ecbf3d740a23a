// The head of a client's page (web/pages/clients/head): who it is, how it is reached, what comes next.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "office/clients/hold.h"
#include "pages/clients/client_page.h"
#include "pages/records/actions.h"
#include "pages/records/shown.h"

namespace pages {

/// Values that stand there; they do not stand below it again. What is empty is offered to be added.
inline constexpr std::array head_values{"phone", "email", "billing_address", "company", "assignee", "priority"};
/// What its first line says; it is changed there too.
inline constexpr std::array head_line{"type", "status"};
/// What Overview has of a client's own values, in full.
inline constexpr std::array about_values{"services", "description"};

/// What it needs, copied out of the store.
struct Client_head {
    Record_view view;
    office::Client client;
    std::optional<office::Hold> hold;
    std::vector<const office::Action*> actions;
    Tags_of_client tags;
    storage::Rows figures;
};
/// Throws Error{not_found}.
Client_head read_head(const storage::Read& read, const http::Request& request, storage::Id client, Shower& shower);

/// The names of clients/head.
void set_head(Data& data, const Site& site, const http::Request& request, const Client_head& head);
/// What of it follows a client's fields, for a page that is open (Page_row::head_parts).
std::string client_head_parts(const Records& records, const http::Request& request);

/// For parts/value: these values, each to be changed where it stands by those who may.
Data values_data(const http::Request& request, const Client_head& head, std::span<const char* const> names);

}  // namespace pages
