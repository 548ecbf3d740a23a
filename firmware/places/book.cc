#include "places/book.h"

#include <algorithm>
#include <format>

#include "storage/bytes.h"

namespace places {

namespace {

enum About_tag : std::uint8_t {
    name = 1,
    file_name,
    country,
    digest,
    file_size,
    rows,
    passed_over,
    addresses,
    streets,
    places_,
    made_at,
};

void put_number(std::string& out, std::uint8_t tag, std::uint64_t number) {
    std::string bytes;
    storage::put_number(bytes, number);
    storage::put_run(out, tag, bytes);
}

std::uint64_t number_of(std::string_view runs, std::uint8_t tag) {
    return storage::get_number(storage::payload_of(runs, tag));
}

[[noreturn]] void damaged(const std::filesystem::path& file) {
    throw storage::Error(storage::Fault::corrupt, "This address book is damaged. Import its file again.",
                         file.string());
}

}  // namespace

std::string bytes_of(const About& about) {
    std::string out;
    storage::put_run(out, name, about.name);
    storage::put_run(out, file_name, about.file_name);
    storage::put_run(out, country, about.country);
    storage::put_run(out, digest, about.digest);
    put_number(out, file_size, about.file_size);
    put_number(out, rows, about.rows);
    put_number(out, passed_over, about.passed_over);
    put_number(out, addresses, about.addresses);
    put_number(out, streets, about.streets);
    put_number(out, places_, about.places);
    put_number(out, made_at, static_cast<std::uint64_t>(about.made_at));
    return out;
}

About about_of(std::string_view runs) {
    const auto text = [&](About_tag tag) { return std::string(storage::payload_of(runs, tag)); };
    return {.name = text(name),
            .file_name = text(file_name),
            .country = text(country),
            .digest = text(digest),
            .file_size = number_of(runs, file_size),
            .rows = number_of(runs, rows),
            .passed_over = number_of(runs, passed_over),
            .addresses = number_of(runs, addresses),
            .streets = number_of(runs, streets),
            .places = number_of(runs, places_),
            .made_at = static_cast<std::int64_t>(number_of(runs, made_at))};
}

Book::Book(const std::filesystem::path& file)
    : file_(file) {
    const std::string_view bytes = file_.bytes();
    if (bytes.size() < header_size || !bytes.starts_with(book_magic)) damaged(file);
    const std::string_view header = bytes.substr(0, header_size - 4);
    if (Numbers<std::uint32_t>(bytes.substr(header.size(), 4))[0] != storage::checksum(header)) damaged(file);
    const Numbers<std::uint64_t> bounds(header.substr(book_magic.size()));
    if (bounds[section_count * 2 - 2] + bounds[section_count * 2 - 1] != bytes.size()) damaged(file);
    about_ = about_of(section(Section::about));
    about_.bytes = bytes.size();
    streets_ = section(Section::streets);
    places_ = section(Section::places);
    street_ends_ = Numbers<std::uint64_t>(section(Section::street_ends));
    place_ends_ = Numbers<std::uint64_t>(section(Section::place_ends));
    place_streets_ = Numbers<std::uint32_t>(section(Section::place_streets));
    street_words_ = word_index(words_of_streets);
    place_words_ = word_index(words_of_places);
}

std::string_view Book::section(Section which) const {
    const Numbers<std::uint64_t> bounds(file_.bytes().substr(book_magic.size()));
    const auto at = static_cast<std::size_t>(which) * 2;
    return part(file_.bytes(), bounds[at], bounds[at] + bounds[at + 1]);
}

Book::Word_index Book::word_index(Section words) const {
    return {.texts = section(words),
            .ends = Numbers<std::uint32_t>(section(after(words, 1))),
            .first = Numbers<std::uint32_t>(section(after(words, 2))),
            .ids = Numbers<std::uint32_t>(section(after(words, 3)))};
}

Book::Word_index::Range Book::Word_index::beginning(std::string_view text) const {
    const auto first_not = [&](auto is_before) {
        std::size_t low = 0, high = ends.size();
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (is_before(word(middle).substr(0, text.size())))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    };
    return {first_not([&](std::string_view begin) { return begin < text; }),
            first_not([&](std::string_view begin) { return begin <= text; })};
}

std::size_t Book::Word_index::count(Range range) const {
    const std::size_t begin = first[range.begin], end = first[range.end];
    return std::min(end, ids.size()) - std::min({begin, end, ids.size()});
}

}  // namespace places
