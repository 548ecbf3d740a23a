#include "office/clients/holds.h"

#include <algorithm>

#include "office/clients/contact.h"
#include "office/people/users.h"

namespace office {

using storage::Read;
using storage::Write;

void put_on_hold(Write& write, Ref<Client> ref, const Hold_reason& asked) {
    Client client = write.get(ref);
    Hold hold;
    hold.client = ref;
    hold.reason = asked.reason;
    hold.put_by = whoever_asks(write);
    hold.status_before = client.status;
    write.create(hold);
    client.status = Status::on_hold;
    write.update(client);
}

std::string_view why_not_put_on_hold(const Read&, const Client& client) {
    if (client.status == Status::on_hold) return "This client is on hold already.";
    return client.status == Status::archived ? "This client is archived. Restore it first." : "";
}

void release(Write& write, Ref<Hold> ref, const Release_reason& asked) {
    Hold hold = write.get(ref);
    hold.state = Hold_state::released;
    hold.released_by = whoever_asks(write);
    hold.released_at = Moment::now();
    hold.release_reason = asked.reason;
    write.update(hold);
    Client client = write.get(hold.client);
    client.status = hold.status_before;
    write.update(client);
}

std::string_view why_not_release(const Read&, const Hold& hold) {
    return hold.state == Hold_state::released ? "This client was released already." : "";
}

void before_erase(Write&, const Hold&) {
    throw storage::Error(storage::Fault::refused, "Holds stay as long as their client is there.");
}

namespace {

bool has_open_hold(const Read& read, Ref<Client> client, storage::Id but = 0) {
    return std::ranges::any_of(read.where<&Hold::client>(client), [&](storage::Id id) {
        return id != but && read.get<Hold>(id).state == Hold_state::open;
    });
}

}  // namespace

void agree(const Read& read, const Hold& hold, Errors& errors) {
    if (hold.state != Hold_state::open) return;
    if (has_open_hold(read, hold.client, hold.id))
        errors.emplace("state", "is open, and so is another hold of the client");
    const auto client = read.find(hold.client);
    if (client && client->status != Status::on_hold) errors.emplace("state", "is open, but the client is not on hold");
}

void agree(const Read& read, const Client& client, Errors& errors) {
    if (client.status == Status::on_hold && !has_open_hold(read, {client.id}))
        errors.emplace("", "It is on hold, but no hold is open.");
    const auto primary = read.find(client.primary_contact);
    if (primary && !std::ranges::contains(primary->clients, Ref<Client>{client.id}))
        errors.emplace("primary_contact", "is not a contact of this client");
}

std::optional<Hold> hold_of(const Read& read, const Client& client) {
    if (client.status != Status::on_hold) return std::nullopt;
    for (const storage::Id id : read.where<&Hold::client>(Ref<Client>{client.id}))
        if (Hold hold = read.get<Hold>(id); hold.state == Hold_state::open) return hold;
    return std::nullopt;
}

bool may_send(const Read& read, Ref<Client> client) { return read.get(client).status != Status::on_hold; }

void refuse_typed_hold(const Client* before, const Client& client, Errors& errors) {
    const bool was = before != nullptr && before->status == Status::on_hold;
    const bool is = client.status == Status::on_hold;
    if (is && !was) errors.emplace("status", "is set by “Put on hold” alone");
    if (was && !is) errors.emplace("status", "is left by “Release” alone");
}

}  // namespace office
