// How a book is searched. Every word asked for is the beginning of words of streets and of places. The word that the fewest streets have
// says which streets are looked at; the others are looked for in their texts. Where even that one has too many, only the cities where the
// office has addresses and the first streets are looked at, so that no question takes longer than a few milliseconds.
#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "places/book.h"
#include "places/words.h"
#include "storage/bytes.h"
#include "storage/words.h"

namespace places {

namespace {

constexpr std::size_t most_looked_at = 4'000;  // streets; as many again in the office's own cities
constexpr std::size_t most_opened = 64;        // of these, to look for a number
constexpr std::size_t most_houses = 200;       // of each

/// LEB128 and texts of a record; at a wrong byte it ends.
class Record_reader {
  public:
    explicit Record_reader(std::string_view record)
        : reader_(record) {}
    std::string_view text() { return reader_.text(); }
    std::uint64_t number() { return reader_.length(); }

  private:
    storage::Reader reader_;
};

struct Street_text {
    std::string_view name, words;
};
struct Place_text {
    std::string_view city, postcode, region, words;
};

struct House {
    std::string_view number;
    storage::Position position;
};

/// Calls visit(house) for each number of a street until it returns false.
template <class Visit> void each_house(std::string_view record, Visit visit) {
    Record_reader reader(record);
    reader.text();
    reader.text();
    std::int64_t lat = 0, lon = 0;
    for (std::uint64_t left = reader.number(); left > 0; --left) {
        const std::string_view number = reader.text();
        lat += unzigzag(reader.number());
        lon += unzigzag(reader.number());
        constexpr std::int64_t to_ten_millionths = 10, farthest = 180'000'000;
        const bool known = std::max({lat, -lat, lon, -lon}) <= farthest;
        const storage::Position position{static_cast<std::int32_t>(lat * to_ten_millionths),
                                         static_cast<std::int32_t>(lon * to_ten_millionths)};
        if (!visit(House{number, known ? position : storage::Position{}})) return;
    }
}

struct Found_street {
    std::uint32_t street = 0, place = 0;
    std::uint64_t near = 0;
    std::uint32_t whole_words = 0;
    std::vector<std::string_view> numbers;  ///< asked for, that are no words of it
    auto rank() const {
        return std::tuple(numbers.size(), -static_cast<std::int64_t>(near), -static_cast<std::int64_t>(whole_words),
                          street);
    }
};

/// 2: that very number, 1: one that begins so, 0: another.
std::uint32_t likeness(std::string_view house, const std::vector<std::string_view>& asked) {
    const std::vector<std::string> words = storage::words_of(house);
    const std::string together = [&] {
        std::string all;
        for (const std::string& word : words) all += word;
        return all;
    }();
    bool whole = asked.size() == words.size() || (asked.size() == 1 && asked.front() == together);
    for (const std::string_view one : asked) {
        if (asked.size() == 1 && together.starts_with(one)) {
            whole = whole && together == one;
            continue;
        }
        const auto at = std::ranges::find_if(words, [&](const std::string& word) { return word.starts_with(one); });
        if (at == words.end()) return 0;
        whole = whole && *at == one;
    }
    return whole ? 2 : 1;
}

/// Postcodes are longer.
bool is_house(std::string_view word) { return is_number(word) && word.size() < 4; }

bool puts_number_first(std::string_view country) {
    static constexpr std::array countries{"AU", "CA", "FR", "GB", "IE", "IN", "LU",
                                          "MY", "NZ", "PH", "SG", "TH", "US", "ZA"};
    return std::ranges::contains(countries, country);
}

std::string with_number(std::string_view street, std::string_view number, std::string_view country) {
    if (number.empty() || street.empty()) return std::string(street.empty() ? number : street);
    const std::string first(puts_number_first(country) ? number : street);
    return first + " " + std::string(puts_number_first(country) ? street : number);
}

}  // namespace

class Book::Search {
  public:
    Search(const Book& book, const Query& query)
        : book_(book) {
        for (const std::string& word : query.words) words_.push_back(asked(word));
        for (const Query::City& city : query.near)
            if (const auto range = places_of(city.name); range.begin < range.end)
                near_.push_back({range, city.addresses});
    }

    std::vector<Suggestion> run() {
        look();
        std::ranges::sort(found_, {}, &Found_street::rank);
        std::vector<Suggestion> suggestions;
        for (std::size_t i = 0; i < std::min(found_.size(), most_opened); ++i) open(found_[i], suggestions);
        return suggestions;
    }

