#include "office/records/soundness.h"

#include <format>

#include "office/records/among.h"
#include "office/records/sentence.h"

namespace office {

namespace {

constexpr std::size_t most_told = 1'000;
/// In one transaction.
constexpr std::size_t batch = 500;

storage::Errors wrong_with(const storage::Read& read, const storage::Record_type& type, const storage::Raw& raw) {
    storage::Errors errors;
    if (type.objections != nullptr) errors = type.objections(std::nullopt, raw.fields);
    if (const auto agrees = among_others(type.kind.number).agrees; agrees != nullptr) agrees(read, raw, errors);
    return errors;
}

void look_at(const storage::Read& read, const storage::Record_type& type, const storage::Raw& raw,
             Broken_rules& broken) {
    for (const auto& [field, what] : wrong_with(read, type, raw)) {
        if (++broken.count > most_told) continue;
        const std::string why = field.empty() ? what : sentence(type.column(field), field, what);
        broken.sentences.push_back(std::format("{} {} ({}): {}", type.kind.label, raw.id, type.name(raw.fields), why));
    }
}

}  // namespace

Broken_rules broken_rules(const storage::Store& store) {
    Broken_rules broken;
    for (const storage::Record_type* type : store.schema().types()) {
        storage::List list{.tag = storage::index_tag::created, .limit = batch};
        do
            store.read([&](const storage::Read& read) {
                storage::Page page = read.select(*type, list);
                for (const storage::Raw& raw : read.get_many(*type, page.ids)) look_at(read, *type, raw, broken);
                list.after = std::move(page.next);
            });
        while (!list.after.empty());
    }
    return broken;
}

}  // namespace office
