#include "places/book_writer.h"

#include <array>
#include <cmath>
#include <format>
#include <unistd.h>
#include <utility>

#include "places/words.h"
#include "storage/bytes.h"
#include "storage/descriptor.h"
#include "storage/whole_files.h"
#include "storage/words.h"

namespace places {

namespace {

constexpr std::size_t memory = 24UL << 20;      // of rows at a time
constexpr std::size_t word_memory = 8UL << 20;  // of words
constexpr std::size_t longest_cell = 200;       // bytes
constexpr std::string_view separator{"\0", 1};  // no text has it

std::string_view cut(std::string_view text) {
    while (text.size() > longest_cell) text.remove_suffix(storage::last_letter(text).bytes.size());
    return text;
}

/// "12b" sorts behind "9": digits in front as a number of six.
std::string natural(std::string_view number) {
    const std::size_t digits = std::min(number.find_first_not_of("0123456789"), number.size());
    return digits < 6 ? std::string(6 - digits, '0') + std::string(number) : std::string(number);
}

/// As rows are sorted: what is in the same street stands together.
///
///   folded city · postcode · city · region · folded street · street · natural number · number, each closed by NUL; then the position
enum Part : std::uint8_t { by_city, postcode, city, region, by_street, street, by_number, number, parts };
using Row = std::array<std::string_view, parts>;

std::string row_of(const Known_address& address) {
    std::string row;
    const std::string house =
        address.unit.empty() ? address.number : address.number + (address.number.empty() ? "" : " ") + address.unit;
    for (const std::string& one :
         {storage::sorted_form(cut(address.city)), std::string(cut(address.postcode)), std::string(cut(address.city)),
          std::string(cut(address.region)), storage::sorted_form(cut(address.street)), std::string(cut(address.street)),
          natural(cut(house)), std::string(cut(house))}) {
        row += one;
        row += separator;
    }
    put_little(row, address.position.lat);
    put_little(row, address.position.lon);
    return row;
}

struct Read_row {
    Row cells;
    storage::Position position;
};

Read_row read(std::string_view row) {
    Read_row read;
    for (std::string_view& cell : read.cells) {
        cell = row.substr(0, row.find(separator));
        row.remove_prefix(cell.size() + 1);
    }
    const Numbers<std::int32_t> position(row);
    read.position = {position[0], position[1]};
    return read;
}

void put_text(std::string& out, std::string_view text) {
    storage::put_length(out, text.size());
    out += text;
}

/// A section while it grows: it lies in a file of its own.
class Growing {
  public:
    explicit Growing(const std::filesystem::path& file)
        : file_(file)
        , out_(storage::open_to_write(file)) {}
    void add(std::string_view bytes) {
        ready_ += bytes;
        size_ += bytes.size();
        if (ready_.size() >= 64UL << 10) flush();
    }
    template <class Number> void add_number(Number number) {
        std::string bytes;
        put_little(bytes, number);
        add(bytes);
    }
    std::uint64_t size() const { return size_; }
    /// All of it behind what is in `to` already.
    void append_to(int to) {
        flush();
        const storage::Descriptor in = storage::open_to_read(file_);
        std::string piece(1UL << 20, '\0');
        while (const std::size_t got = storage::read_some(in.number(), piece))
            storage::write_all(to, std::string_view(piece).substr(0, got));
    }

  private:
    void flush() {
        storage::write_all(out_.number(), ready_);
        ready_.clear();
    }
    std::filesystem::path file_;
    storage::Descriptor out_;
    std::string ready_;
    std::uint64_t size_ = 0;
};

/// The sections of a book, of which several grow at once.
class Draft {
  public:
    explicit Draft(const std::filesystem::path& folder) {
        for (std::size_t i = 0; i < section_count; ++i) sections_.emplace_back(folder / std::format("section-{}", i));
    }
    Growing& operator[](Section section) { return sections_[static_cast<std::size_t>(section)]; }

    void write(const std::filesystem::path& file) {
        std::string header(book_magic);
        std::uint64_t offset = header_size;
        for (const Growing& section : sections_) {
            put_little(header, offset);
            put_little(header, section.size());
            offset += section.size();
        }
        put_little(header, storage::checksum(header));
        const storage::Descriptor out = storage::open_to_write(file);
        storage::write_all(out.number(), header);
        for (Growing& section : sections_) section.append_to(out.number());
    }

  private:
    std::vector<Growing> sections_;
};

/// Words of records, as they become an index.
class Words {
  public:
    Words(const std::filesystem::path& folder, std::string name)
        : pairs_(folder, std::move(name), word_memory) {}

    void add(const std::vector<std::string>& words, std::uint32_t id) {
        for (const std::string& word : words) {
            std::string pair = word + std::string(separator);
            for (int shift = 24; shift >= 0; shift -= 8) pair += static_cast<char>(id >> shift);
            pairs_.add(pair);
        }
    }