  private:
    struct Asked {
        std::string_view text;
        Word_index::Range streets;
        std::vector<std::uint32_t> places;  ///< that have it, sorted
        std::size_t cost = 0;               ///< streets that have it
    };
    struct Range {
        std::size_t begin = 0, end = 0;
    };
    struct Near {
        Range places;
        std::uint64_t addresses = 0;
    };

    Asked asked(std::string_view text) const {
        Asked asked{.text = text, .streets = book_.street_words_.beginning(text), .places = {}, .cost = 0};
        const Word_index& index = book_.place_words_;
        const auto range = is_house(text) ? Word_index::Range{} : index.beginning(text);
        const std::size_t begin = index.first[range.begin];
        for (std::size_t i = 0; i < index.count(range); ++i) asked.places.push_back(index.ids[begin + i]);
        std::ranges::sort(asked.places);
        asked.places.erase(std::ranges::unique(asked.places).begin(), asked.places.end());
        asked.cost = book_.street_words_.count(asked.streets);
        for (const std::uint32_t place : asked.places) asked.cost += streets_of(place).end - streets_of(place).begin;
        return asked;
    }

    Range streets_of(std::size_t place) const {
        const std::size_t begin = book_.place_streets_[place], end = book_.place_streets_[place + 1];
        return {begin, std::max(begin, end)};
    }
    std::string_view street_record(std::size_t street) const {
        return part(book_.streets_, street == 0 ? 0 : book_.street_ends_[street - 1], book_.street_ends_[street]);
    }
    Street_text street_text(std::size_t street) const {
        Record_reader reader(street_record(street));
        const auto name = reader.text();
        return {name, reader.text()};
    }
    Place_text place_text(std::size_t place) const {
        Record_reader reader(
            part(book_.places_, place == 0 ? 0 : book_.place_ends_[place - 1], book_.place_ends_[place]));
        const auto city = reader.text(), postcode = reader.text(), region = reader.text();
        return {city, postcode, region, reader.text()};
    }
    std::size_t place_of(std::size_t street) const {
        std::size_t low = 0, high = book_.place_ends_.size();
        while (high - low > 1) {
            const std::size_t middle = low + (high - low) / 2;
            (book_.place_streets_[middle] <= street ? low : high) = middle;
        }
        return low;
    }

