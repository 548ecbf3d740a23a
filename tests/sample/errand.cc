#include "sample/errand.h"

#include "office/records/describe_action.h"
#include "office/records/kind.h"
#include "pages/records/kind.h"
#include "storage/types/describe.h"

template const storage::Record_type& storage::record_type<sample::Errand>();
template const storage::Record_type& storage::record_type<sample::Errand_figures>();

namespace sample {

void Errand_figures::add(const Errand& errand) {
    if (errand.state != Errand_state::open) return;
    open = 1;
    open_total = errand.budget;
    oldest_due = errand.due;
}

void finish(storage::Write& write, Ref<Errand> ref) {
    Errand errand = write.get(ref);
    errand.state = Errand_state::done;
    write.update(errand);
}

std::string_view why_not_finish(const storage::Read&, const Errand& errand) {
    return errand.state == Errand_state::done ? "This client is archived already." : "";
}

storage::Visible sees(const storage::Read&, const Viewer& viewer) {
    if (viewer.is_client()) return seen_where<&Errand::client>(Ref<Client>{viewer.within.id});
    return viewer.roles.has(Role::staff) ? seen_where<&Errand::assignee>(Ref<User>{viewer.person}) : storage::Visible{};
}

namespace {

constexpr std::array actions{
    action_of<Errand, &finish, &why_not_finish>("finish", "Archive", "Archived", Right::edit_clients)};

const bool known = [] {
    add_kind({.type = &storage::record_type<Errand>(),
              .rights = {Right::see_clients, Right::edit_clients, Right::delete_clients},
              .actions = actions,
              .sees = &sees});
    add_kind({.type = &storage::record_type<Errand_figures>(),
              .rights = {Right::see_clients, Right::edit_clients, Right::delete_clients}});
    pages::add_page({.kind = Errand::kind.number, .icon = "check", .in_navigation = true});
    return true;
}();

}  // namespace

}  // namespace sample
