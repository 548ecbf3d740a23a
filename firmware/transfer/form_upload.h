// Files in a multipart form, to the disk as they come.
#pragma once

#include <functional>
#include <vector>

#include "http/server.h"
#include "storage/files/files.h"
#include "storage/values/file.h"

namespace transfer {

inline constexpr std::size_t most_files = 100;  ///< in one form

struct Sent {
    std::vector<storage::File> files;  ///< all are on the disk
    http::Pairs fields;
};

/// What is answered when one of the files is not kept, and why it is not; without it, Error{invalid} is thrown. None is kept then.
using Refusal = std::function<http::Response(const http::Request& head, const std::string& why)>;
/// Who says what is wrong with values that are no text.
enum class Text_judge : std::uint8_t { door, handler };

/// A route that takes such a form, of files of at most `largest_file` bytes in all; `too_large`: see http::Route.
http::Route form_route(std::string pattern, http::Access access, storage::Files& files,
                       std::function<http::Response(const http::Request& head, const Sent& sent)> done,
                       std::function<http::Response(const http::Request& head)> too_large = {}, Refusal refused = {},
                       Text_judge judge = Text_judge::door);

}  // namespace transfer
