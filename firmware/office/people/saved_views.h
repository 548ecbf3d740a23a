// The views of one list, and what is done to them.
#pragma once

#include <string_view>
#include <vector>

#include "office/people/saved_view.h"
#include "storage/write.h"

namespace office {

/// As whoever reads sees them: their own in their order, then everybody's.
std::vector<Saved_view> views_of(const storage::Read& read, std::string_view list);

/// The list begins with it for whoever makes the change; without a view, with all of it.
void begin_with(storage::Write& write, std::string_view list, Ref<Saved_view> view);
bool begins_with(const Saved_view& view, storage::Id user);

/// One place nearer to the beginning, among those of the same owner.
void move_forward(storage::Write& write, Ref<Saved_view> view);
void move_back(storage::Write& write, Ref<Saved_view> view);

}  // namespace office
