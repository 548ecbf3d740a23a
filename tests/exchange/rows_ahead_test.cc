// Rows are the same and in the same order, whoever reads them, and from wherever on.
#include "exchange/rows_ahead.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "exchange/office.h"

using namespace exchange;
using namespace exchange::tests;

namespace {

struct File {
    explicit File(const Office& office, std::size_t rows)
        : table(customers(rows))
        , task(task_for(office, table, false))
        , known(task, table, office.definitions()) {}
    Table table;
    Task task;
    Known_file known;
};

}  // namespace

TEST_CASE("rows that are read ahead are those of the file, from behind any of them", "[E1][large]") {
    constexpr std::size_t count = 1'000;
    const Office office;
    const File file(office, count);
    std::vector<Cells> expected;
    file.table.each([&](std::size_t, const Cells& cells) {
        expected.push_back(cells);
        return true;
    });
    for (const std::size_t done : {std::size_t{0}, std::size_t{1}, std::size_t{64}, count - 1, count, count + 1}) {
        Rows_ahead rows(file.known, done);
        std::size_t at = done;
        for (; const Known_row* const row = rows.next(); ++at) {
            REQUIRE(at < count);
            CHECK(row->cells == expected[at]);
            CHECK(row->number == at + 2);
            CHECK(row->keys == file.known.read(row->number, row->cells).keys);
        }
        CHECK(at == std::max(done, count));
        CHECK(rows.next() == nullptr);
    }
}

TEST_CASE("who reads ahead stops when nobody wants the rest", "[E1]") {
    const Office office;
    const File file(office, 5'000);
    for (const int wanted : {0, 1, 100}) {
        Rows_ahead rows(file.known, 0);
        for (int i = 0; i < wanted; ++i) REQUIRE(rows.next() != nullptr);
    }
}

TEST_CASE("a file knows which of its rows may be about the same", "[E1]") {
    const Office office;
    const Table table(std::string("First name,Last name,E-mail\nA,A,a@r.example\nB,B,b@r.example\nC,C,A@R.example\n"));
    const Task task = task_for(office, table, false);
    const Known_file file(task, table, office.definitions());
    Rows_ahead rows(file, 0);
    std::vector<bool> repeated;
    while (const Known_row* const row = rows.next()) repeated.push_back(file.is_repeated(row->keys.front()));
    CHECK(repeated == std::vector{true, false, true});
}
