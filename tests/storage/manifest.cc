// The same store opened by programs that declare its records otherwise: an index that comes, a newer program before an older
// one, and what neither may lose.
#include "storage/upkeep/manifest.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <iterator>
#include <set>
#include <stdexcept>

#include "storage/digest.h"
#include "storage/people.h"
#include "storage/scratch.h"
#include "storage/types/describe.h"
#include "storage/upkeep/check.h"
#include "storage/upkeep/rebuild.h"

using namespace storage;

namespace {

/// Kind 1 and 2 of one program …
namespace older {

struct Owner : Stored {
    static constexpr Kind kind{1, "owner", "owners", "Owner", "Owners"};
    std::string name, city;
    static constexpr auto fields =
        std::tuple{Field{1, "name", &Owner::name, {.label = "Name", .search = true, .index = Index::sorted}},
                   Field{2, "city", &Owner::city, {.label = "City", .index = Index::sorted}}};
};

struct Dog : Stored {
    static constexpr Kind kind{2, "dog", "dogs", "Dog", "Dogs"};
    std::string name;
    Ref<Owner> owner;
    static constexpr auto fields =
        std::tuple{Field{1, "name", &Dog::name, {.label = "Name", .index = Index::sorted}},
                   Field{2, "owner", &Dog::owner, {.label = "Owner", .index = Index::sorted, .gone = Gone::clear}}};
};

std::vector<const Record_type*> types() { return {&record_type<Owner>(), &record_type<Dog>()}; }

}  // namespace older

/// … and of a newer one: another index, none where one was, more words, sorted by another's name, one more field, one more kind.
namespace newer {

struct Owner : Stored {
    static constexpr Kind kind{1, "owner", "owners", "Owner", "Owners"};
    std::string name, city, code;
    static constexpr auto fields = std::tuple{
        Field{1, "name", &Owner::name, {.label = "Name", .search = true, .index = Index::sorted}},
        Field{2, "city", &Owner::city, {.label = "City", .search = true}},
        Field{3, "code", &Owner::code, {.label = "Code", .search = true, .index = Index::unique}},
    };
};

struct Dog : Stored {
    static constexpr Kind kind{2, "dog", "dogs", "Dog", "Dogs"};
    std::string name;
    Ref<Owner> owner;
    Ref<Owner> vet;
    static constexpr auto fields = std::tuple{
        Field{1, "name", &Dog::name, {.label = "Name", .index = Index::unique}},
        Field{2,
              "owner",
              &Dog::owner,
              {.label = "Owner", .search = true, .index = Index::sorted, .by_name = true, .gone = Gone::clear}},
        Field{3, "vet", &Dog::vet, {.label = "Vet", .index = Index::sorted, .gone = Gone::clear}},
    };
    static constexpr auto indexes = std::tuple{Index_on{240, &Dog::vet, &Dog::owner}};
};

struct Walk : Stored {
    static constexpr Kind kind{3, "walk", "walks", "Walk", "Walks"};
    Ref<Owner> with;
    static constexpr auto fields = std::tuple{Field{
        1, "with", &Walk::with, {.label = "With", .search = true, .index = Index::sorted, .gone = Gone::cascade}}};
};

std::vector<const Record_type*> types() { return {&record_type<Owner>(), &record_type<Dog>(), &record_type<Walk>()}; }

}  // namespace newer

/// One more index than the older one has, and nothing else.
namespace between {

struct Owner : Stored {
    static constexpr Kind kind{1, "owner", "owners", "Owner", "Owners"};
    std::string name, city, code;
    static constexpr auto fields =
        std::tuple{Field{1, "name", &Owner::name, {.label = "Name", .search = true, .index = Index::sorted}},
                   Field{2, "city", &Owner::city, {.label = "City", .index = Index::sorted}},
                   Field{3, "code", &Owner::code, {.label = "Code", .index = Index::sorted}}};
};

std::vector<const Record_type*> types() { return {&record_type<Owner>(), &record_type<older::Dog>()}; }

}  // namespace between

constexpr int owners = 30;
constexpr int dogs = 3 * owners + 1;

/// Three dogs an owner, every fifth of whom has no city; and one dog that nobody owns.
void fill(Store& store) {
    const Actor actor{0, "Test"};
    store.write(actor, [](Write& write) {
        for (int i = 1; i <= owners; ++i) {
            older::Owner owner;
            owner.name = std::format("Owner {}", i);
            if (i % 5 != 0) owner.city = i % 2 == 0 ? "Köln" : "Łódź";
            write.create(write.schema().type(1), encode_fields(owner));
            for (const char* name : {"Rex", "Bello", "Ida"}) {
                older::Dog dog;
                dog.name = std::format("{} {}", name, i);
                dog.owner = {static_cast<Id>(i)};
                write.create(write.schema().type(2), encode_fields(dog));
            }
        }
        older::Dog stray;
        stray.name = "Stray";
        write.create(write.schema().type(2), encode_fields(stray));
    });
}

/// Keys of indexes and words, but for moments of creation, which are those of the test, and for the dogs' vets, whose indexes
/// an older program keeps without knowing them.
std::set<std::string> keys_of(const Store& store) {
    std::set<std::string> all;
    const Transaction transaction = store.snapshot();
    for (const Tree tree : {Tree::indexes, Tree::words}) {
        Cursor cursor = transaction.cursor(tree);
        for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next()) {
            std::string key(cursor.key());
            if (tree == Tree::indexes && (key.starts_with("\2\3") || key.starts_with("\2\xF0"))) continue;
            if (tree == Tree::indexes && static_cast<std::uint8_t>(key[1]) == index_tag::created) key.erase(2, 8);
            all.insert(static_cast<char>(tree) + key + "=" + std::string(cursor.value()));
        }
    }
    return all;
}

