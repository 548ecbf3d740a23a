#include "storage/word_changes.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>
#include <string>
#include <utility>

#include "storage/scratch.h"

using namespace storage;

TEST_CASE("of the changes of a word's entry the last one counts, however long it is", "[C4]") {
    const scratch::Folder folder;
    Engine engine(folder.file());
    std::mt19937 random(7);
    std::map<std::string, bool> expected;
    Transaction transaction = engine.write();
    Word_changes changes;
    for (int round = 0; round < scratch::rounds(4'000); ++round) {
        // Few letters, so that keys come again and begin alike, with zeros among them.
        std::string key(1 + random() % 40, 'a');
        for (const int at : {0, 7, 15, 23, 24, 39})
            if (std::cmp_less(at, key.size())) key[at] = std::array{'\0', 'b', '\xFF'}[random() % 3];
        const bool comes = random() % 3 != 0;
        comes ? changes.put(key) : changes.erase(key);
        expected[key] = comes;
        if (round % 1'000 == 999) changes.make(transaction);
    }
    changes.make(transaction);
    std::erase_if(expected, [](const auto& each) { return !each.second; });
    Cursor cursor = transaction.cursor(Tree::words);
    auto at = expected.begin();
    for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next(), ++at) {
        REQUIRE(at != expected.end());
        CHECK(cursor.key() == at->first);
    }
    CHECK(at == expected.end());
}
