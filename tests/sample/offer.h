// A kind with rows that only the tests know.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "office/clients/company.h"
#include "office/records/kind.h"
#include "storage/store.h"
#include "storage/values/arithmetic.h"

namespace sample {

struct Offer_line : storage::Table_row {
    std::string text;
    storage::Quantity quantity;
    storage::Money price;
    storage::Ref<office::Company> maker;
    bool optional = false;
    /// Nothing when it is too much.
    std::optional<storage::Money> total() const { return storage::product(quantity, price); }
    static constexpr auto fields = std::tuple{
        storage::Field{1, "text", &Offer_line::text, {.label = "Text", .required = true, .search = true}},
        storage::Field{2, "quantity", &Offer_line::quantity, {.label = "Quantity"}},
        storage::Field{3, "price", &Offer_line::price, {.label = "Price", .index = storage::Index::sorted}},
        storage::Field{4,
                       "maker",
                       &Offer_line::maker,
                       {.label = "Maker", .index = storage::Index::sorted, .gone = storage::Gone::clear}},
        storage::Field{5, "optional", &Offer_line::optional, {.label = "Optional"}},
        storage::Derived{200, "total", &Offer_line::total, {.label = "Total"}},
    };
};

/// Once it is issued nothing but its remark may change.
struct Offer : storage::Stored {
    static constexpr storage::Kind kind{90, "offer", "offers", "Offer", "Offers"};
    std::string name;
    std::vector<Offer_line> lines;
    bool issued = false;
    std::string remark;
    std::optional<storage::Money> total() const {
        return storage::sum(lines | std::views::transform(&Offer_line::total));
    }
    bool frozen() const { return issued; }
    static constexpr std::array after_freeze{4};
    static constexpr auto fields = std::tuple{
        storage::Field{1, "name", &Offer::name, {.label = "Name", .required = true, .index = storage::Index::sorted}},
        storage::Field{2, "lines", &Offer::lines, {.label = "Lines", .search = true}},
        storage::Field{3, "issued", &Offer::issued, {.label = "Yes or no"}},
        storage::Field{4, "remark", &Offer::remark, {.label = "Description"}},
        storage::Derived{200, "total", &Offer::total, {.label = "Total"}},
    };
};

inline void check(const Offer& offer, storage::Errors& errors) {
    if (!offer.total()) errors.emplace("lines", "comes to too much");
}

/// A store with the office's kinds and offers, in a folder that goes with it.
class Offer_store {
  public:
    Offer_store() {
        std::string name = (std::filesystem::temp_directory_path() / "clientbox-test-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder_ = name;
        store_ = std::make_unique<storage::Store>(folder_, office::record_types());
    }
    ~Offer_store() {
        store_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Offer_store(const Offer_store&) = delete;
    Offer_store& operator=(const Offer_store&) = delete;

    storage::Store& operator*() { return *store_; }
    const std::filesystem::path& folder() const { return folder_; }
    template <class Record> Record add(Record record) {
        store_->write({0, "Test"}, [&](storage::Write& write) { write.create(record); });
        return record;
    }
    Offer offer(storage::Id id) {
        return store_->read([&](const storage::Read& read) { return read.get<Offer>(id); });
    }
    /// Number, text and quantity of each row: "3:Dig*2 1:Sow*1".
    std::string told(storage::Id id) {
        std::string text;
        for (const Offer_line& line : offer(id).lines)
            text += (text.empty() ? "" : " ") + std::to_string(line.line) + ":" + line.text + "*" +
                    storage::Value<storage::Quantity>::show(line.quantity);
        return text;
    }

  private:
    std::filesystem::path folder_;
    std::unique_ptr<storage::Store> store_;
};

inline Offer_line offer_line(std::string text, std::int64_t quantity, std::int64_t price) {
    Offer_line line;
    line.text = std::move(text);
    line.quantity = {quantity * 10'000};
    line.price.minor = price;
    return line;
}

inline Offer offer(std::string name) {
    Offer offer;
    offer.name = std::move(name);
    offer.lines = {offer_line("Dig", 2, 500), offer_line("Sow", 1, 300), offer_line("Mow", 4, 100)};
    return offer;
}

}  // namespace sample
