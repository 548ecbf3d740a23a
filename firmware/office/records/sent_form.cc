#include "office/records/sent_form.h"

#include <chrono>
#include <format>

#include "storage/digest.h"

namespace office {

namespace {

constexpr std::chrono::milliseconds kept_for = std::chrono::hours(24);
/// In one transaction.
constexpr std::size_t most_forgotten = 1'000;

}  // namespace

bool make_once(storage::Write& write, std::string_view sent, const std::function<Any_ref()>& make) {
    const std::string digest = storage::hex(storage::sha256(std::format("{}\n{}", write.actor().user, sent)));
    if (write.first<&Sent_form::digest>(digest)) return false;
    Sent_form form;
    form.digest = digest;
    form.made = make();
    write.create(form);
    return true;
}

void forget_sent_forms(storage::Write& write) {
    const auto& type = storage::record_type<Sent_form>();
    const auto oldest = write.select(type, {.tag = storage::index_tag::created, .limit = most_forgotten}).ids;
    for (const storage::Id id : oldest) {
        if (write.get<Sent_form>(id).created.milliseconds + kept_for.count() > write.now().milliseconds) return;
        write.erase(storage::Ref<Sent_form>{id});
    }
}

}  // namespace office
