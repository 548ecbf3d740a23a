// What can be done to a record besides editing it (office/records/action.h): its buttons, the form of what an action asks
// for, and the route that does it.
//
//   GET  /clients/7/<verb>    what it asks for
//   POST /clients/7/<verb>    does it
#pragma once

#include <vector>

#include "office/records/action.h"
#include "pages/records/form.h"
#include "pages/records/records.h"

namespace pages {

void add_action_routes(std::vector<http::Route>& routes, const Site& site, const storage::Record_type& type);

/// The fields of what an action asks for, empty, and its button.
Form asking_form(const storage::Read& read, const Language& language, const office::Action& action);
/// What was sent for them.
storage::Typed typed_for(const office::Action& action, const http::Request& request);
/// Names of other records become their ids; one that is not there is not made. Throws Error{invalid} where nothing was chosen.
storage::Typed with_ids(const storage::Read& read, const Language& language, const office::Action& action,
                        storage::Typed typed);

/// All that this person may do to that record as it is now, wherever it is offered.
std::vector<const office::Action*> possible_actions(const storage::Read& read, const http::Request& request,
                                                    const storage::Record_type& type, const storage::Raw& raw);
/// Those of them that are buttons on its page.
std::vector<const office::Action*> fitting_actions(const storage::Read& read, const http::Request& request,
                                                   const storage::Record_type& type, const storage::Raw& raw);
/// "/clients/7/archive"
std::string url_of(const storage::Kind& kind, storage::Id id, const office::Action& action);
std::string_view icon_of(const storage::Kind& kind, const office::Action& action);
/// For parts/actions.
Data actions_data(const http::Request& request, const storage::Kind& kind, storage::Id id,
                  const std::vector<const office::Action*>& actions);

}  // namespace pages
