// Figures that are kept: whatever is done to the records that they depend on, they are what counting says.
#include "storage/figures.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <stdexcept>

#include "storage/faults.h"
#include "storage/people.h"
#include "storage/scratch.h"
#include "storage/types/describe.h"
#include "storage/undo.h"
#include "storage/upkeep/check.h"

using namespace storage;

namespace {

struct Debtor : Stored {
    static constexpr Kind kind{1, "debtor", "debtors", "Debtor", "Debtors"};
    std::string name;
    static constexpr auto fields =
        std::tuple{Field{1, "name", &Debtor::name, {.label = "Name", .search = true, .index = Index::sorted}}};
};

/// Goes with its debtor; counts until it is paid.
struct Bill : Stored {
    static constexpr Kind kind{2, "bill", "bills", "Bill", "Bills"};
    Ref<Debtor> debtor;
    Money amount;
    Date due;
    bool paid = false;
    static constexpr auto fields = std::tuple{
        Field{1,
              "debtor",
              &Bill::debtor,
              {.label = "Debtor", .index = Index::sorted, .by_name = true, .gone = Gone::cascade}},
        Field{2, "amount", &Bill::amount, {.label = "Amount"}},
        Field{3, "due", &Bill::due, {.label = "Due"}},
        Field{4, "paid", &Bill::paid, {.label = "Paid"}},
    };
};

/// Counts for each of its debtors, and stays without them.
struct Letter : Stored {
    static constexpr Kind kind{3, "letter", "letters", "Letter", "Letters"};
    std::vector<Ref<Debtor>> to;
    Date due;
    static constexpr auto fields = std::tuple{
        Field{1, "to", &Letter::to, {.label = "To", .index = Index::sorted, .gone = Gone::clear}},
        Field{2, "due", &Letter::due, {.label = "Due"}},
    };
};

template <int number> struct Debts : Figures_of<Debtor> {
    static constexpr Kind kind{4, "debts", "debts", "Debts", "Debts", false, true};
    std::int64_t open = 0, letters = 0;
    Money total;
    Date oldest, newest;
    static constexpr auto fields = std::tuple{
        Field{1, "open", &Debts::open, {.label = "Open", .index = Index::sorted}},
        Field{2, "letters", &Debts::letters, {.label = "Letters", .index = Index::sorted}},
        Field{3, "total", &Debts::total, {.label = "Total", .index = Index::sorted}},
        Field{4, "oldest", &Debts::oldest, {.label = "Oldest", .index = Index::sorted, .kept = Kept::least}},
        Field{5, "newest", &Debts::newest, {.label = "Newest", .index = Index::sorted, .kept = Kept::greatest}},
    };
    static constexpr std::uint8_t version = number;
    static constexpr auto sources = std::tuple{Source{&Bill::debtor}, Source{&Letter::to}};

    /// The second version counts in pairs.
    void add(const Bill& bill) {
        if (bill.paid) return;
        open = number;
        total = bill.amount;
        oldest = newest = bill.due;
    }
    void add(const Letter& letter) {
        letters = 1;
        newest = letter.due;
    }
    bool operator==(const Debts& other) const { return encode_fields(*this) == encode_fields(other); }
};

using Types = std::vector<const Record_type*>;
Types without_figures() { return {&record_type<Debtor>(), &record_type<Bill>(), &record_type<Letter>()}; }
template <int number = 1> Types types() {
    Types all = without_figures();
    all.push_back(&record_type<Debts<number>>());
    return all;
}

template <class Record> std::vector<Record> all_of(const Read& read) {
    std::vector<Record> all;
    for (Id id = 1; id < read.next_id(record_type<Record>()); ++id)
        if (const auto record = read.find<Record>(id)) all.push_back(*record);
    return all;
}

/// Counted as anybody would.
template <int number = 1> Debts<number> naive(const Read& read, Id debtor) {
    Debts<number> debts;
    const auto take = [](Date& date, Date other, bool less) {
        if (other != Date{} && (date == Date{} || (less ? other < date : other > date))) date = other;
    };
    for (const Bill& bill : all_of<Bill>(read)) {
        if (bill.paid || bill.debtor.id != debtor) continue;
        debts.open += number;
        debts.total.minor += bill.amount.minor;
        take(debts.oldest, bill.due, true);
        take(debts.newest, bill.due, false);
    }
    for (const Letter& letter : all_of<Letter>(read)) {
        if (!std::ranges::contains(letter.to, Ref<Debtor>{debtor})) continue;
        ++debts.letters;
        take(debts.newest, letter.due, false);
    }
    return debts;
}

template <int number = 1> void check_kept(const Store& store) {
    store.read([](const Read& read) {
        const auto debtors = all_of<Debtor>(read);
        for (const Debtor& debtor : debtors)
            CHECK(read.get<Debts<number>>(debtor.id) == naive<number>(read, debtor.id));
        CHECK(read.count(record_type<Debts<number>>()) == debtors.size());
    });
}

void check_sound(const Store& store) { CHECK(check(store).problems == std::vector<std::string>{}); }

/// Changes of all sorts, at random.
class Clerk {
  public:
    Clerk(Store& store, std::uint64_t seed)
        : store_(&store)
        , random_(seed) {}

