#include "office/clients/client_settings.h"

#include <algorithm>
#include <utility>

#include "office/records/value_span.h"

namespace office {

using storage::Id;
using storage::Read;
using storage::Write;

bool phone_will_do(const Read& read) {
    const auto settings = read.find<Client_settings>(Client_settings::only);
    return settings && settings->phone_will_do;
}

namespace {

constexpr std::size_t judged_at_once = 100;

/// Where the other setting counts: those without an e-mail address.
std::vector<Id> judged_otherwise(const Read& read, bool will_do, std::string& after) {
    storage::Page page = read.select(storage::record_type<Client>(),
                                     {.tag = storage::index_tag::created,
                                      .filters = {emptiness(*storage::record_type<Client>().column("email"), true)},
                                      .after = std::move(after),
                                      .limit = judged_at_once});
    after = std::move(page.next);
    std::erase_if(page.ids, [&](Id id) { return read.get<Client>(id).phone_will_do == will_do; });
    return std::move(page.ids);
}

void judge_anew(Write& write, Id id, bool will_do) {
    Client client = write.get<Client>(id);
    client.phone_will_do = will_do;
    client.may_lack_details = client.is_incomplete();
    write.update(client);
}

}  // namespace

void set_phone_will_do(storage::Store& store, const storage::Actor& actor, bool will_do) {
    store.write(actor, [&](Write& write) {
        write.doing("edit");
        Client_settings settings = write.find<Client_settings>(Client_settings::only).value_or(Client_settings{});
        settings.phone_will_do = will_do;
        if (settings.id == 0)
            write.create(settings);
        else
            write.update(settings);
    });
    std::string after;
    do {
        const auto ids = store.read([&](const Read& read) { return judged_otherwise(read, will_do, after); });
        if (ids.empty()) continue;
        store.write(actor, [&](Write& write) {
            write.doing("edit");
            for (const Id id : ids)
                if (write.has(Client::kind.number, id)) judge_anew(write, id, will_do);
        });
    } while (!after.empty());
}

std::string begun_client(const Read& read) {
    Client client;
    client.phone_will_do = phone_will_do(read);
    return encode_fields(client);
}

std::string incomplete_client(const Read& read) {
    Client client;
    client.phone_will_do = phone_will_do(read);
    client.may_lack_details = true;
    return encode_fields(client);
}

void ask_for_details(const Read& read, Client& client, Errors& errors) {
    // check() has judged by what was asked for when it was saved before.
    Errors by_then;
    check(client, by_then);
    for (const auto& [field, what] : by_then)
        if (const auto at = errors.find(field); at != errors.end() && at->second == what) errors.erase(at);
    client.phone_will_do = phone_will_do(read);
    if (client.missing().empty()) client.may_lack_details = false;
    check(client, errors);
}

}  // namespace office
