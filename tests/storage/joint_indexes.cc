// Of what an index over several fields may be, judged when it is compiled.
#include "storage/scratch.h"
#include "storage/types/describe.h"

using namespace storage;
using namespace scratch;

namespace {

struct Joined : Stored {
    static constexpr Kind kind{9, "joined", "joined", "Joined", "Joined"};
    std::string name, note;
    Ref<Person> person;
    std::vector<Ref<Person>> people;
    Date day;
    static constexpr auto fields = std::tuple{
        Field{1, "name", &Joined::name, {.label = "Name", .index = Index::sorted}},
        Field{2, "note", &Joined::note, {.label = "Note"}},
        Field{3, "person", &Joined::person, {.label = "Person", .index = Index::sorted}},
        Field{4, "people", &Joined::people, {.label = "People", .index = Index::sorted}},
        Field{5, "day", &Joined::day, {.label = "Day", .index = Index::sorted}},
    };
};
static_assert(well_declared<Joined>() && Joined::kind.number == 9);
using declared::well_joined;
static_assert(well_joined(Index_on{240, &Joined::person, &Joined::day}));
static_assert(well_joined(Index_on{250, &Joined::person, &Joined::day, &Joined::name}));
static_assert(!well_joined(Index_on{240, &Joined::name, &Joined::day}), "what follows a text is not found");
static_assert(!well_joined(Index_on{240, &Joined::person, &Joined::note}), "a field that is not sorted by");
static_assert(!well_joined(Index_on{240, &Joined::person, &Joined::people}), "many values");
static_assert(!well_joined(Index_on{240, &Joined::person, &Joined::person}), "the same field twice");
static_assert(!well_joined(Index_on{240, &Joined::person}), "one field");
static_assert(!well_joined(Index_on{251, &Joined::person, &Joined::day}), "a tag of another use");

}  // namespace