    void some() {
        try {
            const auto operation = store_->write(scratch::tester, [&](Write& write) {
                one(write);
                return write.operation();
            });
            if (operation != 0) operations_.push_back(operation);
        } catch (const Error& error) {
            REQUIRE(error.fault() != Fault::corrupt);
        }
    }

  private:
    void one(Write& write) {
        switch (random_() % 12) {
        case 0:
        case 1: return add_debtor(write);
        case 2:
        case 3:
        case 4: return save_bill(write, {});
        case 5: return change_bill(write);
        case 6: return save_letter(write, {});
        case 7: return change_letter(write);
        case 8: return erase_some<Bill>(write);
        case 9: return erase_some<Debtor>(write);
        case 10: return merge(write);
        default: return take_back(write);
        }
    }

    template <class Record> std::optional<Record> some_of(const Read& read) {
        const auto all = all_of<Record>(read);
        return all.empty() ? std::optional<Record>{} : scratch::one_of(random_, all);
    }
    Ref<Debtor> debtor(const Read& read) {
        const auto one = some_of<Debtor>(read);
        return {one ? one->id : 0};
    }
    Date day() { return {random_() % 5 == 0 ? Date{}.days : static_cast<std::int32_t>(random_() % 40)}; }

    void add_debtor(Write& write) {
        Debtor one;
        one.name = "Debtor " + std::to_string(random_() % 100);
        write.create(one);
    }
    void save_bill(Write& write, Bill bill) {
        bill.debtor = debtor(write);
        bill.amount.minor = static_cast<std::int64_t>(random_() % 1'000) - 200;
        bill.due = day();
        bill.paid = random_() % 3 == 0;
        write.save(bill);
    }
    void change_bill(Write& write) {
        if (auto bill = some_of<Bill>(write)) save_bill(write, *bill);
    }
    void save_letter(Write& write, Letter letter) {
        letter.to.clear();
        for (auto left = random_() % 4; left > 0; --left)
            if (const auto to = debtor(write)) letter.to.push_back(to);
        letter.due = day();
        write.save(letter);
    }
    void change_letter(Write& write) {
        if (auto letter = some_of<Letter>(write)) save_letter(write, *letter);
    }
    template <class Record> void erase_some(Write& write) {
        if (const auto one = some_of<Record>(write)) write.erase(Ref<Record>{one->id});
    }
    void merge(Write& write) {
        const auto from = debtor(write);
        const auto to = debtor(write);
        if (from == to) return;
        write.redirect(Debtor::kind.number, from.id, to.id);
        write.erase(from);
    }
    void take_back(Write& write) {
        if (!operations_.empty())
            undo(write, operations_[operations_.size() - 1 - random_() % std::min<std::size_t>(6, operations_.size())]);
    }

    Store* store_;
    scratch::Random random_;
    std::vector<std::uint64_t> operations_;
};

Debtor add_debtor(Store& store, const std::string& name) {
    Debtor debtor;
    debtor.name = name;
    store.write(scratch::tester, [&](Write& write) { write.create(debtor); });
    return debtor;
}

Bill add_bill(Store& store, const Debtor& debtor, std::int64_t amount, std::int32_t due) {
    Bill bill;
    bill.debtor = {debtor.id};
    bill.amount.minor = amount;
    bill.due.days = due;
    store.write(scratch::tester, [&](Write& write) { write.create(bill); });
    return bill;
}

}  // namespace

TEST_CASE("figures are what counting says, whatever is done", "[X10]") {
    for (const std::uint64_t seed : {1, 2, 3}) {
        const scratch::Folder folder;
        Store store(folder.path(), types());
        Clerk clerk(store, seed);
        for (int i = 0; i < scratch::rounds(400); ++i) {
            clerk.some();
            if (i % 10 == 0) check_kept(store);
        }
        check_kept(store);
        check_sound(store);
    }
}

TEST_CASE("a change of figures leaves their owner's revision and history alone", "[X10]") {
    const scratch::Folder folder;
    Store store(folder.path(), types());
    Debtor debtor = add_debtor(store, "Ada");
    add_bill(store, debtor, 500, 7);
    store.read([&](const Read& read) {
        CHECK(read.get<Debts<1>>(debtor.id).open == 1);
        CHECK(read.get<Debtor>(debtor.id).revision == debtor.revision);
        CHECK(read.history({Debtor::kind.number, debtor.id}, 0, 9).size() == 1);
        CHECK(read.history({Debts<1>::kind.number, debtor.id}, 0, 9).empty());
    });
    debtor.name = "Adele";
    store.write(scratch::tester, [&](Write& write) { write.update(debtor); });
}

TEST_CASE("lists are sorted and filtered by figures as by fields of their own", "[X10]") {
    const scratch::Folder folder;
    Store store(folder.path(), types());
    Clerk clerk(store, 4);
    for (int i = 0; i < scratch::rounds(600); ++i) clerk.some();
    const Tag_path total = in_figures(index_tag::figures, Debts<1>::kind.number, 3);
    const auto key = [](std::int64_t minor) {
        std::vector<std::string> keys;
        Value<Money>::order({minor}, keys);
        return keys.front();
    };
    store.read([&](const Read& read) {
        std::vector<std::pair<std::int64_t, Id>> wanted;
        for (const Debtor& debtor : all_of<Debtor>(read))
            if (const auto sum = naive(read, debtor.id).total.minor; sum >= 100) wanted.emplace_back(-sum, debtor.id);
        std::ranges::sort(wanted, [](const auto& one, const auto& other) {
            return one.first != other.first ? one.first < other.first : one.second > other.second;
        });
        List list{.tag = total, .descending = true, .limit = 3, .count_to = 1'000};
        list.filters = {{.mode = Filter::between, .tag = total, .from = key(100)}};
        std::vector<Id> found;
        do {
            const Page page = read.select(record_type<Debtor>(), list);
            CHECK(page.total == wanted.size());
            found.insert(found.end(), page.ids.begin(), page.ids.end());
            list.after = page.next;
        } while (!list.after.empty());
        std::vector<Id> ids;
        for (const auto& [sum, id] : wanted) ids.push_back(id);
        CHECK(found == ids);
    });
}

TEST_CASE("figures are counted anew when another program declares them otherwise, or did not know them", "[X10]") {
    const scratch::Folder folder;
    const auto fill = [&](const Types& declared, std::uint64_t seed) {
        Store store(folder.path(), declared);
        Clerk clerk(store, seed);
        for (int i = 0; i < scratch::rounds(200); ++i) clerk.some();
        check_sound(store);
    };
    fill(without_figures(), 5);
    check_kept(Store(folder.path(), types()));
    fill(types(), 6);
    check_kept<2>(Store(folder.path(), types<2>()));
    fill(without_figures(), 7);  // an older program between two runs of a newer one
    const Store store(folder.path(), types<2>());
    check_kept<2>(store);
    check_sound(store);
}

TEST_CASE("counting anew that was cut off is done at the next opening", "[X10]") {
    const scratch::Folder folder;
    {
        Store store(folder.path(), without_figures());
        Clerk clerk(store, 8);
        for (int i = 0; i < 200; ++i) clerk.some();
    }
    const auto cut = [](double) { throw std::runtime_error("power cut"); };
    CHECK_THROWS_AS(Store(folder.path(), types(), {.rebuilding = cut}), std::runtime_error);
    CHECK_THROWS_AS(Store(folder.path(), types<2>(), {.rebuilding = cut}), std::runtime_error);
    const Store store(folder.path(), types());
    check_kept(store);
    check_sound(store);
}

TEST_CASE("check names figures that are not what counting says, and mending counts them anew", "[X10]") {
    const scratch::Folder folder;
    Id ada = 0;
    {
        Store store(folder.path(), types());
        ada = add_debtor(store, "Ada").id;
        const Debtor eve = add_debtor(store, "Eve");
        add_bill(store, eve, 500, 7);
        add_debtor(store, "Mia");
    }
    {
        Engine engine(store_file(folder.path()));
        Transaction transaction = engine.write();
        const std::uint8_t kind = Debts<1>::kind.number;
        Debts<1> false_ones;
        false_ones.open = 3;
        const Raw raw{.id = ada, .revision = 1, .fields = encode_fields(false_ones)};
        transaction.put(Tree::records, keys::record(kind, ada), seal(kind, raw));
        transaction.erase(Tree::records, keys::record(kind, ada + 1));
        transaction.commit();
    }
    const auto problems = check(Store(folder.path(), types())).problems;
    CHECK(std::ranges::contains(problems, "Debts 1: open is \"3\", but counted anew it is \"\"."));
    CHECK(std::ranges::contains(problems, "Debtor 2: has no Debts."));
    const Store store(folder.path(), types(), {.rebuild_everything = true});
    check_kept(store);
    check_sound(store);
}
