#include "transfer/content.h"

#include <memory>

#include "http/download.h"
#include "storage/digest.h"

namespace transfer {

http::Response content(const storage::Files& files, const http::Request& request, const storage::File& file,
                       std::string name) {
    const auto bytes = std::make_shared<const storage::Descriptor>(files.open(file.digest));
    const auto read = [bytes](std::uint64_t offset, std::span<char> piece) {
        return storage::read_at(*bytes, offset, piece);
    };
    return http::download(request, {.content = {.size = storage::size_of(*bytes), .read = read},
                                    .name = std::move(name),
                                    .type = file.type,
                                    .etag = '"' + storage::hex(file.digest) + '"',
                                    .saved = request.query.get("download") == "yes"});
}

}  // namespace transfer
