// People's names as their owners write them. Records keep "family, given", by which lists are sorted (office/clients/client.h);
// what is shown has no Latin comma where the script has none.
#pragma once

#include <string>
#include <string_view>

namespace pages {

/// In the order in which it is spoken: "Heather Callahan", "محمد العربي"; in scripts without spaces the family first: "王小明".
std::string natural_name(std::string_view given, std::string_view family);

/// A name as records keep it, in the signs of its script: "王, 小明" is "王小明", "العربي, محمد" is "العربي، محمد"; others stay.
std::string in_own_signs(std::string_view name);

}  // namespace pages
