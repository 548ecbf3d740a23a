// What people and programs write in cells beside values: words for nothing, for yes and no, spreadsheets' errors, lists.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

/// How sure it must be that a word stands for nothing: a city may be called None, a person Null.
enum class Emptiness : std::uint8_t { sure, usual, any };

/// "\N", "(null)", "#N/A" (sure); "NULL", "n/a", "-" (usual); "none" (any).
bool stands_for_nothing(std::string_view cell, Emptiness at_most);
/// "#NAME?", "########": a spreadsheet could not show what was there.
bool is_spreadsheet_error(std::string_view cell);
/// "4.91706E+11": a long number that a spreadsheet has shortened.
bool is_shortened_number(std::string_view cell);
/// "=\"0170555\"" and "'0170 555", by which spreadsheets are told that a number is text, without that.
std::string without_text_mark(std::string_view cell, bool is_number);

/// "ja", "x", "✓"; "nein", "faux".
std::optional<bool> yes_or_no(std::string_view cell);
/// "★★★", "4.0", "4/5" → "3", "4", "4"; others as they are.
std::string stars(std::string_view cell);
/// Days since 1899-12-30, as spreadsheets count: "45657" → "2024-12-31".
std::optional<std::string> serial_day(std::string_view cell);

/// Cut at " ::: ", ; | and line ends, and at commas when asked; quotation marks around a part are taken off.
std::vector<std::string> parts_of(std::string_view cell, bool commas);
/// Numbers that stand in one cell, when it has several; the cell itself otherwise.
std::vector<std::string> phones_in(std::string_view cell);
std::vector<std::string> addresses_in(std::string_view cell);

/// Lines as one: a line break becomes ", ".
std::string single_line(std::string_view cell);

}  // namespace exchange
