#include "exchange/address_file.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <format>

#include "exchange/tables/csv.h"
#include "exchange/tables/encoding.h"
#include "exchange/tables/text_file.h"
#include "places/book_writer.h"
#include "places/books.h"
#include "places/countries.h"
#include "places/words.h"
#include "storage/digest.h"
#include "storage/words.h"

namespace exchange {

namespace {

enum Column : std::uint8_t { lon, lat, number, street, unit, city, district, region, postcode, columns };
constexpr std::array<std::string_view, columns> titles{"lon",  "lat",      "number", "street",  "unit",
                                                       "city", "district", "region", "postcode"};
constexpr std::size_t nowhere = SIZE_MAX;

/// Which cell is which column.
class Header {
  public:
    explicit Header(const Cells& cells) {
        places_.fill(nowhere);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (const auto at = std::ranges::find(titles, storage::folded(storage::trimmed(cells[i])));
                at != titles.end())
                places_.at(static_cast<std::size_t>(at - titles.begin())) = i;
        if (places_[street] == nowhere || (places_[city] == nowhere && places_[postcode] == nowhere))
            throw storage::Error(
                storage::Fault::invalid,
                "This is no file of addresses: its first row has to name the columns STREET and CITY, beside "
                "LON, LAT, NUMBER, UNIT, DISTRICT, REGION and POSTCODE where they are known.");
    }
    std::string_view cell(const Cells& cells, Column column) const {
        const std::size_t at = places_.at(column);
        return at < cells.size() ? storage::trimmed(cells[at]) : std::string_view{};
    }

  private:
    std::array<std::size_t, columns> places_{};
};

storage::Position position_of(std::string_view latitude, std::string_view longitude) {
    const auto position = storage::parse_position(std::format("{}, {}", latitude, longitude));
    return position ? *position : storage::Position{};
}

places::Known_address address_of(const Header& header, const Cells& cells) {
    const auto text = [&](Column column) { return std::string(header.cell(cells, column)); };
    const std::string town = text(city).empty() ? text(district) : text(city);
    return {.street = places::readable(text(street)),
            .number = text(number),
            .unit = text(unit),
            .city = places::readable(town),
            .region = text(region),
            .postcode = text(postcode),
            .position = position_of(header.cell(cells, lat), header.cell(cells, lon))};
}

/// Digest of a text of which more and more is read.
class Digest {
  public:
    explicit Digest(std::string_view bytes)
        : bytes_(bytes) {}
    void read_to(std::size_t place) {
        constexpr std::size_t piece = 1UL << 20;
        if (place - done_ < piece && place != bytes_.size()) return;
        sum_.add(bytes_.substr(done_, place - done_));
        done_ = place;
    }
    std::string finish() {
        read_to(bytes_.size());
        return storage::hex(sum_.finish());
    }

  private:
    std::string_view bytes_;
    storage::Sha256 sum_;
    std::size_t done_ = 0;
};

bool is_the_same(const places::About& before, std::string_view bytes, const std::string& country) {
    return before.file_size == bytes.size() && before.country == country && before.digest == Digest(bytes).finish();
}

/// "de" of "openaddresses/de/sn/dresden.csv"
std::string country_of(const Address_file& file) {
    if (!file.country.empty()) {
        const auto* country = places::find_country(file.country);
        if (country == nullptr)
            throw storage::Error(storage::Fault::invalid,
                                 std::format("\"{}\" is no country of ISO 3166-1, like DE or US.", file.country));
        return std::string(country->code);
    }
    for (const auto& folder : file.file.parent_path())
        if (const std::string name = folder.string(); name.size() == 2)
            if (const auto* country = places::find_country(name)) return std::string(country->code);
    return {};
}

void read_rows(std::string_view text, places::About& about, places::Book_writer& writer, const Addresses_told& told) {
    const bool has_mark = text.starts_with(byte_order_mark);
    Csv_reader reader(text.substr(has_mark ? byte_order_mark.size() : 0), guess_dialect(text.substr(0, 64UL << 10)));
    Digest digest(text);
    Cells cells;
    if (!reader.next(cells)) throw storage::Error(storage::Fault::invalid, "This file is empty.");
    const Header header(cells);
    while (reader.next(cells)) {
        ++about.rows;
        const bool is_text = std::ranges::all_of(cells, [](const std::string& cell) { return storage::is_text(cell); });
        if (!is_text || !writer.add(address_of(header, cells))) ++about.passed_over;
        digest.read_to(reader.begin());
        told(reader.begin(), 0);
    }
    about.digest = digest.finish();
    if (about.rows == about.passed_over)
        throw storage::Error(storage::Fault::invalid, "There are no addresses in this file.");
}

std::int64_t now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace

Address_import import_addresses(const std::filesystem::path& data_folder, const Address_file& file,
                                const Addresses_told& told) {
    places::About about{.name = file.name.empty() ? places::book_name_of(file.file_name) : file.name,
                        .file_name = file.file_name,
                        .country = country_of(file)};
    places::check_book_name(about.name);
    const Text_file text(file.file, std::format("There is no file {}.", file.file.string()));
    refuse_what_is_no_text(text.bytes());
    for (const auto& before : places::Books(data_folder).all())
        if (before.about.name == about.name && is_the_same(before.about, text.bytes(), about.country))
            return {.about = before.about, .unchanged = true};
    about.file_size = text.bytes().size();
    places::Book_writer writer(places::books_folder(data_folder));
    read_rows(text.bytes(), about, writer, told);
    about.made_at = now();
    writer.finish(about, [&](std::uint64_t written) { told(about.file_size, written); });
    return {.about = about};
}

}  // namespace exchange
