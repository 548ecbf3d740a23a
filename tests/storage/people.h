// Made-up records, the same for the same seed.
#pragma once

#include <array>
#include <random>
#include <string>

#include "storage/scratch.h"

namespace scratch {

using Random = std::mt19937_64;

template <class List> auto one_of(Random& random, const List& list) { return list[random() % std::size(list)]; }

/// A line with accents, case, digits and signs, as it is stored: one space between words.
inline std::string some_text(Random& random, std::size_t longest) {
    static constexpr std::array pieces{"a", "b", "Z", "é", "Ç", "ß",  "ﬁ", " ", " ",
                                       "-", "'", "0", "9", "ü", "日", "я", ",", "."};
    std::string text;
    for (std::size_t left = random() % (longest + 1); left > 0; --left)
        if (const std::string_view piece = one_of(random, pieces); piece != " " || !text.ends_with(' ')) text += piece;
    return std::string(storage::trimmed(text));
}

inline Person some_person(Random& random, const std::vector<storage::Id>& groups = {}) {
    static constexpr std::array first{"Ada", "Grace", "Élodie", "José", "Zoë", "Linus", "Mary", "Åsa"};
    static constexpr std::array last{"Lovelace", "Hopper", "Çelik", "Müller", "O'Brien", "Smith", "", "van Dyk"};
    Person person;
    person.first_name = one_of(random, first);
    person.last_name = one_of(random, last);
    if (random() % 3 != 0) person.email.text = "p" + std::to_string(random() % 100'000'000) + "@Example.org";
    if (random() % 2 != 0) person.phone.text = "+49 (30) " + std::to_string(1'000'000 + random() % 9'000'000);
    if (!groups.empty() && random() % 2 != 0) person.group = {one_of(random, groups)};
    if (!groups.empty() && random() % 2 != 0) person.tags = {{groups.front()}, {groups.back()}};
    if (groups.size() == 1 && person.tags.size() == 2) person.tags.pop_back();
    person.home = {some_text(random, 20), some_text(random, 10)};
    person.status = static_cast<Status>(random() % 4);
    if (random() % 2 != 0) person.born.days = static_cast<std::int32_t>(random() % 20'000) - 10'000;
    person.balance.minor = static_cast<std::int64_t>(random() % 2'000'000) - 1'000'000;
    person.weight.millionths = static_cast<std::int64_t>(random() % 100'000'000);
    person.rating.count = static_cast<std::uint8_t>(random() % 6);
    person.vip = random() % 2 != 0;
    person.visits = static_cast<std::int64_t>(random() % 100);
    person.page.text = random() % 3 == 0 ? "https://example.org/" + std::to_string(random() % 100) : "";
    person.about.text = some_text(random, random() % 10 == 0 ? 3'000 : 60);
    return person;
}

}  // namespace scratch
