// CSV in every form that offices bring, and back.
#include "exchange/csv.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include "exchange/encoding.h"
#include "exchange/table.h"
#include "storage/error.h"

using namespace exchange;
using Rows = std::vector<Cells>;

namespace {

Rows rows_of(std::string_view text, char delimiter = ',') {
    Rows rows;
    Csv_reader reader(text, delimiter);
    for (Cells cells; reader.next(cells);) rows.push_back(cells);
    return rows;
}

Rows rows_of(const Table& table) {
    Rows rows{table.header()};
    table.each([&](std::size_t, const Cells& cells) {
        rows.push_back(cells);
        return true;
    });
    return rows;
}

std::string message_of(std::string bytes) {
    try {
        const Table table(std::move(bytes));
    } catch (const storage::Error& error) {
        CHECK(error.fault() == storage::Fault::invalid);
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("rows end with CRLF, LF or CR, the last one also with nothing", "[E1]") {
    const Rows wanted{{"a", "b"}, {"1", "2"}};
    CHECK(rows_of("a,b\r\n1,2\r\n") == wanted);
    CHECK(rows_of("a,b\n1,2") == wanted);
    CHECK(rows_of("a,b\r1,2\r") == wanted);
    CHECK(rows_of("a,b\n\n1,2\n\n") == wanted);
    CHECK(rows_of("a,\n,2") == Rows{{"a", ""}, {"", "2"}});
    CHECK(rows_of("").empty());
    CHECK(rows_of("\n\r\n").empty());
}

TEST_CASE("quoted cells hold delimiters, quotes and line breaks", "[E1]") {
    CHECK(rows_of("\"Horn, Shepard\",\"say \"\"hi\"\"\",\"two\r\nlines\"\n") ==
          Rows{{"Horn, Shepard", "say \"hi\"", "two\r\nlines"}});
    CHECK(rows_of("\"\",\"\"") == Rows{{"", ""}});
    CHECK(rows_of("6\" pipe,\"a\"b") == Rows{{"6\" pipe", "ab"}});
    CHECK_THROWS_AS(rows_of("a\n\"never closed,b\n1,2\n"), storage::Error);
    CHECK(message_of("a\n1\n\"never closed,b\n1,2\n") == "Row 3 opens a quotation mark that is never closed.");
}

TEST_CASE("a row has the number that a spreadsheet shows", "[E1]") {
    Csv_reader reader("a\n\n\"two\nlines\"\nb", ',');
    Cells cells;
    std::vector<std::size_t> numbers;
    while (reader.next(cells)) numbers.push_back(reader.row());
    CHECK(numbers == std::vector<std::size_t>{1, 3, 4});
}

TEST_CASE("the delimiter is guessed", "[E1]") {
    CHECK(guess_delimiter("a,b\n1,2\n") == ',');
    CHECK(guess_delimiter("Name;Betrag\nAcme;1,50\nZebra;2,75\n") == ';');
    CHECK(guess_delimiter("Name;Betrag, netto\nAcme;1,50\n") == ';');
    CHECK(guess_delimiter("a\tb, c\n1\t2\n") == '\t');
    CHECK(guess_delimiter("a|b\n1|2\n") == '|');
    CHECK(guess_delimiter("a,b\n\"1;2;3\",2\n") == ',');
    CHECK(guess_delimiter("only\none\n") == ',');
    CHECK(rows_of(Table("sep=;\r\na;b\r\n1;2\r\n")) == Rows{{"a", "b"}, {"1", "2"}});
}

TEST_CASE("texts of other times and programs become UTF-8", "[E1]") {
    CHECK(as_utf8("\xEF\xBB\xBFZoë") == "Zoë");
    CHECK(as_utf8("Zo\xEB \x80 5") == "Zoë € 5");
    CHECK(as_utf8(std::string("\xFF\xFEZ\0o\0\xEB\0\x3D\xD8\x00\xDE", 12)) == "Zoë😀");
    CHECK(as_utf8(std::string("\xFE\xFF\0Z\0o\0\xEB", 8)) == "Zoë");
    CHECK(as_utf8(std::string("\xFF\xFE\x3D\xD8", 4)) == "\xEF\xBF\xBD");
    CHECK_THROWS_AS(as_utf8(std::string("a,b\0c", 5)), storage::Error);
    CHECK(rows_of(Table("\xEF\xBB\xBF\"First Name\",b\n1,2\n")).front().front() == "First Name");
}

TEST_CASE("what is no table is refused with a reason", "[E1]") {
    CHECK(message_of("") == "The file is empty.");
    CHECK(message_of("\xEF\xBB\xBF\r\n") == "The file is empty.");
    CHECK(message_of("a,b\n").starts_with("The file has no rows"));
    CHECK(message_of("a,b\n,\n").starts_with("The file has no rows"));
    CHECK(message_of(",,\n1,2,3\n").starts_with("The first row of the file is empty"));
    CHECK(message_of("PK\x03\x04 and so on").starts_with("This is a spreadsheet"));
    CHECK(message_of(std::string("%PDF\0\1", 6)).starts_with("This is not a CSV file"));
    CHECK(message_of(std::string(600, ',') + "\n1\n").starts_with("The first row"));
    CHECK(message_of("a" + std::string(600, ',') + "\n1\n").starts_with("The file has 601 columns"));
}

TEST_CASE("ragged rows are told, empty cells beyond the header do no harm", "[E1]") {
    const Table table("a,b\n1\n1,2,3\n1,2,,\n,,\n");
    CHECK(table.rows() == 3);
    CHECK(table.ragged({"1"}) == "has 1 cells, but there are 2 columns");
    CHECK(table.ragged({"1", "2", "3"}) == "has 3 cells, but there are 2 columns");
    CHECK(table.ragged({"1", "2", "", ""}).empty());
}

TEST_CASE("very long cells and NUL-free megabytes are read whole", "[E1]") {
    const std::string longest(3UL << 20, 'x');
    const auto rows = rows_of("a,b\n\"" + longest + "\",2\n");
    CHECK(rows.at(1).front().size() == longest.size());
}

TEST_CASE("what is written is read back the same", "[E2]") {
    const Rows rows{{"plain", "with, comma", "with \"quotes\""},
                    {"two\r\nlines", " spaces ", ""},
                    {"=1+1", "'=1+1", "''=1"},
                    {"-", "@me", "'tis"},
                    {""}};
    std::string text;
    for (const Cells& cells : rows) append_row(text, cells);
    Rows back = rows_of(text);
    for (Cells& cells : back)
        for (std::string& cell : cells) cell = std::string(unguarded(cell));
    CHECK(back == rows);
}

TEST_CASE("a cell that a spreadsheet would run is made text; telephone numbers and amounts stay", "[E2]") {
    for (const std::string cell : {"=cmd|' /C calc'!A0", "+SUM(A1)", "-2+A3", "@SUM(1)", "\t=1", "＝1", "+49 30 x12"})
        CHECK(guarded(cell) == "'" + cell);
    for (const std::string cell : {"+49 30 1234-0", "+1 (403) 555-0123", "-12.50", "-", "- 7", "a=b", "", "'tis"})
        CHECK(guarded(cell) == cell);
    CHECK(unguarded("'=1") == "=1");
    CHECK(unguarded("'quoted'") == "'quoted'");
}
