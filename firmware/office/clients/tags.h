#pragma once

#include <string_view>

#include "office/clients/tag.h"
#include "storage/store.h"

namespace office {

/// The tag of that name (case does not matter), made when there is none.
storage::Ref<Tag> tag_named(storage::Write& write, std::string_view name);

struct Merge_tag {
    Ref<Tag> into;
    static constexpr auto fields = std::tuple{
        Field{1, "into", &Merge_tag::into, {.label = "Merge into", .required = true, .missing = "Choose a tag."}}};
};
/// Everything tagged so is tagged with the other one, and this one is gone.
void merge(storage::Write& write, Ref<Tag> tag, const Merge_tag& asked);

std::vector<Tag> all_tags(const storage::Read& read);  ///< by name

/// How many clients have it, counted up to 1,000.
std::size_t clients_tagged(const storage::Read& read, storage::Ref<Tag> tag);

}  // namespace office
