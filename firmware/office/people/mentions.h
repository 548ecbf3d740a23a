// "@Ana" in a text: whom it names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "office/people/user.h"
#include "storage/read.h"

namespace office {

/// Somebody whom a text may name.
struct Person {
    Ref<User> user;
    std::string name;
    std::string email;
};

/// Those who can sign in and see clients, by name.
std::vector<Person> people_to_name(const storage::Read& read);

struct Mention {
    std::string_view words;           ///< "@Ana Meyer", as they stand in the text
    std::vector<const Person*> fits;  ///< one: that is who is meant; several are called so, or nobody is
};

/// All of them, as they follow each other. The whole name counts first, then the first word of it, whatever the case and accents;
/// of several names the longest. What stands in an address ("ana@office.example") names nobody. They point into `text` and `people`.
std::vector<Mention> mentions_in(std::string_view text, const std::vector<Person>& people);

/// What is wrong with them: "names “@Bob”, and nobody here is called so"; "" when all are plain.
std::string why_not_plain(const std::vector<Mention>& mentions);

}  // namespace office
