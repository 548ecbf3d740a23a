// Orders for the tests of parts and rows: a place with an index and a reference inside, rows of goods, a freeze.
#pragma once

#include "storage/scratch.h"

namespace scratch {

/// What is sold.
struct Good : storage::Stored {
    static constexpr storage::Kind kind{40, "good", "goods", "Good", "Goods"};
    std::string name;
    static constexpr auto fields = std::tuple{
        storage::Field{1, "name", &Good::name, {.label = "Name", .required = true, .index = storage::Index::sorted}},
    };
};

/// A part with all that a field of a record can have.
struct Site {
    std::string street, city;
    storage::Ref<Person> keeper;
    static constexpr auto fields = std::tuple{
        storage::Field{1, "street", &Site::street, {.label = "Street"}},
        storage::Field{2, "city", &Site::city, {.label = "City", .search = true, .index = storage::Index::sorted}},
        storage::Field{
            3,
            "keeper",
            &Site::keeper,
            {.label = "Keeper", .search = true, .index = storage::Index::sorted, .gone = storage::Gone::clear}},
    };
};

struct Order_line : storage::Table_row {
    storage::Ref<Good> good;
    std::string text;
    std::int64_t quantity = 0;
    storage::Money price;
    Site from;
    static constexpr auto fields = std::tuple{
        storage::Field{1, "good", &Order_line::good, {.label = "Good", .index = storage::Index::sorted}},
        storage::Field{2, "text", &Order_line::text, {.label = "Text", .required = true, .search = true}},
        storage::Field{3, "quantity", &Order_line::quantity, {.label = "Quantity"}},
        storage::Field{4, "price", &Order_line::price, {.label = "Price", .index = storage::Index::sorted}},
        storage::Field{5, "from", &Order_line::from, {.label = "From", .search = true}},
    };
};

/// Once it is issued nothing but its notes may change.
struct Order : storage::Stored {
    static constexpr storage::Kind kind{41, "order", "orders", "Order", "Orders"};
    std::string name;
    storage::Ref<Person> person;
    Site site;
    std::vector<Order_line> lines, extras;
    storage::Text notes;
    bool issued = false;
    bool frozen() const { return issued; }
    static constexpr std::array after_freeze{6};
    static constexpr auto fields = std::tuple{
        storage::Field{1, "name", &Order::name, {.label = "Name", .required = true, .index = storage::Index::sorted}},
        storage::Field{2,
                       "person",
                       &Order::person,
                       {.label = "Person", .index = storage::Index::sorted, .gone = storage::Gone::clear}},
        storage::Field{3, "site", &Order::site, {.label = "Site", .search = true, .personal = true}},
        storage::Field{4, "lines", &Order::lines, {.label = "Lines", .search = true}},
        storage::Field{5, "extras", &Order::extras, {.label = "Extras", .search = true}},
        storage::Field{6, "notes", &Order::notes, {.label = "Notes"}},
        storage::Field{7, "issued", &Order::issued, {.label = "Issued"}},
    };
};

/// No row is for less than nothing; as long as `lenient` is set, a program without that rule stores them.
inline bool lenient = false;
void check(const Order& order, storage::Errors& errors);
/// Who it is for is not taken out again.
void keep(const Order* before, const Order& after, storage::Errors& errors);

inline const storage::Record_type& orders() { return storage::record_type<Order>(); }

inline Order order(std::string name) {
    Order order;
    order.name = std::move(name);
    return order;
}

inline Order_line line(std::string text, std::int64_t quantity = 0, std::int64_t price = 0) {
    Order_line line;
    line.text = std::move(text);
    line.quantity = quantity;
    line.price.minor = price;
    return line;
}

/// As Scratch_store, with orders in it.
class Order_store {
  public:
    Order_store() {
        auto all = types();
        all.push_back(&storage::record_type<Good>());
        all.push_back(&orders());
        store_ = std::make_unique<storage::Store>(folder_.path(), std::move(all));
    }
    storage::Store* operator->() { return store_.get(); }
    storage::Store& operator*() { return *store_; }

    template <class Record> Record add(Record record) {
        store_->write(tester, [&](storage::Write& write) { write.create(record); });
        return record;
    }
    template <class Record> Record save(Record record) {
        store_->write(tester, [&](storage::Write& write) { write.update(record); });
        return record;
    }
    template <class Record> Record get(const Record& record) const {
        return store_->read([&](const storage::Read& read) { return read.get<Record>(record.id); });
    }

  private:
    Folder folder_;
    std::unique_ptr<storage::Store> store_;
};

}  // namespace scratch
