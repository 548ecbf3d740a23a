#include "office/clients/tags.h"

#include "office/clients/client.h"
#include "office/records/save.h"

namespace office {

using storage::record_type;

storage::Ref<Tag> tag_named(storage::Write& write, std::string_view name) {
    const std::string wanted(storage::trimmed(name));
    if (const auto tag = write.first<&Tag::name>(wanted)) return {tag->id};
    return {save(write, record_type<Tag>(), 0, 0, {{"name", wanted}}, References::ids).id};
}

std::vector<Tag> all_tags(const storage::Read& read) {
    const auto& type = record_type<Tag>();
    std::vector<Tag> tags;
    for (const storage::Id id : read.select(type, {.tag = type.column("name")->tag, .limit = SIZE_MAX}).ids)
        tags.push_back(read.get<Tag>(id));
    return tags;
}

std::size_t clients_tagged(const storage::Read& read, storage::Ref<Tag> tag) {
    return read.where<&Client::tags>(tag, 1'000).size();
}

}  // namespace office
