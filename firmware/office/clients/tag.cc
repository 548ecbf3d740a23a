#include "office/clients/tag.h"

namespace office {

void check(const Tag& tag, Errors& errors) {
    if (tag.name.contains(',')) errors.emplace("name", "must not contain commas");
}

}  // namespace office
