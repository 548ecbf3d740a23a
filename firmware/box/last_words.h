// What is said when a dying card takes pages of the mapped file of records away. Reading such a page is SIGBUS, and SIGSEGV
// where a damaged page leads out of the file.
#pragma once

#include <filesystem>

namespace box {

/// From now on such a signal ends the program with exit code 1 and a line that names `records`.
void end_in_words_on_damage(const std::filesystem::path& records);

}  // namespace box
