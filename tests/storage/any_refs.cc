// References to records of any kind keep what references to one kind keep.
#include <catch2/catch_test_macros.hpp>

#include "storage/faults.h"
#include "storage/papers.h"
#include "storage/undo.h"
#include "storage/upkeep/check.h"

using namespace storage;
using namespace scratch;

namespace {

void is_sound(const Store& store) { CHECK(check(store).problems == std::vector<std::string>{}); }

template <class Record> std::vector<Id> about(const Store& store, Any_ref what) {
    return store.read([&](const Read& read) { return read.where<&Record::about>(what); });
}

}  // namespace

TEST_CASE("a reference to any kind is found by kind and number", "[P9]") {
    Paper_store with;
    const Person ada = with.add(person("Ada"));
    const Group one = with.add(group("One"));
    REQUIRE(ada.id == one.id);
    const Paper of_ada = with.add(paper_about<Paper>(2, ada.id));
    const Paper of_one = with.add(paper_about<Paper>(1, one.id));
    with.add(Paper{});
    CHECK(about<Paper>(*with.store, {2, ada.id}) == std::vector<Id>{of_ada.id});
    CHECK(about<Paper>(*with.store, {1, one.id}) == std::vector<Id>{of_one.id});
    CHECK(fault_of([&] { with.add(paper_about<Paper>(2, 99)); }) == Fault::invalid);
    CHECK(fault_of([&] { with.add(paper_about<Paper>(77, 1)); }) == Fault::invalid);
    with.store->read([&](const Read& read) {
        CHECK(read.dependents(2, ada.id).size() == 1);
        CHECK(read.history({2, ada.id}, 0, 10).size() == 2);
    });
    is_sound(*with.store);
}

TEST_CASE("what is about a record goes with it, or stays about nothing, and comes back", "[C10]") {
    Paper_store with;
    const Person ada = with.add(person("Ada"));
    const Group one = with.add(group("One"));
    const Paper paper = with.add(paper_about<Paper>(2, ada.id));
    const Slip slip = with.add(paper_about<Slip>(2, ada.id));
    const Paper other = with.add(paper_about<Paper>(1, one.id));
    const auto operation = with.store->write(tester, [&](Write& write) {
        write.erase(Ref<Person>{ada.id});
        return write.operation();
    });
    CHECK_FALSE(with.find(paper));
    CHECK(with.find(slip)->about == Any_ref{});
    CHECK(with.find(other));
    is_sound(*with.store);
    with.store->write(tester, [&](Write& write) { undo(write, operation); });
    CHECK(with.find(paper)->about == Any_ref{2, ada.id});
    CHECK(with.find(slip)->about == Any_ref{2, ada.id});
    is_sound(*with.store);
}

TEST_CASE("references to any kind are redirected with the others", "[C7]") {
    Paper_store with;
    const Person ada = with.add(person("Ada"));
    const Person eve = with.add(person("Eve"));
    const Group one = with.add(group("One"));
    const Paper paper = with.add(paper_about<Paper>(2, ada.id));
    const Paper other = with.add(paper_about<Paper>(1, one.id));
    with.store->write(tester, [&](Write& write) { write.redirect(2, ada.id, eve.id); });
    CHECK(with.find(paper)->about == Any_ref{2, eve.id});
    CHECK(with.find(other)->about == Any_ref{1, one.id});
    with.erase(ada);
    CHECK(with.find(paper));
    is_sound(*with.store);
}

TEST_CASE("what an unknown kind is about stays, too") {
    Paper_store with;
    const Person ada = with.add(person("Ada"));
    const Person eve = with.add(person("Eve"));
    with.add(paper_about<Paper>(2, ada.id));
    with.store.reset();
    {
        Store older(with.folder.path(), types());
        const auto erase = [&](Id id) { older.write(tester, [&](Write& write) { write.erase(Ref<Person>{id}); }); };
        CHECK(fault_of([&] { erase(ada.id); }) == Fault::refused);
        CHECK_NOTHROW(erase(eve.id));
    }
    with.store = with.opened();
    CHECK(with.find(ada));
    is_sound(*with.store);
}
