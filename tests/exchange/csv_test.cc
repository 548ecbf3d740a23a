// CSV in every form that offices bring, and back.
#include "exchange/tables/csv.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include "exchange/tables/encoding.h"
#include "exchange/tables/table.h"
#include "storage/error.h"

using namespace exchange;
using Rows = std::vector<Cells>;

namespace {

Rows rows_of(std::string_view text, char delimiter = ',') {
    Rows rows;
    Csv_reader reader(text, {.delimiter = delimiter});
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
    Csv_reader reader("a\n\n\"two\nlines\"\nb", {});
    Cells cells;
    std::vector<std::size_t> numbers;
    while (reader.next(cells)) numbers.push_back(reader.row());
    CHECK(numbers == std::vector<std::size_t>{1, 3, 4});
}

TEST_CASE("the delimiter is guessed", "[E1]") {
    const auto guess_delimiter = [](std::string_view text) { return guess_dialect(text).delimiter; };
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
    const auto as_utf8 = [](std::string_view bytes) { return decoded(bytes, guess_encoding(bytes)); };
    CHECK(as_utf8("Zo\xEB \x80 5") == "Zoë € 5");
    CHECK(decoded(std::string("Z\0o\0\xEB\0\x3D\xD8\x00\xDE", 10), Encoding::utf_16_le) == "Zoë😀");
    CHECK(guess_encoding("Dvo\xF8\xE1k, R\xF9\x9E"
                         "ena, \xC8"
                         "ern\xFD, Ku\xE8"
                         "era") == Encoding::windows_1250);
    CHECK(guess_encoding("\xC8\xE2\xE0\xED \xCF\xE5\xF2\xF0\xEE\xE2") == Encoding::windows_1251);
    CHECK(decoded("\x8E\x52\x93\x63\x91\xBE\x98\x59", guess_encoding("\x8E\x52\x93\x63\x91\xBE\x98\x59")) ==
          "山田太郎");
    CHECK(as_utf8("No\xEBl Lef\xE8vre, Ren\xE9, H\xE9l\xE8ne") == "Noël Lefèvre, René, Hélène");
    CHECK(mended("JÃ¼rgen") == "Jürgen");
    CHECK(mended("São Ünal") == "São Ünal");
    CHECK(without_entities("M&uuml;ller &amp; S&#246;hne, AT&T") == "Müller & Söhne, AT&T");
    const auto first_title = [](std::string bytes) { return Table(std::move(bytes)).header().front(); };
    CHECK(first_title(std::string("\xFF\xFEZ\0o\0\xEB\0\n\0a\0", 12)) == "Zoë");
    CHECK(first_title(std::string("\xFE\xFF\0Z\0o\0\xEB\0\n\0a", 12)) == "Zoë");
    CHECK(decoded(std::string("\x3D\xD8", 2), Encoding::utf_16_le) == "\xEF\xBF\xBD");
    CHECK(rows_of(Table("\xEF\xBB\xBF\"First Name\",b\n1,2\n")).front().front() == "First Name");
}

TEST_CASE("what is no table is refused with a reason", "[E1]") {
    CHECK(message_of("") == "The file is empty.");
    CHECK(message_of("\xEF\xBB\xBF\r\n") == "The file is empty.");
    CHECK(message_of("a,b\n").starts_with("The file has no rows"));
    CHECK(message_of("a,b\n,\n").starts_with("The file has no rows"));
    CHECK(message_of(",,\n1,2,3\n").starts_with("The first row of the file is empty"));
    CHECK(message_of("PK\x03\x04 and so on").starts_with("This is a spreadsheet"));
    CHECK(message_of(std::string("\x89PNG\0\1", 6)).starts_with("This is not a CSV file"));
    CHECK(message_of(std::string(600, ',') + "\n1\n").starts_with("The first row"));
    CHECK(message_of("a" + std::string(600, ',') + "\n1\n").starts_with("The file has 601 columns"));
}

TEST_CASE("ragged rows are told, empty cells beyond the header do no harm", "[E1]") {
    const Table table("a,b\n1\n1,2,3\n1,2,,\n,,\n");
    CHECK(table.rows() == 3);
    CHECK(table.ragged({"1"}).empty());
    CHECK(table.ragged({"1", "2", "3"}) == "This row has 3 cells, but there are 2 columns");
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
    for (const std::string cell : {"=cmd|' /C calc'!A0", "+SUM(A1)", "-2+A3", "@SUM(1)", "＝1", "+49 30 x12"})
        CHECK(guarded(cell) == "'" + cell);
    CHECK(guarded("a;=1") == "a;'=1");
    CHECK(guarded("a\n=1") == "a\n'=1");
    CHECK(guarded("a\t@b|-x") == "a\t'@b|'-x");
    CHECK(guarded("\u00A0=1") == "\u00A0'=1");
    CHECK(guarded("\u200B\uFEFF=1") == "\u200B\uFEFF'=1");
    for (const std::string cell : {"a;=1", "a\n'=1", "\u00A0=1;'@x\t=2", "- one\n- two", "'';''=1", "\u200B'=1"})
        CHECK(unguarded(guarded(cell)) == cell);
    for (const std::string cell : {"+49 30 1234-0", "+1 (403) 555-0123", "-12.50", "-", "- 7", "a=b", "", "'tis"})
        CHECK(guarded(cell) == cell);
    CHECK(unguarded("'=1") == "=1");
    CHECK(unguarded("'quoted'") == "'quoted'");
}

TEST_CASE("nothing in a file makes a row large", "[E1][X2]") {
    const std::string commas(3UL << 20, ',');
    Csv_reader reader(commas, {});
    Cells cells;
    REQUIRE(reader.next(cells));
    CHECK(cells.size() == most_columns);
    CHECK(reader.width() == commas.size() + 1);
    CHECK(message_of("a,b\n1,2\n" + commas).empty());
    const std::string wide = '"' + std::string(2 * longest_row, 'x') + "\",2\n";
    Csv_reader cut(wide, {});
    REQUIRE(cut.next(cells));
    CHECK(cells.front().size() == longest_row);
    CHECK(cells.size() == 2);
    std::string rows = "a\n";
    for (std::size_t i = 0; i <= most_rows; ++i) rows += "1\n";
    CHECK(message_of(rows).starts_with("The file has more than 1000000 rows"));
}