    /// Places stand by folded city.
    Range places_of(const std::string& city) const {
        const auto first_not = [&](auto is_before) {
            std::size_t low = 0, high = book_.place_ends_.size();
            while (low < high) {
                const std::size_t middle = low + (high - low) / 2;
                if (is_before(storage::sorted_form(place_text(middle).city)))
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        };
        return {first_not([&](const std::string& one) { return one < city; }),
                first_not([&](const std::string& one) { return one <= city; })};
    }

    void look() {
        const Asked* rarest = nullptr;
        const auto rank = [](const Asked& word) { return std::pair(is_house(word.text), word.cost); };
        for (const Asked& word : words_) {
            const bool is_of_house = is_number(word.text) && word.cost == 0;  // no street and no place has it
            if (!is_of_house && (rarest == nullptr || rank(word) < rank(*rarest))) rarest = &word;
        }
        if (rarest == nullptr) return;
        if (rarest->cost > most_looked_at) look_nearby(*rarest);
        if (found_.size() >= most_opened) return;
        look_at(*rarest);
    }

    /// Streets of the office's own cities that have the word.
    void look_nearby(const Asked& word) {
        for (const Near& near : near_) {
            looked_at_ = most_looked_at - most_looked_at / near_.size();
            for (const std::uint32_t place : word.places)
                if (near.places.begin <= place && place < near.places.end && !judge_all(place)) break;
            const Range streets{streets_of(near.places.begin).begin, streets_of(near.places.end - 1).end};
            for (std::size_t number = word.streets.begin; number < word.streets.end; ++number)
                if (!judge_within(number, streets)) break;
        }
        looked_at_ = 0;
    }

    bool judge_all(std::size_t place) {
        const Range streets = streets_of(place);
        for (std::size_t street = streets.begin; street < streets.end; ++street)
            if (!judge(street, place)) return false;
        return true;
    }

    /// Ids of a word ascend.
    bool judge_within(std::size_t word, Range streets) {
        const Word_index& index = book_.street_words_;
        std::size_t at = index.first[word];
        const std::size_t end = std::min<std::size_t>(index.first[word + 1], index.ids.size());
        for (std::size_t high = end; at < high;) {
            const std::size_t middle = at + (high - at) / 2;
            if (index.ids[middle] < streets.begin)
                at = middle + 1;
            else
                high = middle;
        }
        for (; at < end && index.ids[at] < streets.end; ++at)
            if (!judge(index.ids[at], place_of(index.ids[at]))) return false;
        return true;
    }

    void look_at(const Asked& word) {
        for (const std::uint32_t place : word.places)
            if (!judge_all(place)) return;
        const Word_index& index = book_.street_words_;
        const std::size_t begin = index.first[word.streets.begin];
        for (std::size_t i = 0; i < index.count(word.streets); ++i) {
            const std::uint32_t street = index.ids[begin + i];
            if (!judge(street, place_of(street))) return;
        }
    }

    /// Whether there is patience for more.
    bool judge(std::size_t street, std::size_t place) {
        if (++looked_at_ > most_looked_at) return false;
        Found_street found{.street = static_cast<std::uint32_t>(street),
                           .place = static_cast<std::uint32_t>(place),
                           .near = 0,
                           .whole_words = 0,
                           .numbers = {}};
        const std::string_view words = street_text(street).words;
        for (const Asked& word : words_) {
            const bool in_place = std::ranges::binary_search(word.places, found.place);
            const bool in_street = is_number(word.text) ? has_whole_word(words, word.text) : has_word(words, word.text);
            if (!in_place && !in_street) {
                if (!is_number(word.text)) return true;
                found.numbers.push_back(word.text);
            } else if (has_whole_word(in_street ? words : place_text(place).words, word.text)) {
                ++found.whole_words;
            }
        }
        const auto same = std::ranges::find_if(
            near_, [&](const Near& near) { return near.places.begin <= place && place < near.places.end; });
        if (same != near_.end()) found.near = same->addresses;
        found_.push_back(std::move(found));
        return true;
    }

    static bool has_whole_word(std::string_view words, std::string_view word) {
        for (std::size_t at = 0; (at = words.find(word, at)) != std::string_view::npos; ++at) {
            const std::size_t end = at + word.size();
            if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
        }
        return false;
    }

    /// What one street comes to: the houses asked for, all of them when there is no other street, or the street.
    void open(const Found_street& found, std::vector<Suggestion>& suggestions) const {
        const std::size_t before = suggestions.size();
        const bool is_alone = found.numbers.empty() && found_.size() == 1;
        std::size_t houses = 0;
        std::optional<House> only;
        each_house(street_record(found.street), [&](const House& house) {
            ++houses;
            only = house;
            const std::uint32_t like = found.numbers.empty() ? 0 : likeness(house.number, found.numbers);
            if (like > 0 || is_alone) suggestions.push_back(suggestion(found, house, like));
            return suggestions.size() < before + most_houses;
        });
        if (suggestions.size() > before || found.numbers.size() > 1) return;
        const bool is_whole = found.numbers.empty() && houses == 1;
        const House house = is_whole                ? *only
                            : found.numbers.empty() ? House{}
                                                    : House{.number = found.numbers.front(), .position = {}};
        suggestions.push_back(suggestion(found, house, 0));
        if (!is_whole)
            suggestions.back().kind = found.numbers.empty() ? Suggestion::street_alone : Suggestion::new_house;
    }

    Suggestion suggestion(const Found_street& found, const House& house, std::uint32_t like) const {
        const Place_text place = place_text(found.place);
        const std::string& country = book_.about_.country;
        return {.kind = Suggestion::house,
                .street = with_number(street_text(found.street).name, house.number, country),
                .city = std::string(place.city),
                .region = std::string(place.region),
                .postcode = std::string(place.postcode),
                .country = country,
                .position = house.position,
                .number = like,
                .near = found.near,
                .whole_words = found.whole_words};
    }

    const Book& book_;
    std::vector<Asked> words_;
    std::vector<Near> near_;
    std::vector<Found_street> found_;
    std::size_t looked_at_ = 0;
};

std::vector<Suggestion> Book::find(const Query& query) const {
    if (query.words.empty()) return {};
    try {
        return Search(*this, query).run();
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::corrupt) throw;
        return {};  // a flipped bit; the settings page says which file to import again
    }
}

}  // namespace places