std::set<std::string> keys_of_fresh(const std::vector<const Record_type*>& types) {
    const scratch::Folder folder;
    Store store(folder.path(), types);
    fill(store);
    return keys_of(store);
}

/// The keys that only one of them has, so that a failure can be read.
std::vector<std::string> differences(const std::set<std::string>& one, const std::set<std::string>& other) {
    std::vector<std::string> found;
    std::ranges::set_symmetric_difference(one, other, std::back_inserter(found));
    for (std::string& key : found) key = hex(key);
    if (found.size() > 5) found.resize(5);
    return found;
}

void check_sound(const Store& store) {
    for (const std::string& problem : check(store).problems) FAIL_CHECK(problem);
}

std::size_t found(const Store& store, const Record_type& type, std::string_view words) {
    return store.read([&](const Read& read) { return read.search(type, words, 100).size(); });
}

}  // namespace

TEST_CASE("a store opened by a program that declares otherwise equals one made by it, and back again", "[X3]") {
    const scratch::Folder folder;
    {
        Store store(folder.path(), older::types());
        fill(store);
    }
    {
        const Store store(folder.path(), newer::types());
        CHECK(differences(keys_of(store), keys_of_fresh(newer::types())) == std::vector<std::string>{});
        check_sound(store);
        CHECK(found(store, record_type<newer::Owner>(), "koln") == owners / 2 - owners / 10);
        CHECK(found(store, record_type<newer::Dog>(), "owner") == 3 * owners);
    }
    const Store store(folder.path(), older::types());
    CHECK(differences(keys_of(store), keys_of_fresh(older::types())) == std::vector<std::string>{});
    check_sound(store);
}

TEST_CASE("nothing is made anew when the same program opens the store again", "[X3]") {
    const scratch::Folder folder;
    {
        Store store(folder.path(), older::types());
        fill(store);
    }
    const auto before = [&] { return Store(folder.path(), older::types()).version(); }();
    int calls = 0;
    const Store store(folder.path(), older::types(), {.rebuilding = [&](double) { ++calls; }});
    CHECK(store.version() == before);
    CHECK(calls == 0);
}

TEST_CASE("making anew that was cut off is seen and done at the next opening, by whichever program", "[X3]") {
    const scratch::Folder folder;
    {
        Store store(folder.path(), older::types());
        fill(store);
    }
    const auto cut = [](double) { throw std::runtime_error("power cut"); };
    CHECK_THROWS_AS(Store(folder.path(), newer::types(), {.rebuilding = cut}), std::runtime_error);
    const bool by_newer = GENERATE(true, false);
    const auto types = by_newer ? newer::types() : older::types();
    const Store store(folder.path(), types);
    CHECK(differences(keys_of(store), keys_of_fresh(types)) == std::vector<std::string>{});
    check_sound(store);
}

TEST_CASE("an older program between two runs of a newer one loses nothing", "[X3]") {
    const scratch::Folder folder;
    const Actor actor{0, "Test"};
    Id walked = 0;
    Id vet = 0;
    {
        Store store(folder.path(), newer::types());
        store.write(actor, [&](Write& write) {
            newer::Owner owner;
            owner.name = "Ada";
            owner.code = "A1";
            write.create(owner);
            walked = owner.id;
            newer::Walk walk;
            walk.with = {owner.id};
            write.create(walk);
            owner = {};
            owner.name = "Vera";
            write.create(owner);
            vet = owner.id;
            newer::Dog dog;
            dog.name = "Rex";
            dog.owner = {walked};
            dog.vet = {vet};
            write.create(dog);
        });
    }
    {
        Store store(folder.path(), older::types());
        const Findings findings = check(store);
        CHECK(findings.sound());
        REQUIRE(findings.kept.size() == 1);
        CHECK(findings.kept[0].title == "Walks");
        CHECK(findings.kept[0].count == 1);
        store.write(actor, [&](Write& write) {
            auto owner = write.get<older::Owner>(walked);
            owner.name = "Adele";
            write.update(owner);
            owner = {};
            owner.name = "New";
            write.create(owner);
            for (const Id held : {walked, vet}) {
                try {
                    write.erase(Ref<older::Owner>{held});
                    FAIL_CHECK("erased what a newer program's record refers to");
                } catch (const Error& error) {
                    CHECK(error.fault() == Fault::refused);
                    CHECK(std::string(error.what()).contains("Update Clientbox"));
                }
            }
        });
    }
    Store store(folder.path(), newer::types());
    check_sound(store);
    store.read([&](const Read& read) {
        CHECK(read.get<newer::Owner>(walked).code == "A1");
        CHECK(read.get<newer::Owner>(walked).name == "Adele");
        CHECK(read.first<&newer::Owner::code>(std::string("A1"))->id == walked);
        CHECK(read.where<&newer::Dog::vet>(Ref<newer::Owner>{vet}).size() == 1);
        CHECK(read.where<&newer::Walk::with>(Ref<newer::Owner>{walked}).size() == 1);
    });
    CHECK(found(store, record_type<newer::Walk>(), "adele") == 1);
}

