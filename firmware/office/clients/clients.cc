#include "office/clients/clients.h"

#include <algorithm>

#include "office/clients/tags.h"

namespace office {

using storage::Read;
using storage::Write;

namespace {

void set_status(Write& write, Ref<Client> ref, Status status) {
    Client client = write.get(ref);
    client.status = status;
    write.update(client);
}

}  // namespace

void archive(Write& write, Ref<Client> client) { set_status(write, client, Status::archived); }

std::string_view why_not_archive(const Read&, const Client& client) {
    return client.status == Status::archived ? "This client is archived already." : "";
}

void restore(Write& write, Ref<Client> client) { set_status(write, client, Status::active); }

std::string_view why_not_restore(const Read&, const Client& client) {
    return client.status == Status::archived ? "" : "This client is not archived.";
}

void rate(Write& write, Ref<Client> ref, Stars rating) {
    write.doing("rate");
    Client client = write.get(ref);
    client.rating = rating;
    write.update(client);
}

void add_tag(Write& write, Ref<Client> ref, std::string_view name) {
    write.doing("add_tag");
    Client client = write.get(ref);
    const Ref<Tag> tag = tag_named(write, name);
    if (std::ranges::contains(client.tags, tag)) return;
    client.tags.push_back(tag);
    write.update(client);
}

void remove_tag(Write& write, Ref<Client> ref, Ref<Tag> tag) {
    write.doing("remove_tag");
    Client client = write.get(ref);
    if (std::erase(client.tags, tag) > 0) write.update(client);
}

}  // namespace office