    void write(Draft& draft, Section texts) {
        Growing& ends = draft[after(texts, 1)];
        Growing& first = draft[after(texts, 2)];
        Growing& ids = draft[after(texts, 3)];
        std::string word, last;
        bool any = false;
        std::uint32_t count = 0;
        pairs_.each([&](std::string_view pair) {
            if (any && pair == last) return;
            last = pair;
            const std::string_view text = pair.substr(0, pair.size() - 5);
            if (!any || text != word) {
                if (any) ends.add_number(static_cast<std::uint32_t>(draft[texts].size()));
                draft[texts].add(text);
                first.add_number(count);
                word = text;
            }
            any = true;
            std::uint32_t id = 0;
            for (const char byte : pair.substr(pair.size() - 4)) id = id << 8 | static_cast<unsigned char>(byte);
            ids.add_number(id);
            ++count;
        });
        if (any) ends.add_number(static_cast<std::uint32_t>(draft[texts].size()));
        first.add_number(count);
    }

  private:
    Sorted_runs pairs_;
};

/// What sorted rows become.
class Binder {
  public:
    Binder(Draft& draft, const std::filesystem::path& folder)
        : draft_(draft)
        , street_words_(folder, "street-words")
        , place_words_(folder, "place-words") {}

    void add(std::string_view bytes) {
        const Read_row row = read(bytes);
        const bool same_place = place_ == key(row, by_city, region);
        const bool same_street = same_place && street_ == key(row, by_street, street);
        if (!same_street) end_street();
        if (!same_place) begin_place(row);
        if (!same_street) begin_street(row);
        if (any_number_ && number_ == row.cells[number]) return;  // one house is enough
        add_number(row);
    }

    void finish(About& about) {
        end_street();
        draft_[Section::place_streets].add_number(streets_count_);
        street_words_.write(draft_, words_of_streets);
        place_words_.write(draft_, words_of_places);
        about.addresses = addresses_;
        about.streets = streets_count_;
        about.places = places_count_;
    }
    std::uint64_t addresses() const { return addresses_; }

  private:
    static std::string key(const Read_row& row, Part from, Part to) {
        std::string key;
        for (int cell = from; cell <= to; ++cell) (key += row.cells[static_cast<std::size_t>(cell)]) += separator;
        return key;
    }

    void begin_place(const Read_row& row) {
        place_ = key(row, by_city, region);
        std::vector<std::string> words = words_of_address(row.cells[city]);
        for (const Part one : {postcode, region})
            for (std::string& word : words_of_address(row.cells[one])) words.push_back(std::move(word));
        std::string record;
        for (const Part one : {city, postcode, region}) put_text(record, row.cells[one]);
        put_text(record, joined(words));
        draft_[Section::places].add(record);
        draft_[Section::place_ends].add_number(draft_[Section::places].size());
        draft_[Section::place_streets].add_number(streets_count_);
        place_words_.add(words, places_count_++);
    }

    void begin_street(const Read_row& row) {
        street_ = key(row, by_street, street);
        const auto words = words_of_address(row.cells[street]);
        put_text(record_, row.cells[street]);
        put_text(record_, joined(words));
        street_words_.add(words, streets_count_);
        open_ = true;
    }

    void add_number(const Read_row& row) {
        any_number_ = true;
        number_ = row.cells[number];
        constexpr std::int32_t to_millionths = 10;
        const std::int64_t lat = row.position.lat / to_millionths, lon = row.position.lon / to_millionths;
        put_text(numbers_, number_);
        storage::put_length(numbers_, zigzag(lat - lat_));
        storage::put_length(numbers_, zigzag(lon - lon_));
        lat_ = lat;
        lon_ = lon;
        ++numbers_count_;
        ++addresses_;
    }

    void end_street() {
        if (!std::exchange(open_, false)) return;
        storage::put_length(record_, std::exchange(numbers_count_, 0));
        draft_[Section::streets].add(record_ + numbers_);
        draft_[Section::street_ends].add_number(draft_[Section::streets].size());
        record_.clear();
        numbers_.clear();
        number_.clear();
        any_number_ = false;
        lat_ = lon_ = 0;
        ++streets_count_;
    }

    Draft& draft_;
    Words street_words_, place_words_;
    std::string place_, street_, number_, record_, numbers_;
    bool open_ = false, any_number_ = false;
    std::int64_t lat_ = 0, lon_ = 0;
    std::size_t numbers_count_ = 0;
    std::uint32_t streets_count_ = 0, places_count_ = 0;
    std::uint64_t addresses_ = 0;
};

std::filesystem::path made(const std::filesystem::path& folder) {
    const auto making = folder / std::format(".making-{}", getpid());
    std::error_code error;
    std::filesystem::remove_all(making, error);
    if (!std::filesystem::create_directories(making, error))
        storage::failed(std::format("{} cannot be made", making.string()), error.value());
    return making;
}

}  // namespace

Book_writer::Book_writer(std::filesystem::path folder)
    : folder_(std::move(folder))
    , making_(made(folder_))
    , rows_(making_, "rows", memory) {}

Book_writer::~Book_writer() {
    std::error_code error;
    std::filesystem::remove_all(making_, error);
}

bool Book_writer::add(const Known_address& address) {
    if (address.street.empty() && address.city.empty()) return false;
    rows_.add(row_of(address));
    return true;
}

void Book_writer::finish(About& about, const std::function<void(std::uint64_t)>& told) {
    Draft draft(making_);
    Binder binder(draft, making_);
    rows_.each([&](std::string_view row) {
        binder.add(row);
        told(binder.addresses());
    });
    binder.finish(about);
    draft[Section::about].add(bytes_of(about));
    const auto ready = making_ / "ready";
    draft.write(ready);
    storage::keep_file(ready, folder_ / (about.name + std::string(book_ending)));
}

}  // namespace places