TEST_CASE("which fields are empty is told anew when a program opens the store that knows fewer or more of them",
          "[X3]") {
    const scratch::Folder folder;
    const auto empty_in = [](const Store& store, Tag_path tag) {
        return store.read([&](const Read& read) { return read.ids_with(1, tag, ordered_text({})); });
    };
    {
        Store store(folder.path(), between::types());
        store.write({0, "Test"}, [](Write& write) {
            for (const char* code : {"", "A2"}) {
                between::Owner owner;
                owner.name = "Ada";
                owner.code = code;
                write.create(owner);
            }
        });
        CHECK(empty_in(store, 3) == std::vector<Id>{1});
    }
    {
        Store store(folder.path(), older::types());
        check_sound(store);
        CHECK(empty_in(store, 2) == std::vector<Id>{1, 2});
        store.write({0, "Test"}, [](Write& write) {
            auto owner = write.get<older::Owner>(1);
            owner.city = "Köln";
            write.update(owner);
        });
        CHECK(empty_in(store, 2) == std::vector<Id>{2});
        check_sound(store);
    }
    const auto before = [&] { return Store(folder.path(), older::types()).version(); }();
    CHECK(Store(folder.path(), older::types()).version() == before);  // once is enough
    const Store store(folder.path(), between::types());
    check_sound(store);
    CHECK(empty_in(store, 2) == std::vector<Id>{2});
    CHECK(empty_in(store, 3) == std::vector<Id>{1});
}

TEST_CASE("two records with one value do not keep a store with a new unique index from being opened", "[X3]") {
    const scratch::Folder folder;
    {
        Store store(folder.path(), older::types());
        store.write({0, "Test"}, [](Write& write) {
            for (int i = 0; i < 2; ++i) {
                older::Dog dog;
                dog.name = "Rex";
                write.create(dog);
            }
        });
    }
    const Store store(folder.path(), newer::types());
    CHECK_FALSE(check(store).sound());
    CHECK(check(store).problems.front().contains("same value"));
}

TEST_CASE("what follows from the records can be made anew when it is damaged", "[X7]") {
    const scratch::Folder folder;
    {
        Store store(folder.path(), older::types());
        fill(store);
        store.write({0, "Test"}, [](Write& write) { write.erase(Ref<older::Dog>{dogs}); });
    }
    const auto sound = [&] { return keys_of(Store(folder.path(), older::types())); }();
    {
        Engine engine(store_file(folder.path()));
        Transaction transaction = engine.write();
        transaction.erase(Tree::indexes, keys::index(1, Tag_path{1}, "owner 1" + std::string(1, '\0'), 1));
        transaction.put(Tree::indexes, keys::index(1, Tag_path{2}, "nowhere" + std::string(1, '\0'), 7), {});
        transaction.erase(Tree::words, keys::word(1, "owner", 2));
        transaction.put(Tree::words, keys::word(1, "stranger", 2), {});
        transaction.put(Tree::meta, keys::meta("count", 2), seal_number(keys::meta("count", 2), 7));
        transaction.erase(Tree::meta, keys::meta("next", 2));
        transaction.put(Tree::meta, keys::meta("next", 1), "damaged");
        transaction.commit();
    }
    CHECK_FALSE(check(Store(folder.path(), older::types())).sound());
    Store store(folder.path(), older::types(), {.rebuild_everything = true});
    check_sound(store);
    CHECK(keys_of(store) == sound);
    const auto next = store.write({0, "Test"}, [](Write& write) {
        older::Dog dog;
        dog.name = "Late";
        write.create(dog);
        return dog.id;
    });
    CHECK(next == dogs + 1);  // the number of the erased one does not come again
}

TEST_CASE("the stored declarations are what was declared, and damage to them is found", "[X7]") {
    const scratch::Folder folder;
    Store store(folder.path(), newer::types());
    CHECK(stored_manifest(store.snapshot()) == manifest_of(store.schema()));
    const auto bytes = std::string(*store.snapshot().get(Tree::meta, keys::manifest));
    for (std::size_t at = 0; at < bytes.size(); at += 7) {
        const scratch::Folder other;
        Engine engine(store_file(other.path()));
        Transaction transaction = engine.write();
        std::string flipped = bytes;
        flipped[at] = static_cast<char>(flipped[at] ^ 1);
        transaction.put(Tree::meta, keys::manifest, flipped);
        CHECK_THROWS_AS(stored_manifest(transaction), Error);
    }
}
