// A folder of its own for one test, and the record types that the tests of the store use.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <format>
#include <string>
#include <tuple>
#include <vector>

#include "storage/custom_field.h"
#include "storage/store.h"

namespace scratch {

/// How often something random is tried: less in an emulator, where each time takes thirty times as long (scripts/test).
inline int rounds(int full) { return std::getenv("CLIENTBOX_EMULATED") == nullptr ? full : full / 20; }

/// A new folder, gone with this object.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "clientbox-test-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) std::abort();
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path file() const { return storage::store_file(path_); }

  private:
    std::filesystem::path path_;
};

enum class Status : std::uint8_t { prospect = 1, active, former };
constexpr auto options(Status) {
    return std::array{storage::Option{1, "prospect", "Prospect"}, storage::Option{2, "active", "Active"},
                      storage::Option{3, "former", "Former client"}};
}

struct Place {
    std::string street, city;
    bool operator==(const Place&) const = default;
    static constexpr auto fields = std::tuple{
        storage::Field{1, "street", &Place::street, {.label = "Street"}},
        storage::Field{2, "city", &Place::city, {.label = "City", .search = true}},
    };
};

/// Holds back its members: it cannot be erased while it has some.
struct Group : storage::Stored {
    static constexpr storage::Kind kind{1, "group", "groups", "Group", "Groups"};
    std::string name;
    static constexpr auto fields = std::tuple{
        storage::Field{1,
                       "name",
                       &Group::name,
                       {.label = "Name", .required = true, .search = true, .index = storage::Index::sorted}},
    };
};

/// Every type of value, and references of every sort.
struct Person : storage::Stored {
    static constexpr storage::Kind kind{2, "person", "people", "Person", "People"};
    std::string first_name, last_name;
    storage::Email email;
    storage::Phone phone;
    storage::Ref<Group> group;
    Place home;
    std::vector<storage::Ref<Group>> tags;
    storage::Ref<Person> friend_of;
    Status status{};
    storage::Date born;
    storage::Money balance;
    storage::Decimal weight;
    storage::Stars rating;
    bool vip = false;
    std::int64_t visits = 0;
    storage::Url page;
    storage::Text about;
    storage::Secret token;
    storage::Moment seen;
    storage::Custom custom;
    std::string name() const { return last_name.empty() ? first_name : last_name + ", " + first_name; }

    static constexpr auto fields = std::tuple{
        storage::Field{1, "first_name", &Person::first_name, {.label = "First name", .required = true, .search = true}},
        storage::Field{2, "last_name", &Person::last_name, {.label = "Last name", .search = true}},
        storage::Field{
            3, "email", &Person::email, {.label = "E-mail", .search = true, .index = storage::Index::unique}},
        storage::Field{4, "phone", &Person::phone, {.label = "Phone", .search = true}},
        storage::Field{5,
                       "group",
                       &Person::group,
                       {.label = "Group", .search = true, .index = storage::Index::sorted, .by_name = true}},
        storage::Field{6, "home", &Person::home, {.label = "Home", .search = true}},
        storage::Field{
            7,
            "tags",
            &Person::tags,
            {.label = "Tags", .search = true, .index = storage::Index::sorted, .gone = storage::Gone::clear}},
        storage::Field{
            8,
            "friend_of",
            &Person::friend_of,
            {.label = "Friend of", .index = storage::Index::sorted, .by_name = true, .gone = storage::Gone::clear}},
        storage::Field{9, "status", &Person::status, {.label = "Status", .index = storage::Index::sorted}},
        storage::Field{10, "born", &Person::born, {.label = "Born"}},
        storage::Field{11, "balance", &Person::balance, {.label = "Balance", .index = storage::Index::sorted}},
        storage::Field{12, "weight", &Person::weight, {.label = "Weight"}},
        storage::Field{13, "rating", &Person::rating, {.label = "Rating"}},
        storage::Field{14, "vip", &Person::vip, {.label = "VIP"}},
        storage::Field{15, "visits", &Person::visits, {.label = "Visits"}},
        storage::Field{16, "page", &Person::page, {.label = "Page"}},
        storage::Field{17, "about", &Person::about, {.label = "About", .search = true}},
        storage::Field{18, "token", &Person::token, {.label = "Token", .hidden = true}},
        storage::Field{19, "seen", &Person::seen, {.label = "Seen", .read_only = true}},
        storage::Field{
            20, "custom", &Person::custom, {.label = "Custom", .search = true, .index = storage::Index::sorted}},
        storage::Derived{
            200, "name", &Person::name, {.label = "Name", .search = true, .index = storage::Index::sorted}},
    };
};

/// Belongs to a person and goes with it; may answer another note, and goes with that too.
struct Note : storage::Stored {
    static constexpr storage::Kind kind{3, "note", "notes", "Note", "Notes"};
    storage::Ref<Person> person;
    storage::Ref<Note> answers;
    storage::Text text;
    static constexpr auto fields = std::tuple{
        storage::Field{
            1,
            "person",
            &Note::person,
            {.label = "Person", .index = storage::Index::sorted, .parent = true, .gone = storage::Gone::cascade}},
        storage::Field{2, "text", &Note::text, {.label = "Text", .required = true, .search = true}},
        storage::Field{3,
                       "answers",
                       &Note::answers,
                       {.label = "Answers", .index = storage::Index::sorted, .gone = storage::Gone::cascade}},
    };
};

std::vector<const storage::Record_type*> types();

inline const storage::Actor tester{7, "Tester"};

/// A folder with a store in it, which can be closed and opened again.
class Scratch_store {
  public:
    Scratch_store() { open(); }
    void open() { store_ = std::make_unique<storage::Store>(folder_.path(), types()); }
    void close() { store_.reset(); }
    storage::Store* operator->() { return store_.get(); }
    storage::Store& operator*() { return *store_; }
    const Folder& folder() const { return folder_; }

    template <class Record> Record add(Record record) {
        store_->write(tester, [&](storage::Write& write) { write.create(record); });
        return record;
    }
    template <class Record> Record get(const Record& record) const {
        return store_->read([&](const storage::Read& read) { return read.get<Record>(record.id); });
    }

  private:
    Folder folder_;
    std::unique_ptr<storage::Store> store_;
};

/// How many there are on all pages of a list, counted up to `bound`.
inline std::size_t counted(const storage::Read& read, const storage::Record_type& type, storage::List list,
                           std::size_t bound) {
    list.limit = 0;
    list.count_to = bound;
    return read.select(type, list).total;
}

inline Person person(std::string first, std::string last = {}, std::string email = {}) {
    Person person;
    person.first_name = std::move(first);
    person.last_name = std::move(last);
    person.email.text = std::move(email);
    return person;
}

inline Group group(std::string name) {
    Group group;
    group.name = std::move(name);
    return group;
}

}  // namespace scratch
